package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.trunk.TargetHealth.Trouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
    private final TargetHealth health = new TargetHealth("192.0.2.20:5060 by udp", new SplittableRandom(7));

    private long failedAt(long now) {
        health.failed(Trouble.SILENT, now - 4_000, now, 0);
        return health.retryAt() - now;
    }

    @Test
    void each_further_failure_doubles_the_pause_up_to_a_minute() {
        health.alive(-10_000);
        long[] least = {5_000, 10_000, 20_000, 40_000, 60_000, 60_000};
        long now = 0;
        for (long pause : least) {
            long taken = failedAt(now);
            assertTrue(taken >= pause && taken <= pause + pause / 4, taken + " is not about " + pause);
            now = health.retryAt();
        }
    }

    @Test
    void many_calls_that_fail_together_count_as_one() {
        failedAt(100_000);
        long retryAt = health.retryAt();
        for (int call = 0; call < 50; call++) health.failed(Trouble.SILENT, 96_000 + call, 100_000 + call, 0);
        assertEquals(retryAt, health.retryAt());
    }

    @Test
    void an_answer_brings_it_back_at_once_and_outranks_what_was_sent_before_it() {
        failedAt(100_000);
        assertFalse(health.isUp());
        health.alive(101_000);
        assertTrue(health.isUp());
        health.failed(Trouble.SILENT, 100_500, 104_500, 0);
        assertTrue(health.isUp());
        health.failed(Trouble.SILENT, 101_500, 105_500, 0);
        assertFalse(health.isUp());
        assertTrue(health.retryAt() - 105_500 <= 6_250);
    }

    @Test
    void a_wish_to_be_left_alone_is_obeyed_up_to_five_minutes() {
        health.failed(Trouble.OVERLOADED, 0, 0, 120_000);
        assertEquals(120_000, health.retryAt());
        health.alive(200_000);
        health.failed(Trouble.OVERLOADED, 200_000, 200_000, 86_400_000);
        assertEquals(500_000, health.retryAt());
    }

    @Test
    void one_call_finds_out_whether_an_unchecked_target_is_back() {
        failedAt(0);
        assertFalse(health.isTrusted(health.retryAt() - 1));
        assertTrue(health.isTrusted(health.retryAt()));
        assertFalse(health.isTrusted(health.retryAt() + 1));
        assertTrue(health.isTrusted(health.retryAt() + 5_000));
    }

    @Test
    void no_call_need_find_out_whether_a_checked_target_is_back() {
        health.checked(true);
        failedAt(0);
        assertFalse(health.isTrusted(3_600_000));
    }
}
