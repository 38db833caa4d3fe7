package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.rubrica.proxy.transport.RecordingListener;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests inside a call, from either side (RFC 3261, 12.2 and 14; RFC 3262; RFC 3311). */
class InDialogTest {
    private static final String MOVED = "Contact: <sip:moved@198.51.100.5:5060>\n";

    private final CallKit kit = new CallKit();

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "REFER", "NOTIFY", "MESSAGE", "OPTIONS", "SUBSCRIBE", "STRANGE"})
    void every_method_crosses_both_ways_and_so_do_its_answers(String method) {
        CallKit.Call call = kit.up();
        cross(call.calling(), kit.pbx, method, 21);
        cross(call.called(), kit.trunk, method, 900);
    }

    private void cross(Party.Side side, Party other, String method, long cseq) {
        Sip request = side.request(method, cseq, "X-Mine: a\nContent-Type: text/plain\n", "hello");
        side.party().sends(request);
        Sip heard = other.hears();
        assertEquals(method, heard.method());
        assertEquals(cseq, heard.cseq());
        assertEquals(request.crossing(), heard.crossing());
        Sip answer = heard.answer("202 Accepted", "", "X-Theirs: b\n", "world");
        other.sends(answer);
        Sip back = side.party().hears();
        assertEquals("SIP/2.0 202 Accepted", back.startLine());
        assertEquals(answer.crossing(), back.crossing());
        assertEquals(request.header("Via"), back.header("Via"));
        assertEquals(side.to(), back.header("To"));
    }

    @Test
    void a_reinvite_of_the_trunk_is_relayed_with_its_ack() {
        CallKit.Call call = kit.up();
        reinvite(call.calling(), kit.pbx, 30);
    }

    @Test
    void a_reinvite_of_the_pbx_is_relayed_with_its_ack() {
        CallKit.Call call = kit.up();
        reinvite(call.called(), kit.trunk, 30);
    }

    private void reinvite(Party.Side side, Party other, long cseq) {
        side.party()
                .sends(side.request(
                        "INVITE", cseq, "Contact: <sip:new@" + side.party().host() + ">\n", "hold"));
        assertEquals(100, side.party().hears().status());
        Sip heard = other.hears();
        assertEquals("hold", heard.body());
        Sip ok = heard.answer("200 OK", "", "Contact: <sip:other@" + other.host() + ">\n", "held");
        other.sends(ok);
        Sip answered = side.party().hears();
        assertEquals("held", answered.body());
        other.sends(ok);
        assertEquals(answered.text(), side.party().hears().text());
        side.sends("ACK", cseq);
        Sip ack = other.hears();
        assertEquals("ACK sip:other@" + other.host() + " SIP/2.0", ack.startLine());
        other.sends(ok);
        assertEquals(ack.text(), other.hears().text());
        kit.pass(40_000);
        other.hearsNothing();
        assertEquals(1, kit.board.activeCalls());
    }

    @Test
    void a_reinvite_that_is_refused_leaves_the_call_as_it_was() {
        CallKit.Call call = kit.up();
        Sip again = call.called().request("INVITE", 30, MOVED, "hold");
        kit.pbx.sends(again);
        kit.pbx.hears();
        Sip heard = kit.trunk.hears();
        kit.trunk.sends(heard.answer("488 Not Acceptable Here", ""));
        assertEquals("ACK", kit.trunk.hears().method());
        Sip refused = kit.pbx.hears();
        assertEquals(488, refused.status());
        kit.pbx.sends(again.with("INVITE", "ACK"));
        kit.trunk.hearsNothing();
        kit.pass(40_000);
        kit.pbx.hearsNothing();
        assertEquals(1, kit.board.activeCalls());
        assertEquals(List.of(), kit.events);
    }

    @Test
    void a_reinvite_that_is_never_confirmed_ends_the_call() {
        CallKit.Call call = kit.up();
        kit.trunk.sends(call.calling().request("INVITE", 30, "", "hold"));
        kit.trunk.hears();
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        kit.pass(32_100);
        assertEquals("BYE", kit.pbx.hearsAll().get(0).method());
        assertEquals(Outcome.NO_ACK, kit.event().outcome());
    }

    @Test
    void a_first_200_that_comes_again_after_a_reinvite_gets_its_own_ack_again() {
        CallKit.Call call = kit.up();
        reinviteAtOnce(call);
        kit.pbx.sends(call.ok());
        assertEquals("20 ACK", kit.pbx.hears().header("CSeq"));
        kit.trunk.hearsNothing();
        kit.pass(40_000);
        kit.trunk.hearsNothing();
        assertEquals(1, kit.board.activeCalls());
        kit.pbx.hearsNothing();
    }

    private void reinviteAtOnce(CallKit.Call call) {
        kit.trunk.sends(call.calling().request("INVITE", 21, "", "hold"));
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        kit.trunk.hearsAll();
        call.calling().sends("ACK", 21);
        kit.pbx.hears();
    }

    @Test
    void a_reinvite_can_be_cancelled() {
        CallKit.Call call = kit.up();
        Sip again = call.calling().request("INVITE", 30, "", "hold");
        kit.trunk.sends(again);
        Sip heard = kit.pbx.hears();
        kit.pbx.sends(heard.answer("100 Trying", ""));
        kit.trunk.hearsAll();
        kit.trunk.sends(again.with("INVITE", "CANCEL"));
        assertEquals(200, kit.trunk.hears().status());
        assertEquals("CANCEL", kit.pbx.hears().method());
        kit.pbx.sends(heard.answer("487 Request Terminated", ""));
        assertEquals(487, kit.trunk.hears().status());
        assertEquals(1, kit.board.activeCalls());
    }

    @Test
    void a_peer_that_moves_is_found_where_it_is() {
        CallKit.Call call = kit.up();
        kit.pbx.sends(call.called().request("UPDATE", 5, MOVED, ""));
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", ""));
        kit.pbx.hears();
        call.calling().sends("BYE", 21);
        assertEquals("BYE sip:moved@198.51.100.5:5060 SIP/2.0", kit.pbx.hears().startLine());
    }

    @Test
    void routes_are_kept_on_each_leg() {
        Sip invite = kit.trunkInvite(
                CallKit.from(CallKit.ADA),
                "Record-Route: <sip:192.0.2.7;lr>\nRecord-Route: <sip:192.0.2.20;lr>, <sip:192.0.2.21;lr>\n");
        Sip heard = kit.relayed(kit.trunk, invite);
        assertEquals(List.of(), heard.headers("Record-Route"));
        Sip ok = heard.answer(
                "200 OK",
                "b",
                "Record-Route: <sip:198.51.100.30;lr>, <sip:198.51.100.5;lr>\nContact: <sip:desk@10.0.0.9>\n",
                "");
        kit.pbx.sends(ok);
        Sip answered = kit.trunk.hears();
        assertEquals(invite.headers("Record-Route"), answered.headers("Record-Route"));

        kit.trunk.calling(answered).sends("ACK", 20);
        Sip ack = kit.pbx.hears();
        assertEquals("ACK sip:desk@10.0.0.9 SIP/2.0", ack.startLine());
        assertEquals(List.of("<sip:198.51.100.5;lr>", "<sip:198.51.100.30;lr>"), ack.headers("Route"));
        kit.pbx.called(heard, ok).sends("BYE", 1);
        Sip bye = kit.trunk.hears();
        assertEquals(List.of("<sip:192.0.2.7;lr>", "<sip:192.0.2.20;lr>", "<sip:192.0.2.21;lr>"), bye.headers("Route"));
    }

    /** RFC 3261, 12.2.1.1 and 16.12.1.2. */
    @Test
    void a_router_that_knows_no_loose_routing_gets_requests_as_if_they_were_for_it() {
        Sip invite = kit.trunkInvite(
                CallKit.from(CallKit.ADA),
                "Record-Route: <sip:old@192.0.2.7;lrx=1?X=y>;lr\nRecord-Route: <sip:192.0.2.20;LR=on>\n");
        Sip heard = kit.relayed(kit.trunk, invite);
        Sip ok = heard.answer("200 OK", "b", "Record-Route: <sip:198.51.100.5>\nContact: <sip:desk@10.0.0.9>\n", "");
        kit.pbx.sends(ok);
        kit.trunk.calling(kit.trunk.hears()).sends("ACK", 20);
        Sip ack = kit.pbx.hears();
        assertEquals("sip:198.51.100.5", ack.uri());
        assertEquals(List.of("<sip:desk@10.0.0.9>"), ack.headers("Route"));

        kit.pbx.called(heard, ok).sends("INFO", 1);
        assertStrict(kit.trunk.hears());
        kit.board.hangUpAll();
        assertStrict(kit.trunk.hears());
        assertEquals("sip:198.51.100.5", kit.pbx.hears().uri());
    }

    private static void assertStrict(Sip atTrunk) {
        assertEquals("sip:old@192.0.2.7;lrx=1", atTrunk.uri());
        assertEquals(List.of("<sip:192.0.2.20;LR=on>", "<sip:caller@192.0.2.7:5060>"), atTrunk.headers("Route"));
    }

    @Test
    void an_answer_that_is_too_late_is_ended_by_way_of_such_a_router_too() {
        Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pass(200_000);
        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        kit.pbx.sends(
                heard.answer("200 OK", "b", "Record-Route: <sip:198.51.100.5>\nContact: <sip:desk@10.0.0.9>\n", ""));
        for (Sip each : kit.pbx.hearsAll()) {
            assertEquals("sip:198.51.100.5", each.uri());
            assertEquals("<sip:desk@10.0.0.9>", each.header("Route"));
        }
        assertEquals(1, kit.counters.unwantedAnswers.sum());
    }

    @Test
    void a_prack_names_the_answer_that_it_confirms() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), "Supported: 100rel\n"));
        assertEquals("100rel", heard.header("Supported"));
        Sip ringing = heard.answer(
                "183 Session Progress",
                "b",
                "Require: 100rel\nRSeq: 9021\nContact: <sip:desk@198.51.100.5:5060>\n",
                "");
        kit.pbx.sends(ringing);
        Sip progress = kit.trunk.hears();
        assertEquals("9021", progress.header("RSeq"));
        kit.trunk.sends(kit.trunk.calling(progress).request("PRACK", 21, "RAck: 9021 20 INVITE\n", ""));
        Sip prack = kit.pbx.hears();
        assertEquals("9021 20 INVITE", prack.header("RAck"));
        assertEquals("PRACK sip:desk@198.51.100.5:5060 SIP/2.0", prack.startLine());
        kit.pbx.sends(prack.answer("200 OK", ""));
        assertEquals("21 PRACK", kit.trunk.hears().header("CSeq"));
    }

    @Test
    void a_call_that_rings_is_not_asked_about() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), "Supported: 100rel\n"));
        kit.pbx.sends(heard.answer(
                "180 Ringing", "b", "Require: 100rel\nRSeq: 1\nContact: <sip:desk@198.51.100.5:5060>\n", ""));
        kit.trunk.sends(kit.trunk.calling(kit.trunk.hears()).request("PRACK", 21, "RAck: 1 20 INVITE\n", ""));
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        kit.trunk.hears();
        kit.pass(10_000);
        kit.trunk.hearsNothing();
        kit.pbx.hearsNothing();
    }

    @Test
    void a_caller_who_hangs_up_while_it_rings_has_cancelled() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
        kit.pbx.sends(heard.answer("180 Ringing", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", ""));
        kit.trunk.calling(kit.trunk.hears()).sends("BYE", 21);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        assertEquals("21 BYE", kit.trunk.hears().header("CSeq"));
        kit.pbx.sends(heard.answer("487 Request Terminated", "b"));
        assertEquals(487, kit.trunk.hears().status());
        assertEquals(Outcome.CANCELLED, kit.event().outcome());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void a_call_that_is_not_ours_does_not_exist() {
        CallKit.Call call = kit.up();
        Sip bye = call.calling().request("BYE", 21);
        for (Sip other : List.of(
                bye.with("Call-ID: .*", "Call-ID: x"),
                bye.with("(From: .*;tag=).*", "$1x"),
                bye.with("(To: .*;tag=).*", "$1x"))) {
            kit.trunk.sends(other.with("z9hG4bK", "z9hG4bK-" + other.hashCode()));
            assertEquals(
                    "SIP/2.0 481 Call/Transaction Does Not Exist",
                    kit.trunk.hears().startLine());
        }
        kit.pbx.hearsNothing();
        assertEquals(3, kit.counters.unknownDialogs.sum());
    }

    @Test
    void a_bye_that_crosses_another_is_answered() {
        CallKit.Call call = kit.up();
        call.calling().sends("BYE", 21);
        Sip one = kit.pbx.hears();
        call.called().sends("BYE", 1);
        Sip other = kit.trunk.hears();
        kit.pbx.sends(one.answer("200 OK", ""));
        kit.trunk.sends(other.answer("200 OK", ""));
        assertEquals(200, kit.trunk.hears().status());
        assertEquals(200, kit.pbx.hears().status());
        assertEquals(Outcome.ANSWERED, kit.event().outcome());
        kit.pass(40_000);
        assertEquals(0, kit.board.dialogCount());
    }

    @Test
    void a_request_that_nobody_answers_gets_none_from_us() {
        CallKit.Call call = kit.up();
        call.calling().sends("INFO", 21);
        kit.pass(33_000);
        kit.pbx.hearsAll();
        kit.trunk.hearsNothing();
        assertEquals(1, kit.board.activeCalls());
    }

    @Test
    void each_legs_tags_are_its_own() {
        CallKit.Call call = kit.up();
        assertNotEquals(call.sent().tag("From"), call.heard().tag("From"));
        assertNotEquals(call.ok().tag("To"), call.answered().tag("To"));
    }

    @Test
    void a_contact_with_a_name_is_followed_where_the_dns_says() {
        kit.dns.put("office.example", kit.pbx.address);
        CallKit.Call call = kit.up();
        kit.pbx.sends(call.called().request("UPDATE", 5, "Contact: <sip:desk@office.example>\n", ""));
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", "", "", ""));
        kit.pbx.hears();
        call.calling().sends("INFO", 40);
        assertEquals("sip:desk@office.example", kit.pbx.hears().uri());

        InetSocketAddress moved = new InetSocketAddress("198.51.100.77", 5080);
        kit.dns.put("office.example", moved);
        call.calling().sends("BYE", 41);
        RecordingListener.Sent sent = kit.pbxListener().only();
        assertEquals(moved, sent.to());
    }

    @Test
    void a_contact_whose_name_nobody_knows_leaves_requests_where_they_came_from() {
        CallKit.Call call = kit.up();
        kit.pbx.sends(call.called().request("UPDATE", 5, "Contact: <sip:desk@nowhere.example>\n", ""));
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", "", "", ""));
        kit.pbx.hears();
        call.calling().sends("BYE", 40);
        assertEquals("sip:desk@nowhere.example", kit.pbx.hears().uri());
    }
}
