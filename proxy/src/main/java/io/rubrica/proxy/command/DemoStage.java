package io.rubrica.proxy.command;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the demo's spectator sees. */
final class DemoStage {
    private static final Pattern QUOTED = Pattern.compile("^\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Terminal terminal;
    private final BlockingDeque<DemoMessage> rung = new LinkedBlockingDeque<>(100);
    private volatile boolean open;

    DemoStage(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The address, or the same with a free port when it is taken; that is told. */
    InetSocketAddress free(InetSocketAddress wanted) throws IOException {
        try (DatagramSocket trial = new DatagramSocket(wanted)) {
            return new InetSocketAddress(trial.getLocalAddress(), trial.getLocalPort());
        } catch (SocketException taken) {
            try (DatagramSocket trial = new DatagramSocket(new InetSocketAddress(wanted.getAddress(), 0))) {
                terminal.say(text(wanted) + " is taken; using port " + trial.getLocalPort() + " there.");
                return new InetSocketAddress(trial.getLocalAddress(), trial.getLocalPort());
            }
        }
    }

    /** The PBX was called. */
    void rung(DemoMessage invite) {
        if (!open) {
            rung.offerLast(invite);
        } else {
            terminal.out().println("The PBX is called:  " + from(invite.header("From")));
        }
    }

    void opens(InetSocketAddress proxy, String trunk, InetSocketAddress pbx) throws IOException {
        terminal.say("Rubrica listens on udp:" + text(proxy) + ". A simulated trunk calls from " + trunk
                + ", a simulated PBX answers at " + text(pbx) + ".");
    }

    void enters(DemoCaller caller) throws IOException {
        rung.clear();
        terminal.say("");
        terminal.say(paint("1", caller.title()));
    }

    /**
     * Shows a call.
     *
     * @return whether it went as it should
     */
    boolean leaves(DemoCaller caller, DemoTrunk.Call call) throws IOException {
        DemoMessage invite = rung.pollLast();
        terminal.say("  from the trunk  " + from(call.from()));
        terminal.say("  to the PBX      " + (invite == null ? "nothing came" : from(invite.header("From"))));
        String trouble = trouble(caller, call, invite);
        terminal.say(
                trouble == null
                        ? "  " + paint("32", "as it should be") + ": "
                                + (caller.shown().isEmpty() ? "no name" : caller.shown()) + ", answered and ended"
                        : "  " + paint("31", "not as it should be") + ": " + trouble);
        return trouble == null;
    }

    void staysOpen(InetSocketAddress proxy, String trunk, String extension, Path scenario) throws IOException {
        open = true;
        terminal.say("");
        terminal.say("The proxy stays. Call through it:");
        terminal.say("  SIPp       sipp -sf " + scenario + " -i " + trunk + " -p 5062 -s " + extension + " -m 1 "
                + text(proxy));
        terminal.say("  softphone  on this machine, without registering: user " + DemoCaller.KNOWN_NUMBER
                + ", then call sip:" + extension + "@" + text(proxy));
        terminal.say("Each call is shown here. Ctrl-C ends it.");
        terminal.say("");
    }

    private static @Nullable String trouble(DemoCaller caller, DemoTrunk.Call call, @Nullable DemoMessage invite) {
        if (call.status() == 0) return "the call was not answered";
        if (call.status() != 200) return "the call was answered with " + call.status();
        if (invite == null) return "the PBX was not called";
        if (!name(invite.header("From")).equals(caller.shown())) return "another name was expected";
        return call.isComplete() ? null : "its end was not answered";
    }

    private static String name(String from) {
        Matcher quoted = QUOTED.matcher(from);
        if (quoted.find()) return quoted.group(1).replaceAll("\\\\(.)", "$1");
        int open = from.indexOf('<');
        return open < 0 ? "" : from.substring(0, open).strip();
    }

    private String from(String value) {
        String visible = io.rubrica.proxy.admin.Visible.text(value);
        Matcher quoted = QUOTED.matcher(visible);
        return "From: " + (quoted.find() ? paint("1;36", quoted.group()) + visible.substring(quoted.end()) : visible);
    }

    private String paint(String colour, String text) {
        boolean painted = terminal.outIsScreen() && System.getenv("NO_COLOR") == null;
        return painted ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
