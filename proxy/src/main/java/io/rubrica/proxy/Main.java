package io.rubrica.proxy;

import io.rubrica.proxy.command.Rubrica;

/** Starts Rubrica. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Rubrica.execute(args));
    }
}
