package io.rubrica.proxy.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file into nodes that know their lines, and refuses files made to exhaust their reader. */
final class YamlTree {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_DEPTH = 32;

    private YamlTree() {}

    /** The file's one document, or empty when there is nothing in it or when it has mistakes, which are reported. */
    static Optional<Node> read(Path file, Findings findings) {
        try {
            String text = text(file);
            LoadSettings how = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setMaxAliasesForCollections(20)
                    .setCodePointLimit(MOST_BYTES)
                    .build();
            checkDepth(text, how);
            return new Compose(how).composeString(text);
        } catch (MarkedYamlEngineException notYaml) {
            findings.mistake(line(notYaml), explained(notYaml.getProblem()));
        } catch (YamlEngineException refused) {
            findings.mistake(0, "this is not YAML: " + firstLine(String.valueOf(refused.getMessage())));
        } catch (NoSuchFileException missing) {
            findings.mistake(0, "there is no such file");
        } catch (CharacterCodingException notUtf8) {
            findings.mistake(0, "the file is not UTF-8");
        } catch (IOException unreadable) {
            findings.mistake(0, "the file cannot be read: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new IOException("it is a folder");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) throw new IOException("it is larger than 1 MB");
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    // The composer calls itself for each level: a file of brackets alone would overflow its stack.
    private static void checkDepth(String text, LoadSettings how) throws IOException {
        int depth = 0;
        for (Event event : new Parse(how).parseString(text)) {
            if (event instanceof CollectionStartEvent) depth++;
            if (event instanceof CollectionEndEvent) depth--;
            if (depth > MOST_DEPTH) throw new IOException("it is nested more than " + MOST_DEPTH + " levels deep");
        }
    }

    private static int line(MarkedYamlEngineException notYaml) {
        return notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static String explained(String problem) {
        String hint = problem.startsWith("mapping values are not allowed")
                ? "; a value that holds a colon and a space is written in quotes"
                : "";
        return "this is not YAML: " + firstLine(problem) + hint;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
