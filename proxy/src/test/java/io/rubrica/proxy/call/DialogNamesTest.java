package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialog that a message names inside is named on the other side as the other side knows it. */
class DialogNamesTest {
    private final CallKit kit = new CallKit();

    private static String tag(String party) {
        return party.substring(party.indexOf(";tag=") + 5);
    }

    /** The call as the asking side would name it to whoever is at its other end. */
    private static String name(Party.Side side, String toTag, String fromTag) {
        return side.callId() + ";" + toTag + "=" + tag(side.to()) + ";" + fromTag + "=" + tag(side.from());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Replaces", "Join"})
    void an_invite_that_takes_over_a_call_names_it(String header) {
        CallKit.Call call = kit.up();
        Sip heard = kit.relayed(
                kit.trunk,
                kit.trunkInvite(
                        CallKit.from("+12025550177"),
                        header + ": " + name(call.calling(), "to-tag", "from-tag") + ";early-only\n"));
        Sip invite = call.heard();
        assertEquals(
                invite.header("Call-ID") + ";to-tag=" + tag(call.called().from()) + ";from-tag="
                        + tag(invite.header("From")) + ";early-only",
                heard.header(header));
    }

    @Test
    void a_target_dialog_is_named() {
        CallKit.Call call = kit.up();
        call.calling()
                .party()
                .sends(call.calling()
                        .request(
                                "MESSAGE",
                                21,
                                "Target-Dialog: " + name(call.calling(), "remote-tag", "local-tag") + "\n",
                                ""));
        assertEquals(
                call.heard().header("Call-ID") + ";remote-tag="
                        + tag(call.called().from()) + ";local-tag="
                        + tag(call.heard().header("From")),
                kit.pbx.hears().header("Target-Dialog"));
    }

    @Test
    void an_attended_transfer_names_the_other_call_and_not_the_caller() {
        CallKit.Call first = kit.up();
        CallKit.Call second = callOut();
        String replaces = escaped(name(second.calling(), "to-tag", "from-tag"));
        kit.pbx.sends(first.called()
                .request(
                        "REFER",
                        5,
                        "Refer-To: \"Ada Lovelace\" <sip:+12025550100@trunk.example?Replaces=" + replaces + ">\n",
                        ""));
        Sip refer = kit.trunk.hears();
        assertFalse(refer.text().contains("Lovelace"), refer.text());
        assertEquals(
                "<sip:+12025550100@trunk.example?Replaces="
                        + second.heard().header("Call-ID") + "%3Bto-tag%3D"
                        + tag(second.called().from()) + "%3Bfrom-tag%3D"
                        + tag(second.heard().header("From")) + ">",
                refer.header("Refer-To"));
    }

    private CallKit.Call callOut() {
        return kit.up(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550188@198.51.100.1:5060", ""));
    }

    private static String escaped(String name) {
        return name.replace(";", "%3B").replace("=", "%3D").replace("@", "%40");
    }

    /** What a Refer-To asks for, as the header of the INVITE that does it. */
    private static String asked(Sip refer) {
        String replaces = refer.header("Refer-To").replaceAll("^.*[?]Replaces=([^>]*)>$", "$1");
        return "Replaces: " + java.net.URLDecoder.decode(replaces, java.nio.charset.StandardCharsets.UTF_8) + "\n";
    }

    @Test
    void a_phone_that_is_transferred_to_another_of_its_pbx_reaches_it() {
        CallKit.Call first = kit.up();
        CallKit.Call second = kit.up(kit.trunk, kit.trunkInvite(CallKit.from("+12025550177"), ""));
        String replaces = escaped(name(second.calling(), "to-tag", "from-tag"));
        kit.trunk.sends(
                first.calling().request("REFER", 21, "Refer-To: <sip:192.0.2.1:5060?Replaces=" + replaces + ">\n", ""));
        Sip refer = kit.pbx.hears();
        String there = "Replaces: " + second.heard().header("Call-ID") + ";to-tag="
                + tag(second.called().from()) + ";from-tag="
                + tag(second.heard().header("From")) + "\n";
        assertEquals(there, asked(refer));
        assertEquals("sip:198.51.100.1:5060", refer.uriIn("Refer-To").replaceAll("[?].*", ""));

        kit.pbx.sends(kit.pbxInvite("<sip:200@pbx.example>", "sip:198.51.100.1:5060", there));
        List<Sip> heard = kit.pbx.hearsAll();
        assertEquals(100, heard.get(0).status());
        Sip invite = heard.get(1);
        assertEquals("INVITE sip:callee@198.51.100.5:5060 SIP/2.0", invite.startLine());
        assertEquals(there, "Replaces: " + invite.header("Replaces") + "\n");
        kit.trunk.hearsNothing();

        kit.pbx.sends(invite.answer("200 OK", "taking", "Contact: <sip:callee@198.51.100.5:5060>\n", CallKit.BODY));
        Sip answered = kit.pbx.hears();
        kit.pbx.calling(answered).sends("ACK", 20);
        assertEquals("ACK", kit.pbx.hears().method());
        kit.pbx.calling(answered).sends("BYE", 21);
        assertEquals("taking", kit.pbx.hears().tag("To"));
    }

    @Test
    void a_caller_who_is_transferred_to_another_of_his_trunk_reaches_him_and_brings_no_name() {
        CallKit.Call first = kit.up();
        CallKit.Call second = callOut();
        String replaces = escaped(name(second.calling(), "to-tag", "from-tag"));
        kit.pbx.sends(first.called()
                .request("REFER", 5, "Refer-To: <sip:198.51.100.1:5060?Replaces=" + replaces + ">\n", ""));
        Sip refer = kit.trunk.hears();
        assertEquals("sip:192.0.2.1:5060", refer.uriIn("Refer-To").replaceAll("[?].*", ""));

        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), asked(refer))
                .with("INVITE \\S+", "INVITE sip:192.0.2.1:5060");
        kit.trunk.sends(invite);
        Sip heard = kit.trunk.hearsAll().get(1);
        assertEquals("INVITE sip:callee@192.0.2.7:5060 SIP/2.0", heard.startLine());
        assertEquals(asked(refer), "Replaces: " + heard.header("Replaces") + "\n");
        assertFalse(heard.text().contains("Lovelace"), heard.text());
        kit.pbx.hearsNothing();
    }

    @Test
    void who_takes_over_a_call_gets_to_the_pbx_that_has_it() {
        CallKit.Options options = new CallKit.Options();
        options.hasSecondPbx = true;
        CallKit two = new CallKit(options);
        Sip sent = two.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip refused = two.relayed(two.trunk, sent);
        two.pbx.sends(refused.answer("503 Service Unavailable", "full"));
        two.pbx.hears();
        Sip heard = two.pbx2.hears();
        two.pbx2.sends(heard.answer("200 OK", "callee", "Contact: <sip:callee@198.51.100.133:5060>\n", ""));
        Party.Side calling = two.trunk.calling(two.trunk.hears());
        calling.sends("ACK", 20);
        two.pbx2.hears();

        two.trunk.sends(two.trunkInvite(
                CallKit.from("+12025550177"), "Replaces: " + name(calling, "to-tag", "from-tag") + "\n"));
        Sip taking = two.pbx2.hears();
        assertEquals("INVITE sip:+12025550123@198.51.100.133:5060 SIP/2.0", taking.startLine());
        assertEquals(
                heard.header("Call-ID") + ";to-tag=callee;from-tag=" + heard.tag("From"), taking.header("Replaces"));
        two.pbx.hearsNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "somebody-elses@example.com;to-tag=1;from-tag=2",
                "no-tags-at-all@example.com",
                "one@example.com;to-tag=1",
                ";;;=",
                "x@y;to-tag=%;from-tag="
            })
    void what_names_no_call_of_ours_crosses_as_it_is(String value) {
        kit.strict = false;
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), "Replaces: " + value + "\n"));
        assertEquals(value, heard.header("Replaces"));
    }

    @Test
    void an_ack_confirms_the_invite_of_its_own_side() {
        CallKit.Call call = kit.up();
        call.calling().sends("INVITE", 30);
        Sip fromTrunk = kit.pbx.hears();
        kit.trunk.hearsAll();
        kit.pbx.sends(fromTrunk.answer("200 OK", "", "Contact: <sip:callee@198.51.100.5:5060>\n", CallKit.BODY));
        kit.trunk.hearsAll();
        // The PBX's ACK for an old INVITE of its own happens to have the same number.
        kit.pbx.sends(call.called().request("ACK", 30, "", ""));
        kit.trunk.hearsAll();
        kit.pbx.sends(fromTrunk.answer("200 OK", "", "Contact: <sip:callee@198.51.100.5:5060>\n", CallKit.BODY));
        assertEquals(200, kit.trunk.hears().status());
    }
}
