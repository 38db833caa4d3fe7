package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A BIND that has one zone, {@code office.example}, which a test writes again while it runs. */
final class NameServer implements AutoCloseable {
    private final Path folder;
    private final InetSocketAddress self;
    private final Program program;
    private int serial;

    private NameServer(Path folder, InetSocketAddress self, Program program) {
        this.folder = folder;
        this.self = self;
        this.program = program;
    }

    /** A place for it: it only listens where an interface has its address, so all share one and each has its port. */
    static InetSocketAddress place() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
        }
    }

    /** Starts it with nothing in its zone. */
    static NameServer start(Path folder, InetSocketAddress self) throws IOException {
        String text = Resource.text("named.conf")
                .replace("{folder}", folder.toString())
                .replace("{host}", Network.host(self))
                .replace("{port}", Integer.toString(self.getPort()));
        Path configuration = Files.writeString(folder.resolve("named.conf"), text);
        Files.writeString(folder.resolve("office.zone"), zone(0, self, List.of()));
        return new NameServer(
                folder,
                self,
                Program.start("named", folder, List.of("named", "-g", "-n", "1", "-c", configuration.toString())));
    }

    private static String zone(int serial, InetSocketAddress self, List<String> records) {
        return "$TTL 1\n@ IN SOA ns admin " + (serial + 1) + " 3600 600 86400 1\n@ IN NS ns\nns IN A "
                + Network.host(self) + "\n" + String.join("\n", records) + "\n";
    }

    /** @param records of the zone from soon on, a line each; all are good for a second */
    void says(List<String> records) throws IOException {
        Files.writeString(folder.resolve("office.zone"), zone(++serial, self, records));
        program.askToReload();
    }

    String log() {
        return program.log();
    }

    @Override
    public void close() {
        program.close();
    }
}
