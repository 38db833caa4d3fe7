package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
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
    private static final Pattern TO_TAG = Pattern.compile(";\\s*to-tag\\s*=\\s*([^;\\s]+)");
    private static final Pattern REPLACES_IN_URI = Pattern.compile("([?&]Replaces=)([^&>]+)", Pattern.CASE_INSENSITIVE);

    private final DialogTable dialogs;

    DialogNames(DialogTable dialogs) {
        this.dialogs = dialogs;
    }

    /** Writes the header's line translated and returns true; false: there is nothing of ours in it. */
    boolean write(WireMessage in, int header, MessageWriter out) {
        String name = name(in, header);
        Leg leg = leg(name);
        if (leg == null || isForWhoKnowsIt(in, header, name, leg)) return false;
        out.put(in.bytes, in.lineFrom(header), in.valueFrom(header))
                .put(Ascii.bytes(translated(name, leg)))
                .crlf();
        return true;
    }

    /**
     * Who is asked to give up a call, or to let another join it: the leg that the named one has it on, or null where the
     * INVITE names no call of ours. {@code to-tag} is his own (RFC 3891, 3): ours where he is behind us, the peer's where
     * he is behind the peer that knows the call by this name.
     */
    @Nullable
    Leg asked(WireMessage invite) {
        int replaces = invite.first(HeaderKind.REPLACES);
        int header = replaces >= 0 ? replaces : invite.first(HeaderKind.JOIN);
        if (header < 0) return null;
        String name = name(invite, header);
        Leg leg = leg(name);
        if (leg == null) return null;
        return isForWhoKnowsIt(invite, header, name, leg) ? leg : leg.other();
    }

    /** Whether an INVITE goes back to the side that it comes from, which knows the call as it is named. */
    private static boolean isForWhoKnowsIt(WireMessage in, int header, String name, Leg leg) {
        if (in.kind(header) == HeaderKind.TARGET_DIALOG) return false;
        Matcher to = TO_TAG.matcher(name);
        return to.find() && to.group(1).equals(text(leg.remoteTag));
    }

    private static String name(WireMessage in, int header) {
        int from = in.valueFrom(header);
        int to = in.valueTo(header);
        return to - from > LONGEST ? "" : in.text(from, to);
    }

    /**
     * Translates a Replaces in the Refer-To line that was written last, from {@code line} on.
     *
     * @param contact our own URI as the one who gets it knows it: what stands in place of the one that the sender knows
     */
    void translateWritten(MessageWriter out, int line, byte @Nullable [] contact) {
        if (out.length() - line > LONGEST) return;
        String translated = inUri(Ascii.text(out.bytes(), line, out.length()), contact);
        if (translated != null) out.cut(line).put(Ascii.bytes(translated));
    }

    private @Nullable String inUri(String referTo, byte @Nullable [] contact) {
        Matcher escaped = REPLACES_IN_URI.matcher(referTo);
        if (!escaped.find()) return null;
        String name = unescaped(escaped.group(2));
        Leg leg = leg(name);
        if (leg == null) return null;
        String there = referTo.substring(0, escaped.end(1));
        String ours = Pattern.quote('<' + text(Crossing.contact(leg.hop.listener(), leg.dialog().secure)));
        if (contact != null)
            there = there.replaceFirst(ours + "(?=[;?])", Matcher.quoteReplacement('<' + text(contact)));
        return there + escaped(translated(name, leg)) + referTo.substring(escaped.end());
    }

    /** The name on the other leg of a dialog that this leg's words name. */
    private static String translated(String name, Leg leg) {
        Leg other = leg.other();
        String ours = text(leg.localTag);
        return text(other.callId)
                + TAG_PARAMETER
                        .matcher(name.substring(name.indexOf(';')))
                        .replaceAll(found -> Matcher.quoteReplacement(
                                found.group(1) + text(found.group(2).equals(ours) ? other.remoteTag : other.localTag)));
    }

    /** The leg that a name names, or null: it is none of ours. */
    private @Nullable Leg leg(String name) {
        int end = name.indexOf(';');
        Matcher tags = TAG_PARAMETER.matcher(name);
        if (end < 0 || !tags.find()) return null;
        String one = tags.group(2);
        if (!tags.find()) return null;
        String callId = name.substring(0, end).trim();
        // The headers disagree on whose tag comes first, so both orders are tried.
        Leg leg = dialogs.find(Ascii.bytes(callId), Ascii.bytes(one), Ascii.bytes(tags.group(2)));
        return leg != null ? leg : dialogs.find(Ascii.bytes(callId), Ascii.bytes(tags.group(2)), Ascii.bytes(one));
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
