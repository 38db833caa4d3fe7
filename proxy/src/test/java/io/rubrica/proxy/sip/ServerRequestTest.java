package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other requests that we answer (RFC 3261, 17.2.2), CANCEL (9.2), and how a request finds its transaction (17.2.3). */
class ServerRequestTest {
    private static final String OLD = "Via: SIP/2.0/UDP 192.0.2.7:5060\n";
    private static final String NEW = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77\n";

    private final TransactionKit kit = new TransactionKit();

    private Sent answer(String status) {
        kit.opened.get(kit.opened.size() - 1).answer(Ascii.bytes(status), Ascii.bytes("ours"));
        return kit.listener.only();
    }

    @Test
    void a_request_gets_no_hundred_and_is_told_once() {
        kit.arrives(Wire.request("BYE", "", ""));
        kit.arrives(Wire.request("BYE", "", ""));
        assertEquals(List.of(), kit.listener.taken());
        assertEquals(List.of("BYE"), kit.heard);
    }

    @Test
    void its_final_answer_is_given_again_for_64_T1() {
        kit.arrives(Wire.request("BYE", "", ""));
        Sent ok = answer("200 OK");
        assertEquals(List.of(), kit.departures(31_900));
        kit.arrives(Wire.request("BYE", "", ""));
        assertEquals(ok.text(), kit.listener.only().text());
        kit.pass(200);
        assertEquals(List.of("BYE"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void requests_are_apart_by_method_branch_and_sender() {
        kit.arrives(Wire.request("BYE", "", ""));
        kit.arrives(Wire.request("INFO", "", ""));
        kit.arrives(Wire.request("BYE", "", "").replace("z9hG4bK-77", "z9hG4bK-78"));
        kit.arrives(Wire.request("BYE", "", "").replace("192.0.2.7:5060;", "192.0.2.7:5061;"));
        kit.arrives(Wire.request("BYE", "", "").replace("192.0.2.7:5060;", "192.0.2.8:5060;"));
        assertEquals(List.of("BYE", "INFO", "BYE", "BYE", "BYE"), kit.heard);
    }

    @Test
    void a_cancel_is_answered_and_told_to_the_invite() {
        kit.arrives(Wire.invite());
        kit.listener.taken();
        kit.arrives(Wire.request("CANCEL", "", ""));
        Sent ok = kit.listener.only();
        assertEquals("SIP/2.0 200 OK", ok.startLine());
        JainSip.mustParse(ok.bytes());
        assertEquals(List.of("INVITE", "cancelled"), kit.heard);

        kit.arrives(Wire.request("CANCEL", "", ""));
        assertEquals(ok.text(), kit.listener.only().text());
        assertEquals(List.of("INVITE", "cancelled"), kit.heard);
    }

    @Test
    void a_cancel_after_the_final_answer_changes_nothing() {
        kit.arrives(Wire.invite());
        kit.listener.taken();
        answer("200 OK");
        kit.arrives(Wire.request("CANCEL", "", ""));
        assertEquals("SIP/2.0 200 OK", kit.listener.only().startLine());
        assertEquals(List.of("INVITE"), kit.heard);
    }

    @Test
    void a_cancel_of_nothing_gets_481() {
        kit.arrives(Wire.invite());
        kit.listener.taken();
        kit.arrives(Wire.request("CANCEL", "", "").replace("z9hG4bK-77", "z9hG4bK-78"));
        assertEquals(
                "SIP/2.0 481 Call/Transaction Does Not Exist",
                kit.listener.only().startLine());
        assertEquals(List.of("INVITE"), kit.heard);
    }

    @Test
    void callers_of_the_old_rfc_are_found_without_a_magic_cookie() {
        String invite = Wire.invite().replace(NEW, OLD);
        kit.arrives(invite);
        kit.arrives(invite);
        assertEquals(List.of("INVITE"), kit.heard);
        kit.listener.taken();
        answer("486 Busy Here");
        kit.arrives(Wire.request("ACK", "", "")
                .replace(NEW, OLD)
                .replace("@proxy.example>\n", "@proxy.example>;tag=ours\n"));
        assertEquals(List.of(), kit.departures(4_000));
    }

    @Test
    void callers_of_the_old_rfc_can_cancel() {
        kit.arrives(Wire.invite().replace(NEW, OLD));
        kit.listener.taken();
        kit.arrives(Wire.request("CANCEL", "", "").replace(NEW, OLD));
        assertEquals("SIP/2.0 200 OK", kit.listener.only().startLine());
        assertEquals(List.of("INVITE", "cancelled"), kit.heard);
    }

    @Test
    void a_next_call_of_the_old_rfc_is_another() {
        kit.arrives(Wire.invite().replace(NEW, OLD));
        kit.arrives(Wire.invite().replace(NEW, OLD).replace("17 INVITE", "18 INVITE"));
        kit.arrives(Wire.invite().replace(NEW, OLD).replace("one@", "two@"));
        assertEquals(List.of("INVITE", "INVITE", "INVITE"), kit.heard);
    }

    @Test
    void a_request_without_answer_can_be_forgotten() {
        kit.arrives(Wire.request("INFO", "", ""));
        kit.layer.end(kit.opened.get(0));
        assertEquals(0, kit.layer.size());
        kit.arrives(Wire.request("INFO", "", ""));
        assertEquals(2, kit.opened.size());
        assertNotEquals(kit.opened.get(0), kit.opened.get(1));
    }
}
