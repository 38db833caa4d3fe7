package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final List<String> fired = new ArrayList<>();

    private final class Named extends TimerWheel.Timer {
        final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void fire() {
            fired.add(name);
        }
    }

    @Test
    void a_timer_fires_once_and_never_early() {
        TimerWheel wheel = new TimerWheel(1_000);
        wheel.set(new Named("a"), 1_000, 500);
        wheel.advance(1_499);
        assertEquals(List.of(), fired);
        wheel.advance(1_500 + TimerWheel.TICK);
        wheel.advance(100_000);
        assertEquals(List.of("a"), fired);
        assertEquals(0, wheel.size());
    }

    @Test
    void a_timer_that_was_taken_back_stays_silent() {
        TimerWheel wheel = new TimerWheel(0);
        Named timer = new Named("a");
        wheel.set(timer, 0, 100);
        wheel.cancel(timer);
        wheel.cancel(timer);
        wheel.advance(1_000);
        assertEquals(List.of(), fired);
    }

    @Test
    void a_timer_set_anew_fires_at_its_new_time() {
        TimerWheel wheel = new TimerWheel(0);
        Named timer = new Named("a");
        wheel.set(timer, 0, 100);
        wheel.set(timer, 0, 5_000);
        wheel.advance(4_000);
        assertEquals(List.of(), fired);
        wheel.advance(6_000);
        assertEquals(List.of("a"), fired);
    }

    @Test
    void a_timer_may_set_itself_and_take_others_back_while_it_fires() {
        TimerWheel wheel = new TimerWheel(0);
        Named victim = new Named("victim");
        TimerWheel.Timer killer = new TimerWheel.Timer() {
            private int left = 3;

            @Override
            protected void fire() {
                fired.add("killer");
                wheel.cancel(victim);
                if (--left > 0) wheel.set(this, 0, 4_096L * TimerWheel.TICK * left);
            }
        };
        wheel.set(victim, 0, 100);
        wheel.set(killer, 0, 100);
        wheel.advance(10_000_000);
        assertEquals(List.of("killer", "killer", "killer"), fired);
    }

    @Test
    void a_clock_may_begin_below_zero() {
        TimerWheel wheel = new TimerWheel(-1_000_003);
        wheel.set(new Named("a"), -1_000_003, 50);
        wheel.advance(-1_000_003 + 49);
        assertEquals(List.of(), fired);
        wheel.advance(-999_000);
        assertEquals(List.of("a"), fired);
    }

    /** Against a sorted list: the same timers fire, none early, none more than a tick late. */
    @Test
    void many_timers_at_random_fire_as_a_sorted_list_says() {
        long seed = 42;
        Random random = new Random(seed);
        long[] now = {123_456};
        TimerWheel wheel = new TimerWheel(now[0]);
        record Due(long at, int id) {}
        TreeSet<Due> model =
                new TreeSet<>(java.util.Comparator.comparingLong(Due::at).thenComparingInt(Due::id));
        Due[] dues = new Due[200];
        List<Integer> fires = new ArrayList<>();
        TimerWheel.Timer[] timers = new TimerWheel.Timer[dues.length];
        for (int i = 0; i < timers.length; i++) {
            int id = i;
            timers[i] = new TimerWheel.Timer() {
                @Override
                protected void fire() {
                    fires.add(id);
                }
            };
        }
        for (int round = 0; round < 20_000; round++) {
            String about = "seed " + seed + ", round " + round;
            int id = random.nextInt(timers.length);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    // Up to three turns of the wheel.
                    long in = random.nextInt(random.nextBoolean() ? 1_000 : 3 * 4_096 * TimerWheel.TICK);
                    wheel.set(timers[id], now[0], in);
                    if (dues[id] != null) model.remove(dues[id]);
                    dues[id] = new Due(now[0] + in, id);
                    model.add(dues[id]);
                }
                case 2 -> {
                    wheel.cancel(timers[id]);
                    if (dues[id] != null) model.remove(dues[id]);
                    dues[id] = null;
                }
                default -> {
                    now[0] += random.nextInt(random.nextInt(20) == 0 ? 100_000 : 200);
                    wheel.advance(now[0]);
                    for (int one : fires) {
                        Due due = dues[one];
                        assertTrue(due != null && due.at <= now[0], () -> about + ": fired early or unasked");
                        model.remove(due);
                        dues[one] = null;
                    }
                    fires.clear();
                    boolean late = !model.isEmpty() && model.first().at + 2L * TimerWheel.TICK <= now[0];
                    assertTrue(!late, () -> about + ": fired late");
                }
            }
            assertEquals(model.size(), wheel.size(), about);
        }
    }
}
