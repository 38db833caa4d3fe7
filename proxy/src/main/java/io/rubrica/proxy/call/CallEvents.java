package io.rubrica.proxy.call;

/** Who is told of each call that is over. Called on the event loop: it must not wait. */
public interface CallEvents {
    void ended(CallEvent event);
}
