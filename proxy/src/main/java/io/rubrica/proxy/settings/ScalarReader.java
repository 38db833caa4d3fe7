package io.rubrica.proxy.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one value from its text: text, whole numbers, yes and no, durations, paths, enum words, and any type with a
 * public static {@code parse(String)}. Every failure is an IllegalArgumentException with a sentence for the operator.
 */
final class ScalarReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Path folder;

    /** @param folder where relative paths start */
    ScalarReader(Path folder) {
        this.folder = folder;
    }

    /** Whether values of a type are read here. */
    static boolean reads(Class<?> type) {
        return type == String.class
                || type == int.class
                || type == Integer.class
                || type == boolean.class
                || type == Boolean.class
                || type == Duration.class
                || type == Path.class
                || type.isEnum()
                || hasParse(type);
    }

    /** What is expected of a type, as a sentence says it. */
    static String expectation(Class<?> type) {
        if (type == int.class || type == Integer.class) return "a whole number";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (type == Duration.class) return "a duration such as 500ms, 30s, 5m, 12h or 1d";
        if (type == Path.class) return "a path";
        if (type.isEnum()) return "one of " + String.join(", ", words(type));
        return "a text";
    }

    Object read(String text, Class<?> type) {
        if (type == String.class) return text;
        if (type == int.class || type == Integer.class) return wholeNumber(text);
        if (type == boolean.class || type == Boolean.class) return yesOrNo(text);
        if (type == Duration.class) return duration(text);
        if (type == Path.class) return path(text);
        if (type.isEnum()) return constant(text, type);
        return parsed(text, type);
    }

    private static Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("a whole number is expected, not \"" + text + "\"", notANumber);
        }
    }

    private static Boolean yesOrNo(String text) {
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw new IllegalArgumentException("true or false is expected, not \"" + text + "\"");
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches())
            throw new IllegalArgumentException(expectation(Duration.class) + " is expected, not \"" + text + "\"");
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private Path path(String text) {
        if (text.isBlank()) throw new IllegalArgumentException("a path is expected");
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException impossible) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be a path", impossible);
        }
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants())
            if (Spelling.kebab(((Enum<?>) constant).name()).equals(text)) return constant;
        throw new IllegalArgumentException("\"" + text + "\" is not " + expectation(type));
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Spelling.kebab(((Enum<?>) constant).name()))
                .toList();
    }

    private static boolean hasParse(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            return Modifier.isStatic(parse.getModifiers()) && type.isAssignableFrom(parse.getReturnType());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    private static Object parsed(String text, Class<?> type) {
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof IllegalArgumentException mistake) throw mistake;
            throw new IllegalStateException(type + ".parse failed", failed);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be read from a text", impossible);
        }
    }
}
