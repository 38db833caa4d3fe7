package io.rubrica.proxy.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message as a view of its bytes: where its start line, its headers and its body are. One instance is filled again
 * and again by its event loop; what outlives the call that handed it over must be copied.
 *
 * <p>Nothing is changed or re-spaced here, and headers that merely cross are not judged.
 */
public final class WireMessage {
    private static final int MOST_HEADERS = 256;

    /** The bytes; only those below {@link #length} belong to the message. */
    public byte[] bytes = new byte[0];

    public int length;
    boolean request;
    boolean answerable;
    Method method = Method.OTHER;
    int methodFrom;
    int methodTo;
    int uriFrom;
    int uriTo;
    int status;
    int startLineFrom;
    int startLineTo;
    int headers;
    final HeaderKind[] kinds;
    final int[] lineFrom;
    final int[] valueFrom;
    final int[] valueTo;
    final int[] lineTo;
    final int[] firstOf = new int[HeaderKind.values().length];
    int headersTo;
    int bodyFrom;
    int bodyTo;
    long cseq;
    int maxForwards;
    final TopVia via = new TopVia();
    final NameAddress from = new NameAddress();
    final NameAddress to = new NameAddress();
    private final MessageReader reader = new MessageReader(this);

    public WireMessage() {
        this(MOST_HEADERS);
    }

    /** @param mostHeaders a message with more is refused */
    WireMessage(int mostHeaders) {
        kinds = new HeaderKind[mostHeaders];
        lineFrom = new int[mostHeaders];
        valueFrom = new int[mostHeaders];
        valueTo = new int[mostHeaders];
        lineTo = new int[mostHeaders];
    }

    /**
     * Looks at a datagram's bytes, which stay where they are.
     *
     * @return what is wrong with it, or null: everything that we work with is sound
     */
    public @Nullable Flaw read(byte[] in, int from, int to) {
        bytes = in;
        length = to;
        headers = 0;
        headersTo = to;
        request = false;
        method = Method.OTHER;
        maxForwards = -1;
        Arrays.fill(firstOf, -1);
        return reader.read(from);
    }

    /** Puts a header's line in canonical form in its place, in a copy of the message, and moves what follows. */
    void replaceLine(int header, byte[] canonical) {
        int oldTo = lineTo[header];
        int shift = canonical.length - (oldTo - lineFrom[header]);
        byte[] copy = new byte[length + shift];
        System.arraycopy(bytes, 0, copy, 0, lineFrom[header]);
        System.arraycopy(canonical, 0, copy, lineFrom[header], canonical.length);
        System.arraycopy(bytes, oldTo, copy, lineFrom[header] + canonical.length, length - oldTo);
        bytes = copy;
        length += shift;
        lineTo[header] += shift;
        valueFrom[header] =
                Ascii.skipSpace(copy, Ascii.indexOf(copy, lineFrom[header], lineTo[header], ':') + 1, lineTo[header]);
        valueTo[header] = Ascii.trimEnd(copy, valueFrom[header], lineTo[header]);
        for (int i = header + 1; i < headers; i++) {
            lineFrom[i] += shift;
            valueFrom[i] += shift;
            valueTo[i] += shift;
            lineTo[i] += shift;
        }
        headersTo += shift;
        bodyFrom += shift;
        bodyTo += shift;
    }

    public boolean isRequest() {
        return request;
    }

    /** Whether what is wrong with a request can be told to its sender. */
    boolean isAnswerable() {
        return answerable && method != Method.ACK;
    }

    /** The request's method, or the one that the response's CSeq names. */
    public Method method() {
        return method;
    }

    /** The method as it stands: in the start line of a request, in the CSeq of a response. */
    public int methodFrom() {
        return methodFrom;
    }

    public int methodTo() {
        return methodTo;
    }

    public int uriFrom() {
        return uriFrom;
    }

    public int uriTo() {
        return uriTo;
    }

    /** The response's status code; 0 for a request. */
    public int status() {
        return status;
    }

    public int startLineFrom() {
        return startLineFrom;
    }

    /** The end of the start line, its CRLF included. */
    public int startLineTo() {
        return startLineTo;
    }

    public int headerCount() {
        return headers;
    }

    public HeaderKind kind(int header) {
        return kinds[header];
    }

    /** Where a header's line begins. */
    public int lineFrom(int header) {
        return lineFrom[header];
    }

    /** Where a header's line ends, folds and CRLF included. */
    public int lineTo(int header) {
        return lineTo[header];
    }

    /** Where a header's value begins, white space left out. */
    public int valueFrom(int header) {
        return valueFrom[header];
    }

    public int valueTo(int header) {
        return valueTo[header];
    }

    /** The first header of a kind, or -1. */
    public int first(HeaderKind kind) {
        return firstOf[kind.ordinal()];
    }

    public boolean has(HeaderKind kind) {
        return first(kind) >= 0;
    }

    /** The next header of the same kind, or -1. */
    public int next(int header) {
        for (int i = header + 1; i < headers; i++) if (kinds[i] == kinds[header]) return i;
        return -1;
    }

    /** Where the empty line that ends the headers begins. */
    public int headersTo() {
        return headersTo;
    }

    public int bodyFrom() {
        return bodyFrom;
    }

    /** The end of the body as Content-Length says; bytes after it are not part of the message. */
    public int bodyTo() {
        return bodyTo;
    }

    public long cseq() {
        return cseq;
    }

    /** Max-Forwards, or -1 when there is none. */
    public int maxForwards() {
        return maxForwards;
    }

    public TopVia via() {
        return via;
    }

    public NameAddress from() {
        return from;
    }

    public NameAddress to() {
        return to;
    }

    /** A copy of a range. */
    public byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** A copy of a header's value. */
    public byte[] copyValue(HeaderKind kind) {
        int header = first(kind);
        return copy(valueFrom[header], valueTo[header]);
    }

    /** A range as text, for what is rare. */
    public String text(int from, int to) {
        return Ascii.text(bytes, from, to);
    }

    /** The values of all headers of a kind, one a header line, as text; for what is rare. */
    public List<String> texts(HeaderKind kind) {
        List<String> texts = new ArrayList<>();
        for (int header = first(kind); header >= 0; header = next(header))
            texts.add(text(valueFrom[header], valueTo[header]));
        return texts;
    }

    /** Whether the value of a header is exactly these bytes. */
    public boolean valueIs(HeaderKind kind, byte[] value) {
        int header = first(kind);
        return header >= 0 && Ascii.same(bytes, valueFrom[header], valueTo[header], value, 0, value.length);
    }
}
