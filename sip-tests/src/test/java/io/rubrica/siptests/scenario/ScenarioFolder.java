package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a scenario out of its folder; a file that cannot belong to one is a mistake and is named. */
final class ScenarioFolder {
    private static final Pattern MESSAGE =
            Pattern.compile("(\\d\\d)-([a-z0-9]+)-to-([a-z0-9]+)\\.([A-Za-z0-9]+)\\.(sip|again)");
    private static final Pattern SILENCE = Pattern.compile("(\\d\\d)-proxy-to-([a-z0-9]+)\\.silence");
    private static final Pattern PHONEBOOK = Pattern.compile("phonebook(?:-of-([0-9]+))?\\.csv");
    private static final Pattern DURATION = Pattern.compile("(\\d+) (ms|s)\\b[\\s\\S]*");
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(3);

    private final Path folder;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, String> phonebooks = new LinkedHashMap<>();
    private String settings = "";
    private Duration patience = Duration.ZERO;
    private List<Road> roads = List.of(Road.USUAL);

    private ScenarioFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The scenario once for each road that it names.
     *
     * @throws IllegalArgumentException naming the file that makes no sense
     */
    static List<Scenario> read(Path folder) {
        return new ScenarioFolder(folder).read();
    }

    private List<Scenario> read() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) take(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        boolean alone = !patience.isZero();
        return roads.stream()
                .map(road -> new Scenario(
                        folder.getFileName().toString(),
                        settings,
                        road,
                        phonebooks,
                        alone ? patience : USUAL_PATIENCE,
                        alone,
                        List.copyOf(steps)))
                .toList();
    }

    private void take(Path file) throws IOException {
        String name = file.getFileName().toString();
        Matcher message = MESSAGE.matcher(name);
        Matcher silence = SILENCE.matcher(name);
        Matcher phonebook = PHONEBOOK.matcher(name);
        if (message.matches()) {
            steps.add(step(message, Sip.text(Files.readAllBytes(file))));
        } else if (silence.matches()) {
            String content = Files.readString(file);
            steps.add(new Step.Silence(
                    name, party(silence.group(2)), content.isBlank() ? Duration.ZERO : duration(content)));
        } else if (phonebook.matches()) {
            String owner = phonebook.group(1);
            phonebooks.put(file.toAbsolutePath(), owner == null ? "" : owner);
        } else if (name.equals("rubrica.yaml")) {
            settings = Files.readString(file);
        } else if (name.equals("roads")) {
            roads = Files.readAllLines(file).stream().map(Road::of).toList();
        } else if (name.equals("patience")) {
            patience = duration(Files.readString(file));
        } else if (!name.equals("README.md")) {
            throw wrong(name + " has no meaning in a scenario");
        }
    }

    private Step step(Matcher name, String content) {
        String file = name.group();
        String from = name.group(2);
        String to = name.group(3);
        boolean sent = to.equals("proxy");
        if (sent == from.equals("proxy")) throw wrong(file + ": either the sender or the receiver is the proxy");
        String party = party(sent ? from : to);
        if (name.group(5).equals("again")) {
            String earlier = content.strip();
            return sent ? new Step.SendAgain(file, party, earlier) : new Step.ExpectAgain(file, party, earlier);
        }
        MessageTemplate message = MessageTemplate.read(file, content);
        if (!message.isEmpty() && !message.label().equals(name.group(4)))
            throw wrong(file + " begins with " + message.label());
        return sent
                ? new Step.Send(file, name.group(1), party, message)
                : new Step.Expect(file, name.group(1), party, message);
    }

    private String party(String name) {
        if (!Network.knows(name)) throw wrong("nobody is called " + name);
        return name;
    }

    private Duration duration(String text) {
        Matcher found = DURATION.matcher(text);
        if (!found.matches()) throw wrong("a time is written 700 ms or 40 s, not " + text);
        long amount = Long.parseLong(found.group(1));
        return found.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("scenario " + folder.getFileName() + ": " + what);
    }
}
