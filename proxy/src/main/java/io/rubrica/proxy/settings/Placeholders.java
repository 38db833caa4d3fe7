package io.rubrica.proxy.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts what stands elsewhere in place of <code>${env:NAME}</code> and <code>${file:PATH}</code>, so that secrets need
 * not stand in the settings file. <code>$${</code> is a plain <code>${</code>.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
    private static final int MOST_BYTES = 64 * 1024;

    private final Path folder;
    private final Function<String, @Nullable String> environment;

    /** @param folder where relative paths start */
    Placeholders(Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Whether anything in a text comes from elsewhere, so that it must not be shown. */
    static boolean hasSecret(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) if (matcher.group(1) != null) return true;
        return false;
    }

    /**
     * The text with everything put in place.
     *
     * @throws IllegalArgumentException when something is missing; the message names the place, never what it holds
     */
    String fill(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String reference = matcher.group(1);
            String value = reference == null ? "${" : value(reference, matcher.group());
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private String value(String reference, String whole) {
        if (whole.endsWith("}")) {
            if (reference.startsWith("env:")) return fromEnvironment(reference.substring(4));
            if (reference.startsWith("file:")) return fromFile(reference.substring(5));
        }
        throw new IllegalArgumentException("after ${ comes env:NAME} or file:PATH}; a plain ${ is written $${");
    }

    private String fromEnvironment(String name) {
        String value = environment.apply(name);
        if (value == null) throw new IllegalArgumentException("the environment variable " + name + " is not set");
        return value;
    }

    private String fromFile(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES)
                throw new IllegalArgumentException("the file " + name + " holds more than 64 KB");
            // Editors and echo end a file with a newline that is no part of the secret.
            return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException | java.nio.file.InvalidPathException unreadable) {
            throw new IllegalArgumentException("the file " + name + " cannot be read", unreadable);
        }
    }
}
