package io.rubrica.proxy.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.trunk.register.RegisterKit.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private final RegisterKit kit = new RegisterKit();

    @Test
    void an_account_is_registered_at_its_domain() {
        Asked asked = kit.begun();
        assertEquals(RegisterKit.FIRST, asked.sent().to());
        assertEquals("REGISTER sip:carrier.example SIP/2.0", asked.sent().startLine());
        assertEquals("<sip:alice@carrier.example>", asked.header("To"));
        assertTrue(asked.header("From").startsWith("<sip:alice@carrier.example>;tag="), asked.text());
        assertTrue(asked.header("Contact").matches("<sip:[0-9a-f]{16}@198.51.100.1:5060>"), asked.text());
        assertEquals(3600, asked.expires());
        assertEquals("path", asked.header("Supported"));
        assertFalse(kit.isRegistered());
        kit.accepts(asked, 3600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void it_is_refreshed_before_it_ends() {
        Asked first = kit.begun();
        kit.accepts(first, 600);
        long after = kit.passUntilAsked(600_000);
        assertTrue(after >= 480_000 && after <= 540_100, () -> after + " ms");
        Asked second = kit.asked();
        assertEquals(first.header("Call-ID"), second.header("Call-ID"));
        assertEquals(first.header("Contact"), second.header("Contact"));
        assertEquals(first.cseq() + 1, second.cseq());
        assertTrue(kit.isRegistered());
        kit.accepts(second, 600);
        kit.pass(300_000);
        kit.isSilent();
    }

    @Test
    void our_own_contacts_expiry_counts_and_not_anothers() {
        Asked asked = kit.begun();
        kit.answers(
                asked,
                "200 OK",
                "Contact: <sip:somebody@192.0.2.99>;expires=3000, \"we, here\" <" + asked.contactUri()
                        + ">;q=0.5;EXPIRES=100\nExpires: 2000\n");
        long after = kit.passUntilAsked(600_000);
        assertTrue(after <= 90_100, () -> after + " ms");
    }

    @Test
    void no_carrier_makes_a_registration_longer_than_it_was_asked_for() {
        kit.accepts(kit.begun(), 7200);
        assertTrue(kit.passUntilAsked(7_200_000) <= 3_240_100);
    }

    @Test
    void a_carrier_that_names_no_contact_may_say_expires() {
        kit.answers(kit.begun(), "200 OK", "Expires: 100\n");
        assertTrue(kit.isRegistered());
        long after = kit.passUntilAsked(600_000);
        assertTrue(after <= 90_100, () -> after + " ms");
    }

    @Test
    void a_registration_that_is_not_kept_is_none() {
        kit.accepts(kit.begun(), 0);
        assertFalse(kit.isRegistered());
        assertEquals(1, kit.counters.setback(Setback.NOT_KEPT).sum());
    }

    @Test
    void a_registration_ends_when_nobody_refreshes_it() {
        kit.accepts(kit.begun(), 600);
        kit.listener.broken = true;
        kit.pass(590_000);
        assertTrue(kit.isRegistered());
        kit.pass(20_000);
        assertFalse(kit.isRegistered());
    }

    @Test
    void a_challenge_is_answered() {
        Asked first = kit.begun();
        kit.answers(first, "401 Unauthorized", RegisterKit.MD5);
        Asked second = kit.asked();
        assertEquals(first.cseq() + 1, second.cseq());
        assertEquals(first.header("Call-ID"), second.header("Call-ID"));
        String answer = second.header("Authorization");
        for (String part :
                List.of("username=\"alice\"", "uri=\"sip:carrier.example\"", "nonce=\"n1\"", "qop=auth", "nc=00000001"))
            assertTrue(answer.contains(part), answer);
        kit.accepts(second, 600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void a_proxys_challenge_is_answered_to_the_proxy() {
        kit.answers(kit.begun(), "407 Proxy Authentication Required", RegisterKit.MD5.replace("WWW", "Proxy"));
        Asked second = kit.asked();
        assertTrue(second.has("Proxy-Authorization") && !second.has("Authorization"), second.text());
    }

    @Test
    void a_refresh_carries_the_last_answer_with_another_count() {
        kit.answers(kit.begun(), "401 Unauthorized", RegisterKit.MD5);
        kit.accepts(kit.asked(), 600);
        kit.passUntilAsked(600_000);
        Asked refresh = kit.asked();
        assertTrue(refresh.header("Authorization").contains("nc=00000002"), refresh.text());
        // The nonce is too old by now, which is no wrong password, whether or not the carrier says stale.
        kit.answers(refresh, "401 Unauthorized", RegisterKit.MD5.replace("n1", "n2"));
        assertTrue(kit.asked().header("Authorization").contains("nonce=\"n2\""));
    }

    @Test
    void the_strongest_challenge_is_answered() {
        kit.answers(
                kit.begun(),
                "401 Unauthorized",
                RegisterKit.MD5 + RegisterKit.MD5.replace("qop", "algorithm=SHA-256, qop"));
        assertTrue(kit.asked().header("Authorization").contains("algorithm=SHA-256"));
    }

    @Test
    void a_wrong_password_is_not_tried_again_soon() {
        kit.answers(kit.begun(), "401 Unauthorized", RegisterKit.MD5);
        kit.answers(kit.asked(), "401 Unauthorized", RegisterKit.MD5.replace("n1", "n2"));
        kit.isSilent();
        assertEquals(1, kit.counters.setback(Setback.WRONG_PASSWORD).sum());
        long after = kit.passUntilAsked(2_000_000);
        assertTrue(after >= 900_000, () -> after + " ms");
    }

    @Test
    void a_stale_nonce_is_no_wrong_password() {
        String stale = RegisterKit.MD5.replace("qop", "stale=TRUE, qop");
        kit.answers(kit.begun(), "401 Unauthorized", RegisterKit.MD5);
        kit.answers(kit.asked(), "401 Unauthorized", stale.replace("n1", "n2"));
        Asked third = kit.asked();
        assertTrue(third.header("Authorization").contains("nonce=\"n2\""), third.text());
        kit.accepts(third, 600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void a_registrar_that_finds_every_nonce_stale_is_left_alone() {
        String stale = RegisterKit.MD5.replace("qop", "stale=true, qop");
        Asked asked = kit.begun();
        for (int i = 0; i < 6; i++) {
            kit.answers(asked, "401 Unauthorized", stale);
            asked = kit.asked();
        }
        kit.answers(asked, "401 Unauthorized", stale);
        kit.isSilent();
        assertEquals(1, kit.counters.setback(Setback.TOO_MANY_QUESTIONS).sum());
    }

    @Test
    void another_realm_gets_no_password() {
        kit.answers(kit.begun(), "401 Unauthorized", RegisterKit.MD5.replace("carrier", "stranger"));
        kit.isSilent();
        assertEquals(1, kit.counters.setback(Setback.UNKNOWN_REALM).sum());
    }

    @Test
    void a_registration_that_is_too_brief_is_asked_for_as_long_as_the_registrar_wants() {
        Asked first = kit.begun();
        kit.answers(first, "423 Interval Too Brief", "Min-Expires: 7200\n");
        Asked second = kit.asked();
        assertEquals(7200, second.expires());
        kit.answers(second, "423 Interval Too Brief", "Min-Expires: 9000\n");
        kit.isSilent();
        assertEquals(1, kit.counters.setback(Setback.REFUSED).sum());
    }

    @Test
    void a_refusal_is_asked_about_again_much_later() {
        for (String refusal : List.of("403 Forbidden", "404 Not Found")) {
            RegisterKit fresh = new RegisterKit();
            fresh.answers(fresh.begun(), refusal, "");
            long after = fresh.passUntilAsked(2_000_000);
            assertTrue(after >= 900_000 && after <= 1_800_100, () -> refusal + ": " + after + " ms");
            assertEquals(1, fresh.counters.setback(Setback.REFUSED).sum());
        }
    }

    @Test
    void failures_are_tried_again_later_each_time() {
        long[] least = {30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000};
        Asked asked = kit.begun();
        for (long wait : least) {
            kit.answers(asked, "500 Server Internal Error", "");
            long after = kit.passUntilAsked(2_000_000);
            assertTrue(after >= wait && after <= 2 * wait + 100, () -> after + " ms after " + wait);
            asked = kit.asked();
        }
        kit.accepts(asked, 3600);
        kit.passUntilAsked(3_600_000);
        kit.answers(kit.asked(), "500 Server Internal Error", "");
        assertTrue(kit.passUntilAsked(2_000_000) <= 60_100);
    }

    @Test
    void a_registrar_that_wants_to_be_left_alone_is() {
        kit.answers(kit.begun(), "503 Service Unavailable", "Retry-After: 300 (maintenance)\n");
        long after = kit.passUntilAsked(2_000_000);
        assertTrue(after >= 300_000 && after <= 300_100, () -> after + " ms");
    }

    @Test
    void but_not_for_ever() {
        kit.answers(kit.begun(), "503 Service Unavailable", "Retry-After: 4294967295\n");
        assertTrue(kit.passUntilAsked(4_000_000) <= 3_600_100);
    }

    @Test
    void an_overloaded_server_is_left_for_the_next() {
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST, RegisterKit.SECOND));
        Asked first = kit.begun();
        kit.answers(first, "503 Service Unavailable", "");
        Asked second = kit.asked();
        assertEquals(RegisterKit.SECOND, second.sent().to());
        kit.accepts(second, 600);
        assertTrue(kit.isRegistered());
        assertEquals(0, kit.counters.setback(Setback.OVERLOADED).sum());
    }

    @Test
    void the_next_server_may_have_a_nonce_of_its_own() {
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST, RegisterKit.SECOND));
        kit.answers(kit.begun(), "401 Unauthorized", RegisterKit.MD5);
        kit.answers(kit.asked(), "503 Service Unavailable", "");
        kit.answers(kit.asked(), "401 Unauthorized", RegisterKit.MD5.replace("n1", "n2"));
        Asked last = kit.asked();
        assertTrue(last.header("Authorization").contains("nonce=\"n2\""), last.text());
        kit.accepts(last, 600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void a_silent_server_is_left_for_the_next_and_the_answering_one_is_kept() {
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST, RegisterKit.SECOND));
        kit.begun();
        kit.pass(4_100);
        Asked second = new Asked(kit.listener.taken().stream()
                .filter(sent -> sent.to().equals(RegisterKit.SECOND))
                .findFirst()
                .orElseThrow());
        kit.accepts(second, 600);
        // What was sent to the silent one is repeated for a while.
        kit.pass(40_000);
        kit.listener.taken();
        kit.passUntilAsked(600_000);
        assertEquals(
                List.of(RegisterKit.SECOND),
                kit.listener.taken().stream().map(sent -> sent.to()).distinct().toList());
    }

    @Test
    void a_silent_registrar_is_given_up_in_time() {
        kit.begun();
        kit.pass(31_900);
        assertEquals(0, kit.counters.setback(Setback.SILENT).sum());
        kit.pass(200);
        assertEquals(1, kit.counters.setback(Setback.SILENT).sum());
    }

    @Test
    void what_cannot_be_sent_is_tried_again() {
        kit.listener.broken = true;
        kit.registrations.keep(kit.peers);
        assertEquals(1, kit.counters.setback(Setback.UNREACHABLE).sum());
        kit.listener.broken = false;
        assertTrue(kit.passUntilAsked(60_100) >= 30_000);
    }

    @Test
    void the_dns_is_waited_for() {
        kit.dnsIsSlow = true;
        kit.registrations.keep(kit.peers);
        kit.isSilent();
        kit.dnsIsSlow = false;
        kit.waiting.forEach(Runnable::run);
        kit.accepts(kit.asked(), 600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void a_name_that_the_dns_does_not_know_is_asked_for_again() {
        kit.dns.clear();
        kit.registrations.keep(kit.peers);
        assertEquals(1, kit.counters.setback(Setback.UNKNOWN_HOST).sum());
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST));
        kit.passUntilAsked(60_100);
        kit.accepts(kit.asked(), 600);
        assertTrue(kit.isRegistered());
    }

    @Test
    void a_connection_that_is_lost_is_made_again_with_the_registration() {
        kit.listener.reliable = true;
        kit.accepts(kit.begun(), 3600);
        kit.pass(95_000);
        kit.isSilent();
        kit.listener.connected = false;
        assertTrue(kit.passUntilAsked(60_000) <= 30_100);
        assertTrue(kit.isRegistered());
        kit.accepts(kit.asked(), 3600);
        // Once: a connection that does not stay is no better the next time.
        kit.pass(600_000);
        kit.isSilent();
    }

    @Test
    void a_carrier_that_keeps_no_connections_is_not_asked_all_the_time() {
        kit.listener.reliable = true;
        kit.listener.connected = false;
        kit.accepts(kit.begun(), 3600);
        kit.pass(600_000);
        kit.isSilent();
    }

    @Test
    void a_registration_is_taken_back_at_the_end() {
        Asked first = kit.begun();
        kit.answers(first, "401 Unauthorized", RegisterKit.MD5);
        kit.accepts(kit.asked(), 600);
        kit.registrations.end();
        assertEquals(1, kit.registrations.ending());
        Asked last = kit.asked();
        assertEquals(0, last.expires());
        assertEquals(first.header("Contact"), last.header("Contact"));
        assertEquals(first.header("Call-ID"), last.header("Call-ID"));
        kit.answers(last, "401 Unauthorized", RegisterKit.MD5.replace("n1", "n2"));
        kit.answers(kit.asked(), "200 OK", "");
        assertEquals(0, kit.registrations.ending());
        kit.pass(4_000_000);
        kit.isSilent();
    }

    @Test
    void nothing_is_taken_back_that_is_not_there() {
        kit.answers(kit.begun(), "403 Forbidden", "");
        kit.registrations.end();
        kit.isSilent();
        assertEquals(0, kit.registrations.ending());
    }

    @Test
    void a_reload_that_changes_nothing_keeps_the_registration() {
        kit.registered();
        kit.reload(RegisterKit.trunk("carrier", "sip:alice@carrier.example", "secret"));
        kit.isSilent();
        assertTrue(kit.isRegistered());
    }

    @Test
    void an_account_that_a_reload_removes_is_taken_back() {
        kit.registered();
        kit.reload();
        assertEquals(0, kit.asked().expires());
        assertTrue(Double.isNaN(kit.registrations.registered("carrier")));
    }

    @Test
    void an_account_whose_password_changes_is_registered_anew_and_never_unregistered() {
        Asked first = kit.registered();
        kit.reload(RegisterKit.trunk("carrier", "sip:alice@carrier.example", "other"));
        Asked second = kit.asked();
        assertEquals(3600, second.expires());
        assertEquals(first.header("Contact"), second.header("Contact"));
    }

    @Test
    void an_account_that_becomes_another_is_taken_back() {
        kit.registered();
        kit.reload(RegisterKit.trunk("carrier", "sip:bob@carrier.example", "secret"));
        List<Asked> asked = kit.listener.taken().stream().map(Asked::new).toList();
        assertEquals(List.of(0L, 3600L), asked.stream().map(Asked::expires).toList());
        assertEquals("<sip:bob@carrier.example>", asked.get(1).header("To"));
        assertNotEquals(asked.get(0).header("Contact"), asked.get(1).header("Contact"));
    }
}
