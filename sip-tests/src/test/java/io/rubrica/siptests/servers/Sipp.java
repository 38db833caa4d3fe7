package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One SIPp, and what it counted. */
final class Sipp implements AutoCloseable {
    private final Program program;
    private final Path statistics;
    private final Path errors;

    private Sipp(Program program, Path statistics, Path errors) {
        this.program = program;
        this.statistics = statistics;
        this.errors = errors;
    }

    /**
     * @param scenario the resource that it plays, without {@code .xml}
     * @param more further arguments
     */
    static Sipp start(String scenario, Path folder, InetSocketAddress self, int calls, List<String> more)
            throws IOException {
        Path script = Files.writeString(folder.resolve(scenario + ".xml"), Resource.text(scenario + ".xml"));
        Path statistics = folder.resolve(scenario + ".csv");
        Path errors = folder.resolve(scenario + ".err");
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                "-sf",
                script.toString(),
                "-i",
                Network.host(self),
                "-p",
                Integer.toString(self.getPort()),
                "-m",
                Integer.toString(calls),
                "-nostdin",
                "-trace_stat",
                "-stf",
                statistics.toString(),
                "-fd",
                "1",
                "-buff_size",
                "4194304",
                "-trace_err",
                "-error_file",
                errors.toString()));
        command.addAll(more);
        return new Sipp(Program.start("sipp-" + scenario, folder, command), statistics, errors);
    }

    /** Waits until it has had all its calls. */
    Counts counts(Duration patience) throws IOException, InterruptedException {
        program.exit(patience);
        List<String> lines = Files.readAllLines(statistics);
        List<String> names = List.of(lines.get(0).split(";"));
        List<String> last = List.of(lines.get(lines.size() - 1).split(";"));
        return new Counts(
                Long.parseLong(last.get(names.indexOf("SuccessfulCall(C)"))),
                Long.parseLong(last.get(names.indexOf("FailedCall(C)"))),
                Long.parseLong(last.get(names.indexOf("Retransmissions(C)"))));
    }

    /** What it had to say against what it heard. */
    String complaints() {
        try {
            return Files.exists(errors) ? Files.readString(errors) : "none; it said:\n" + program.log();
        } catch (IOException unreadable) {
            return "its complaints cannot be read: " + unreadable.getMessage();
        }
    }

    /** Since its start. */
    record Counts(long successful, long failed, long retransmissions) {}

    @Override
    public void close() {
        program.close();
    }
}
