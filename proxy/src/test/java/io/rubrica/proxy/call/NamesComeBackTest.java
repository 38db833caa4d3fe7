package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name that was written for the PBX never travels back to the trunk of the same call. */
class NamesComeBackTest {
    private final CallKit kit = new CallKit();
    private final Sip sent = kit.trunkInvite("\"The Trunk's\" " + CallKit.from(CallKit.ADA), "");

    private void assertTrunkHearsNoName(Sip message) {
        assertFalse(message.text().contains("Lovelace"), message.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"180 Ringing", "183 Session Progress", "200 OK", "486 Busy Here", "302 Moved"})
    void answers_bring_back_the_from_that_was_sent(String status) {
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(heard.answer(status, "b", "Contact: <sip:desk@198.51.100.5:5060>\n", ""));
        Sip answer = kit.trunk.hears();
        assertEquals(sent.header("From"), answer.header("From"));
        assertTrunkHearsNoName(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BYE", "UPDATE", "INVITE", "INFO", "REFER", "NOTIFY", "MESSAGE", "OPTIONS", "PRACK", "STRANGE"})
    void requests_of_the_pbx_name_the_caller_as_the_trunk_did(String method) {
        CallKit.Call call = kit.up(kit.trunk, sent);
        call.called().sends(method, 5);
        Sip heard = kit.trunk.hearsAll().stream().reduce((first, last) -> last).orElseThrow();
        assertEquals(method, heard.method());
        assertEquals(sent.header("From"), heard.header("To"));
        assertEquals(call.answered().header("To"), heard.header("From"));
        assertTrunkHearsNoName(heard);
    }

    @Test
    void answers_to_requests_of_the_trunk_bring_back_its_words() {
        CallKit.Call call = kit.up(kit.trunk, sent);
        call.calling().sends("INFO", 21);
        Sip info = kit.pbx.hears();
        assertTrue(info.header("From").startsWith("\"Ada Lovelace\" <"), info.text());
        kit.pbx.sends(
                info.answer("200 OK", "", "P-Asserted-Identity: \"Ada Lovelace\" <sip:+12025550100@x.example>\n", ""));
        Sip ok = kit.trunk.hears();
        assertEquals(sent.header("From"), ok.header("From"));
        assertEquals(
                "<sip:+12025550100@x.example>", ok.header("P-Asserted-Identity").replace("\"The Trunk's\" ", ""));
        assertTrunkHearsNoName(ok);
    }

    @Test
    void a_transfer_tells_nobody_the_name() {
        CallKit.Call call = kit.up(kit.trunk, sent);
        call.called()
                .party()
                .sends(call.called()
                        .request(
                                "REFER",
                                5,
                                "Refer-To: \"Ada Lovelace\" <sip:+12025550100@trunk.example>\n"
                                        + "Referred-By: \"Ada Lovelace\" <sip:0012025550100@pbx.example>;cid=\"1@x\"\n",
                                ""));
        Sip refer = kit.trunk.hears();
        assertTrunkHearsNoName(refer);
        assertEquals("\"The Trunk's\" <sip:+12025550100@trunk.example>", refer.header("Refer-To"));
    }

    @Test
    void a_caller_without_a_name_on_the_trunk_has_none_again() {
        CallKit.Call call = kit.up();
        call.called().sends("BYE", 5);
        Sip bye = kit.trunk.hears();
        assertEquals(call.sent().header("From"), bye.header("To"));
    }
}
