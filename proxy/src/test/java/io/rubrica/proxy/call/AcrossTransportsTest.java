package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A trunk over UDP and a PBX over TCP. */
class AcrossTransportsTest {
    private final CallKit kit = new CallKit();

    @Test
    void an_answer_that_tcp_brings_once_is_repeated_towards_udp_until_its_ack() {
        kit.pbxListener().reliable = true;
        Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(heard.answer("200 OK", "callee", "Contact: <sip:callee@198.51.100.5:5060>\n", ""));
        Sip answered = kit.trunk.hears();
        kit.pass(600);
        assertEquals(answered.text(), kit.trunk.hears().text());
        kit.pass(1_000);
        assertEquals(answered.text(), kit.trunk.hears().text());
        kit.trunk.calling(answered).sends("ACK", 20);
        kit.pbx.hears();
        kit.pass(10_000);
        assertEquals(List.of(), kit.trunkListener().taken());
    }

    @Test
    void what_came_without_a_length_gets_one_for_tcp() {
        kit.pbxListener().reliable = true;
        Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        String without = sent.text().replaceAll("Content-Length: \\d+\r?\n", "");
        kit.trunk.sends(new Sip(without));
        kit.trunk.hears();
        Sip heard = kit.pbx.hears();
        assertTrue(heard.text().contains("Content-Length: "), heard::text);
    }
}
