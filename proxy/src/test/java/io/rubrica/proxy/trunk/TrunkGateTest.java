package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class TrunkGateTest {
    private final TrunkGate gate = new TrunkGate();

    @Test
    void without_limits_every_call_is_taken_and_counted() {
        for (int call = 0; call < 10_000; call++) assertNull(gate.enter(CallLimits.NONE, false, 5_000));
        assertEquals(10_000, gate.calls());
    }

    @Test
    void no_more_calls_than_allowed_are_there_at_once() {
        CallLimits two = new CallLimits(2, 0);
        assertNull(gate.enter(two, false, 0));
        assertNull(gate.enter(two, false, 0));
        assertEquals(Refusal.TOO_MANY_CALLS, gate.enter(two, false, 0));
        assertEquals(1, gate.refused(Refusal.TOO_MANY_CALLS).sum());
        gate.left();
        assertNull(gate.enter(two, false, 0));
    }

    @Test
    void what_is_allowed_in_a_second_may_come_at_once_and_then_evenly() {
        CallLimits ten = new CallLimits(0, 10);
        for (int call = 0; call < 10; call++) assertNull(gate.enter(ten, false, 7_000));
        assertEquals(Refusal.TOO_FAST, gate.enter(ten, false, 7_000));
        assertEquals(Refusal.TOO_FAST, gate.enter(ten, false, 7_099));
        assertNull(gate.enter(ten, false, 7_100));
        assertEquals(Refusal.TOO_FAST, gate.enter(ten, false, 7_199));
        assertNull(gate.enter(ten, false, 7_200));
    }

    @Test
    void a_quiet_day_saves_up_no_more_than_a_second() {
        CallLimits ten = new CallLimits(0, 10);
        for (int call = 0; call < 10; call++) assertNull(gate.enter(ten, false, 0));
        for (int call = 0; call < 10; call++) assertNull(gate.enter(ten, false, 86_400_000));
        assertEquals(Refusal.TOO_FAST, gate.enter(ten, false, 86_400_000));
    }

    @Test
    void a_refused_call_uses_up_nothing() {
        CallLimits both = new CallLimits(1, 2);
        assertNull(gate.enter(both, false, 0));
        for (int call = 0; call < 5; call++) assertEquals(Refusal.TOO_MANY_CALLS, gate.enter(both, false, 0));
        gate.left();
        assertNull(gate.enter(both, false, 0));
    }

    @Test
    void an_emergency_call_is_counted_and_always_taken() {
        CallLimits both = new CallLimits(1, 1);
        for (int call = 0; call < 3; call++) assertNull(gate.enter(both, true, 0));
        assertEquals(3, gate.calls());
        assertEquals(Refusal.TOO_MANY_CALLS, gate.enter(both, false, 60_000));
        for (int call = 0; call < 3; call++) gate.left();
        assertNull(gate.enter(both, false, 60_000));
    }

    @Test
    void a_limit_that_a_reload_brings_begins_full() {
        assertNull(gate.enter(CallLimits.NONE, false, 0));
        CallLimits two = new CallLimits(0, 2);
        assertNull(gate.enter(two, false, 1));
        assertNull(gate.enter(two, false, 1));
        assertEquals(Refusal.TOO_FAST, gate.enter(two, false, 1));
    }
}
