package io.rubrica.proxy;

/** Starts Rubrica. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("rubrica");
    }
}
