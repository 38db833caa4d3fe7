package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * Strange messages from the trunk, each with the verdict that it must get: those of RFC 4475, whose bytes are read where
 * {@code -Drfc4475=FOLDER} says, and those of our own writing. The verdicts stand in the tables beside the messages.
 */
class VerdictsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "torture");
    private static final String NOT_RUN = "NOT RUN: the messages of RFC 4475, whose verdicts stand in " + FOLDER
            + "/rfc4475.txt. -Drfc4475=FOLDER says where they are; .ci/run does.";
    private static final Pattern LINES = Pattern.compile("(?m)^\\{(\\d+) lines}(.*\\n)");
    private static final Pattern BYTE = Pattern.compile("\\{0x([0-9a-f]{2})}");
    private static final Pattern LETTERS = Pattern.compile("\\{(\\d+)-([a-z])}");

    @TestFactory
    Stream<DynamicTest> the_messages_of_rfc_4475_get_their_verdicts() throws IOException {
        String given = System.getProperty("rfc4475", "");
        if (given.isEmpty()) {
            System.err.println(NOT_RUN);
            return Stream.of(DynamicTest.dynamicTest("the messages of RFC 4475", () -> Assumptions.abort(NOT_RUN)));
        }
        return verdicts(messages(Path.of(given), ".dat"), table("rfc4475.txt"));
    }

    @TestFactory
    Stream<DynamicTest> messages_of_our_own_get_their_verdicts() throws IOException {
        Map<String, byte[]> messages = messages(FOLDER, ".sip");
        messages.replaceAll((name, text) -> onTheWire(new String(text, StandardCharsets.UTF_8)));
        return verdicts(messages, table("own.txt"));
    }

    private static Stream<DynamicTest> verdicts(Map<String, byte[]> messages, Map<String, String> table) {
        assertEquals(table.keySet(), messages.keySet(), "every message has a verdict, and every verdict its message");
        return table.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    byte[] message = messages.getOrDefault(row.getKey(), new byte[0]);
                    Verdict verdict = Verdict.on(message);
                    assertEquals(row.getValue(), verdict.words());
                    RawMessage heard = verdict.heard();
                    if (heard == null) return;
                    if (verdict.isRelayed()) crossed(RawMessage.of(message), heard);
                    else answersIt(new String(message, StandardCharsets.ISO_8859_1), heard);
                }));
    }

    private static void crossed(RawMessage sent, RawMessage heard) {
        assertEquals(String.join("\n", sent.crossing()), String.join("\n", heard.crossing()));
        // What lies behind the end that Content-Length tells is not the message's.
        assertTrue(sent.body().startsWith(heard.body()), heard.body());
        if (!sent.values("content-length").isEmpty())
            assertEquals(
                    Integer.parseInt(sent.values("content-length").get(0)),
                    heard.body().length());
        assertEquals(1, heard.values("via").size());
        String hops = sent.values("max-forwards").stream().findFirst().orElse("71");
        assertEquals(
                Integer.toString(Integer.parseInt(hops) - 1),
                heard.values("max-forwards").get(0));
    }

    /** An answer says again what it is the answer to (RFC 3261, 8.2.6.2), whatever that looks like. */
    private static void answersIt(String sent, RawMessage answer) {
        for (String name : Set.of("call-id", "cseq")) {
            String value = answer.values(name).get(0);
            assertTrue(sent.contains(value), () -> name + ": " + value + " was never said");
        }
        assertTrue(answer.values("via").get(0).contains(";received=192.0.2.7"), answer::toString);
    }

    private static Map<String, byte[]> messages(Path folder, String ending) throws IOException {
        Map<String, byte[]> messages = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(ending))
                    messages.put(name.substring(0, name.length() - ending.length()), Files.readAllBytes(file));
            }
        }
        if (messages.isEmpty()) throw new AssertionFailedError("there is no message (" + ending + ") in " + folder);
        return messages;
    }

    private static Map<String, String> table(String file) throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] columns = line.split("\\|");
            if (columns.length != 3) throw new AssertionFailedError("a message, a verdict and a reason, not " + line);
            if (verdicts.put(columns[0].strip(), columns[1].strip()) != null)
                throw new AssertionFailedError("twice in the table: " + line);
        }
        return verdicts;
    }

    /**
     * Lines end in CRLF, <code>{0x00}</code> is that byte, <code>{500-x}</code> so many of that letter, and a line that
     * begins with <code>{200 lines}</code> stands so often.
     */
    private static byte[] onTheWire(String text) {
        String whole = LINES.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
        String bytes =
                new String(whole.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String filled =
                LETTERS.matcher(bytes).replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
        return BYTE.matcher(filled)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
