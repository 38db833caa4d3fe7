package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Transfers that one side asks the other for (RFC 3515), where the trunk will not have them. */
class TransfersTest {
    private static final String ELSEWHERE = "Refer-To: <sip:+447700900177@trunk.example>\n";

    private final CallKit kit = new CallKit(rejecting());

    private static CallKit.Options rejecting() {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = "refer: reject";
        return options;
    }

    private void declined(Party.Side side, Party other, long cseq) {
        String moved = "Contact: <sip:moved@" + side.party().host() + ">\n";
        side.party().sends(side.request("REFER", cseq, ELSEWHERE + moved, ""));
        Sip answer = side.party().hears();
        assertEquals("SIP/2.0 603 Decline", answer.startLine());
        assertEquals(side.to(), answer.header("To"));
        other.hearsNothing();
    }

    @Test
    void the_pbx_is_refused_a_transfer_and_the_call_goes_on_as_it_was() {
        CallKit.Call call = kit.up();
        declined(call.called(), kit.trunk, 5);
        call.called().sends("BYE", 6);
        Sip bye = kit.trunk.hears();
        assertEquals("6 BYE", bye.header("CSeq"));
        kit.trunk.sends(bye.answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        kit.pass(33_000);
        assertEquals(0, kit.board.dialogCount());
        assertEquals(1, kit.counters.transfersDeclined.sum());
    }

    @Test
    void the_trunk_is_refused_a_transfer_and_the_call_goes_on_as_it_was() {
        CallKit.Call call = kit.up();
        declined(call.calling(), kit.pbx, 21);
        call.called().sends("INFO", 5);
        assertEquals("sip:caller@192.0.2.7:5060", kit.trunk.hears().uri());
    }

    @Test
    void a_call_out_is_no_different() {
        CallKit.Call call =
                kit.up(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550188@198.51.100.1:5060", ""));
        declined(call.calling(), kit.trunk, 21);
        declined(call.called(), kit.pbx, 5);
    }

    @Test
    void an_emergency_call_may_be_transferred_all_the_same() {
        CallKit.Call call = kit.up(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:112@198.51.100.1:5060", ""));
        kit.trunk.sends(call.called().request("REFER", 5, ELSEWHERE, ""));
        assertEquals("REFER", kit.pbx.hears().method());
        assertEquals(0, kit.counters.transfersDeclined.sum());
    }
}
