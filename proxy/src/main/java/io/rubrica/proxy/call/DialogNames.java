package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.WireMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates the names of dialogs that stand inside messages: Replaces (RFC 3891), Join (RFC 3911), Target-Dialog (RFC
 * 4538), and a Replaces in the URI of Refer-To. A peer knows a call by the names of its own leg; the other peer knows it
 * by others. Names of dialogs that are not ours cross as they are.
 */
final class DialogNames {
    private static final int LONGEST = 1024;
    private static final Pattern TAG_PARAMETER =
            Pattern.compile("(;\\s*(?:to|from|local|remote)-tag\\s*=\\s*)([^;\\s]+)");
    private static final Pattern REPLACES_IN_URI = Pattern.compile("([?&]Replaces=)([^&>]+)", Pattern.CASE_INSENSITIVE);

    private final DialogTable dialogs;

    DialogNames(DialogTable dialogs) {
        this.dialogs = dialogs;
    }

    /** Writes the header's line translated and returns true; false: there is nothing of ours in it. */
    boolean write(WireMessage in, int header, MessageWriter out) {
        int from = in.valueFrom(header);
        int to = in.valueTo(header);
        if (to - from > LONGEST) return false;
        String translated = translated(in.text(from, to));
        if (translated == null) return false;
        out.put(in.bytes, in.lineFrom(header), from)
                .put(Ascii.bytes(translated))
                .crlf();
        return true;
    }

    /** Translates a Replaces in the Refer-To line that was written last, from {@code line} on. */
    void translateWritten(MessageWriter out, int line) {
        if (out.length() - line > LONGEST) return;
        String translated = inUri(Ascii.text(out.bytes(), line, out.length()));
        if (translated != null) out.cut(line).put(Ascii.bytes(translated));
    }

    private @Nullable String inUri(String referTo) {
        Matcher escaped = REPLACES_IN_URI.matcher(referTo);
        if (!escaped.find()) return null;
        String translated = translated(unescaped(escaped.group(2)));
        if (translated == null) return null;
        return referTo.substring(0, escaped.end(1)) + escaped(translated) + referTo.substring(escaped.end());
    }

    /** The name on the other leg of the dialog that this leg's words name, or null: it is none of ours. */
    private @Nullable String translated(String name) {
        int end = name.indexOf(';');
        Matcher tags = TAG_PARAMETER.matcher(name);
        if (end < 0 || !tags.find()) return null;
        String one = tags.group(2);
        if (!tags.find()) return null;
        Leg leg = leg(name.substring(0, end).trim(), one, tags.group(2));
        if (leg == null) return null;
        Leg other = leg.other();
        String ours = text(leg.localTag);
        return text(other.callId)
                + TAG_PARAMETER
                        .matcher(name.substring(end))
                        .replaceAll(found -> Matcher.quoteReplacement(
                                found.group(1) + text(found.group(2).equals(ours) ? other.remoteTag : other.localTag)));
    }

    /** The headers disagree on whose tag comes first, so both orders are tried. */
    private @Nullable Leg leg(String callId, String one, String other) {
        Leg leg = dialogs.find(Ascii.bytes(callId), Ascii.bytes(one), Ascii.bytes(other));
        return leg != null ? leg : dialogs.find(Ascii.bytes(callId), Ascii.bytes(other), Ascii.bytes(one));
    }

    private static String text(byte[] bytes) {
        return Ascii.text(bytes, 0, bytes.length);
    }

    private static String unescaped(String text) {
        try {
            // A plus is a plus in a SIP URI.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : Ascii.bytes(text)) {
            boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "-_.!~*'()".indexOf(each) >= 0);
            if (plain) escaped.append((char) each);
            else escaped.append('%').append(String.format("%02X", each & 0xff));
        }
        return escaped.toString();
    }
}
