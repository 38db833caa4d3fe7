package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Via;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the quick view certifies a value, JAIN-SIP reads the same in it. Deliberate tolerances, each of a value whose
 * parts are delimited beyond doubt and cross untouched:
 *
 * <ul>
 *   <li>characters inside a URI, or inside a parameter's value, that JAIN-SIP does not expect there;
 *   <li>raw UTF-8 in an unquoted display name or a user part;
 *   <li>parameters behind a bare URI that is neither sip, sips nor tel are the header's (RFC 3261, 20); JAIN-SIP takes
 *       them for the URI's;
 *   <li>blanks at the ends of a quoted display name, which JAIN-SIP cuts.
 * </ul>
 */
class JainSipAgreementTest {
    private static final int ROUNDS = 30_000;
    private static final String PLAIN = "sip:ada@example.com";

    private final NameAddress ours = new NameAddress();
    private byte[] in = new byte[0];

    @ParameterizedTest
    @CsvSource({"From, 1", "To, 2", "Contact, 3", "P-Asserted-Identity, 4", "Refer-To, 5"})
    void an_address_means_the_same_to_both(String header, long seed) {
        Random random = new Random(seed);
        int agreed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String value = AddressValues.make(random);
            in = Ascii.bytes(value);
            if (!ours.read(in, 0, in.length) || ours.next(in, in.length) >= 0) continue;
            String about = "seed " + seed + ", round " + round + ": " + value;
            if (JainSip.header(header, value) instanceof AddressParametersHeader theirs && hasHost(theirs)) {
                compare(theirs, about);
                agreed++;
            } else {
                compareWithoutUri(header, about);
            }
        }
        assertTrue(agreed > ROUNDS / 8, "only " + agreed + " values were read by both");
    }

    /** JAIN-SIP accepts some URIs without a host, and then falls over them. */
    private static boolean hasHost(AddressParametersHeader theirs) {
        try {
            return !theirs.getAddress().getURI().toString().isEmpty();
        } catch (NullPointerException noHost) {
            return false;
        }
    }

    private void compare(AddressParametersHeader theirs, String about) {
        String uri = text(ours.uriFrom, ours.uriTo);
        assertEquals(
                plain(theirs.getAddress().getDisplayName()), ours.display(in).strip(), about);
        boolean known = uri.matches("(?i)(sips?|tel):.*");
        if (known) assertEquals(theirs.getAddress().getURI().toString(), JainSip.uri(uri), about);
        if (known || ours.bracketed)
            assertEquals(or(theirs.getParameter("tag")), text(ours.tagFrom, ours.tagTo), about);
    }

    /** What JAIN-SIP does not like inside the URI or a parameter is put plainly; the rest must mean the same to it. */
    private void compareWithoutUri(String header, String about) {
        String rest = text(0, ours.uriFrom) + PLAIN + text(ours.uriTo, ours.paramsFrom);
        if (!ours.bracketed) rest = PLAIN;
        AddressParametersHeader theirs = (AddressParametersHeader) JainSip.header(header, rest);
        assertNotNull(theirs, about);
        assertEquals(PLAIN, theirs.getAddress().getURI().toString(), about);
        assertEquals(
                plain(theirs.getAddress().getDisplayName()), ours.display(in).strip(), about);
    }

    @Test
    void a_topmost_via_means_the_same_to_both() {
        long seed = 6;
        Random random = new Random(seed);
        int agreed = 0;
        TopVia via = new TopVia();
        for (int round = 0; round < ROUNDS; round++) {
            String value = ViaValues.make(random);
            in = Ascii.bytes(value);
            if (!via.read(in, 0, in.length)) continue;
            String about = "seed " + seed + ", round " + round + ": " + value;
            if (!(JainSip.header("Via", value) instanceof Via theirs)) continue;
            agreed++;
            assertEquals(theirs.getHost(), text(via.hostFrom, via.hostTo), about);
            assertEquals(theirs.getPort(), via.port, about);
            assertEquals(or(theirs.getBranch()), text(via.branchFrom, via.branchTo), about);
            boolean emptyRport = theirs.hasParameter("rport")
                    && or(theirs.getParameter("rport")).isEmpty();
            assertEquals(emptyRport, via.emptyRportTo >= 0, about);
        }
        assertTrue(agreed > ROUNDS / 8, "only " + agreed + " values were read by both");
    }

    @Test
    void a_cseq_means_the_same_to_both() {
        long seed = 7;
        Random random = new Random(seed);
        int agreed = 0;
        String[] numbers = {"0", "1", "0017", "2147483647", "2147483648", "4294967296", "-1", "", "1x", "99999999999"};
        String[] spaces = {" ", "  ", "\t", "\r\n ", ""};
        String[] methods = {"INVITE", "BYE", "invite", "X-MY.method", "", "IN VITE", "INVITE;x", "\u00fc"};
        for (int round = 0; round < 2_000; round++) {
            String value = numbers[random.nextInt(numbers.length)]
                    + spaces[random.nextInt(spaces.length)]
                    + methods[random.nextInt(methods.length)];
            byte[] bytes = Wire.bytes(Wire.invite());
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                    .replace("17 INVITE", value)
                    .replace("INVITE sip:", method(value) + " sip:");
            bytes = Ascii.bytes(text);
            WireMessage message = new WireMessage();
            if (message.read(bytes, 0, bytes.length) != null) continue;
            String about = "seed " + seed + ", round " + round + ": " + value;
            CSeq theirs = (CSeq) JainSip.header("CSeq", value);
            assertNotNull(theirs, about);
            assertEquals(theirs.getSeqNumber(), message.cseq(), about);
            assertEquals(theirs.getMethod(), message.text(message.methodFrom(), message.methodTo()), about);
            agreed++;
        }
        assertTrue(agreed > 100, "only " + agreed + " values were read by both");
    }

    private static String method(String cseq) {
        return cseq.replaceAll("^\\S*\\s*", "").isEmpty() ? "INVITE" : cseq.replaceAll("^\\S*\\s*", "");
    }

    private static String plain(@Nullable String quoted) {
        return or(quoted).replaceAll("\\\\(.|$)", "$1").strip();
    }

    private static String or(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    private String text(int from, int to) {
        return Ascii.text(in, from, to);
    }
}
