package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
        CallKit.Call second =
                kit.up(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550188@198.51.100.1:5060", ""));
        String replaces = name(second.calling(), "to-tag", "from-tag")
                .replace(";", "%3B")
                .replace("=", "%3D")
                .replace("@", "%40");
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
