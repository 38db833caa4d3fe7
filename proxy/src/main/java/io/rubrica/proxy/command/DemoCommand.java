package io.rubrica.proxy.command;

import io.rubrica.proxy.Settings;
import io.rubrica.proxy.admin.EventLog;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.ListenAddress;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows on one machine what the proxy does. */
@Command(
        name = "demo",
        description = {
            "Shows on this machine alone what Rubrica does: a simulated trunk calls a simulated PBX through it.",
            "",
            "A known, an unknown and an anonymous caller call; the From header is shown as the trunk sent it and as the"
                    + " PBX received it. Then the proxy stays, for a softphone or SIPp to try."
        },
        footer = {"", "Examples:", "  rubrica demo", "  rubrica demo --once"})
final class DemoCommand implements Callable<Integer> {
    private static final String TRUNK = "127.0.0.2";
    private static final String PBX = "127.0.0.3";
    private static final String EXTENSION = "201";
    private static final String CONTACTS =
            "FirstName,LastName,Company,Mobile\nAda,Lovelace,Analytical Engines," + DemoCaller.KNOWN_NUMBER + "\n";

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "udp:127.0.0.1:5060",
            description = "Where the proxy listens (default: ${DEFAULT-VALUE}; another port when that one is taken).")
    private ListenAddress listen;

    @Option(names = "--once", description = "End after the calls: exit code 0 when all went as they should, else 1.")
    private boolean once;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        DemoStage stage = new DemoStage(terminal);
        InetSocketAddress proxyAddress = stage.free(listen.socket());
        try (TemporaryFolder folder = new TemporaryFolder();
                DemoPbx pbx = new DemoPbx(stage.free(new InetSocketAddress(PBX, 5060)), stage::rung)) {
            EventLog.silence(true);
            try (RunningProxy running =
                    RunningProxy.start(settings(folder, proxyAddress, pbx), null, folder, terminal)) {
                stage.opens(proxyAddress, TRUNK, pbx.address());
                boolean allWell = calls(stage, proxyAddress);
                if (once) return allWell ? ExitCode.DONE : ExitCode.NOTHING;
                Path scenario = Files.writeString(folder.path().resolve("known-caller.xml"), SippScenario.text());
                stage.staysOpen(proxyAddress, TRUNK, EXTENSION, scenario);
                EventLog.silence(false);
                running.untilStopped();
            } finally {
                EventLog.silence(false);
            }
        }
        return ExitCode.DONE;
    }

    private static boolean calls(DemoStage stage, InetSocketAddress proxy) throws IOException {
        boolean allWell = true;
        try (DemoTrunk trunk = new DemoTrunk(new InetSocketAddress(TRUNK, 0), proxy)) {
            for (DemoCaller caller : DemoCaller.all()) {
                stage.enters(caller);
                allWell &= stage.leaves(caller, trunk.call(caller, EXTENSION));
            }
        }
        return allWell;
    }

    private static Settings settings(TemporaryFolder folder, InetSocketAddress proxy, DemoPbx pbx) throws IOException {
        Path contacts = Files.writeString(folder.path().resolve("contacts.csv"), CONTACTS);
        // A softphone on this machine comes from 127.0.0.1.
        List<PeerAddress> trunks = List.of(PeerAddress.parse(TRUNK), PeerAddress.parse("127.0.0.1"));
        HostPort anyPort = new HostPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return FlagSettings.of(
                new ListenAddress(Transport.UDP, proxy),
                trunks,
                new HostPort(pbx.address()),
                contacts,
                "",
                folder.path(),
                anyPort);
    }
}
