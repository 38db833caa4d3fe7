package io.rubrica.proxy.sip;

import java.util.List;

/**
 * Finds the ways to a host (RFC 3263). It never waits: it answers with what is known now, and looks up behind the scenes
 * what is not known or no longer fresh. For one event loop.
 */
public interface NextHops {
    /** Knows no way to anybody. */
    NextHops NONE = new NextHops() {
        @Override
        public List<Hop> to(HopQuery query) {
            return List.of();
        }

        @Override
        public void whenKnown(HopQuery query, Runnable then) {
            then.run();
        }
    };

    /** The ways to a host, in the order in which they are to be tried this time; empty: nothing is known (yet). */
    List<Hop> to(HopQuery query);

    /** Runs something on the event loop as soon as {@link #to} has an answer, or knows that there is none; maybe at once. */
    void whenKnown(HopQuery query, Runnable then);
}
