package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any other request that we send (RFC 3261, 17.1.2). */
class ClientRequestTest {
    private final TransactionKit kit = new TransactionKit();
    private final ClientTransaction transaction = kit.send(Method.BYE, "BYE");
    private final Sent bye = kit.listener.only();

    private void answered(String status) {
        kit.arrives(TransactionKit.answer(bye, status));
    }

    @Test
    void it_is_repeated_every_four_seconds_at_most_and_given_up_after_64_T1() {
        assertEquals(
                List.of(500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L, 31500L),
                kit.departures(31_900));
        kit.pass(200);
        assertEquals(List.of("timed out"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void after_a_provisional_answer_it_is_repeated_every_four_seconds() {
        answered("100 Trying");
        assertEquals(500L, kit.departures(600).get(0));
        assertEquals(List.of(3900L, 7900L), kit.departures(8_000));
        assertEquals(List.of("100"), kit.heard);
    }

    @Test
    void its_final_answer_is_told_once() {
        answered("200 OK");
        answered("200 OK");
        assertEquals(List.of("200"), kit.heard);
        assertEquals(List.of(), kit.departures(4_900));
        assertEquals(1, kit.layer.size());
        kit.pass(200);
        assertEquals(0, kit.layer.size());
        answered("200 OK");
        assertEquals(1, kit.counters.strayResponses.sum());
    }

    @Test
    void a_late_provisional_answer_says_nothing() {
        answered("200 OK");
        answered("100 Trying");
        assertEquals(List.of("200"), kit.heard);
        assertEquals(false, transaction.isOpen());
    }

    @Test
    void a_method_that_nobody_knows_gets_its_answer() {
        kit.send(Method.OTHER, "FOO");
        kit.arrives(TransactionKit.answer(kit.listener.only(), "501 Not Implemented"));
        assertEquals(List.of("501"), kit.heard);
    }
}
