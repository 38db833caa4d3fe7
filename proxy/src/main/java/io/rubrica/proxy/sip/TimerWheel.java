package io.rubrica.proxy.sip;

import org.jspecify.annotations.Nullable;

/**
 * Many timers at little cost, for one event loop: a ring of lists, each one tick wide. A timer fires up to one tick late,
 * never early.
 */
public final class TimerWheel {
    /** How often {@link #advance} is to be called, in milliseconds. */
    public static final int TICK = 16;

    private static final int SLOTS = 4096;

    /** Something that happens at a time; a transaction is its own timer, so that setting one allocates nothing. */
    public abstract static class Timer {
        private @Nullable Timer before;
        private @Nullable Timer after;
        private long due;
        private int slot = -1;

        /** The time has come. */
        protected abstract void fire();
    }

    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private long tick;
    private int size;

    /** @param now milliseconds on any steady clock; later times are on the same */
    public TimerWheel(long now) {
        tick = Math.floorDiv(now, TICK);
    }

    /** Sets a timer, or sets it anew. */
    public void set(Timer timer, long now, long milliseconds) {
        cancel(timer);
        timer.due = Math.max(Math.floorDiv(now + milliseconds + TICK - 1, TICK), tick + 1);
        int slot = slot(timer.due);
        timer.slot = slot;
        Timer first = slots[slot];
        timer.after = first;
        if (first != null) first.before = timer;
        slots[slot] = timer;
        size++;
    }

    /** Takes a timer back; one that is not set stays so. */
    public void cancel(Timer timer) {
        if (timer.slot < 0) return;
        Timer before = timer.before;
        Timer after = timer.after;
        if (before == null) slots[timer.slot] = after;
        else before.after = after;
        if (after != null) after.before = before;
        timer.before = null;
        timer.after = null;
        timer.slot = -1;
        size--;
    }

    /** Fires what is due. */
    public void advance(long now) {
        long until = Math.floorDiv(now, TICK);
        while (tick < until) {
            tick++;
            if (size > 0) fireDue(slot(tick));
        }
    }

    /** A steady clock may stand below zero. */
    private static int slot(long tick) {
        return (int) Math.floorMod(tick, (long) SLOTS);
    }

    private void fireDue(int slot) {
        // Firing may set and cancel other timers of this very slot, so the list is walked from its head each time.
        Timer timer = slots[slot];
        while (timer != null) {
            if (timer.due <= tick) {
                cancel(timer);
                timer.fire();
                timer = slots[slot];
            } else {
                timer = timer.after;
            }
        }
    }

    /** How many timers are set. */
    public int size() {
        return size;
    }
}
