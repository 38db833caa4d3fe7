package io.rubrica.proxy.command;

/** What a command tells the shell. */
final class ExitCode {
    /** Found, or done. */
    static final int DONE = 0;
    /** Nothing found. */
    static final int NOTHING = 1;
    /** Wrong usage: something on the command line. */
    static final int USAGE = 2;
    /** Bad configuration, or something that it needs cannot be had. */
    static final int CONFIGURATION = 3;

    private ExitCode() {}
}
