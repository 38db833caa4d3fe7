package io.rubrica.proxy.settings;

import io.rubrica.directory.settings.Default;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns nodes into records, lists, maps and values by their types. A value that cannot be read is reported and, where
 * there is a default, read as that, so that one mistake does not hide the next.
 */
final class RecordBinder {
    // Aliases may multiply what is read: a small file must not become a large one.
    private static final int MOST_NODES = 200_000;

    private final ScalarReader scalars;
    private final Placeholders placeholders;
    private final Findings findings;
    private int nodes;
    private int secrets;

    RecordBinder(ScalarReader scalars, Placeholders placeholders, Findings findings) {
        this.scalars = scalars;
        this.placeholders = placeholders;
        this.findings = findings;
    }

    /** What a node says, or null when it had to be given up; why is then among the findings. */
    @Nullable
    Object bind(Node node, Type type, String path) {
        findings.place(path, line(node));
        if (++nodes > MOST_NODES) return lost(node, path, "the file says too much");
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class ? list(node, last, path) : map(node, last, path);
        }
        Class<?> plain = (Class<?>) type;
        if (ScalarReader.reads(plain)) return scalar(node, plain, path);
        return record(node, plain, path);
    }

    private @Nullable Object record(Node node, Class<?> type, String path) {
        Map<String, NodeTuple> entries = entries(node, path, "settings, each as \"name: value\", are expected here");
        if (entries == null) return null;
        int secretsBefore = secrets;
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components)
                .map(component -> Spelling.kebab(component.getName()))
                .toList();
        entries.forEach((key, entry) -> {
            if (!known.contains(key))
                findings.mistake(
                        line(entry.getKeyNode()), "\"" + key + "\" is not a setting" + Spelling.hint(key, known));
        });
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            values[i] = component(components[i], entries.get(known.get(i)), node, path);
            complete &= values[i] != null || isNullable(components[i]);
        }
        if (!complete) return lost(path);
        return construct(type, values, node, path, secrets > secretsBefore);
    }

    private @Nullable Object component(
            RecordComponent component, @Nullable NodeTuple entry, Node holder, String holderPath) {
        String name = Spelling.kebab(component.getName());
        String path = below(holderPath, name);
        Default byDefault = component.getAnnotation(Default.class);
        if (entry != null) {
            findings.place(path, line(entry.getKeyNode()));
            Node value = entry.getValueNode();
            // A key with nothing after it reads as not given: its options may all be commented out.
            if (!isNothing(value)) {
                Object bound = bind(value, component.getGenericType(), path);
                if (bound != null) return bound;
                return byDefault == null ? standIn(component.getType()) : Defaults.of(component, scalars);
            }
        }
        if (byDefault != null) return Defaults.of(component, scalars);
        if (isNullable(component)) return null;
        int line = entry == null ? line(holder) : line(entry.getKeyNode());
        findings.mistake(line, "\"" + name + "\" is missing" + at(holderPath));
        findings.lose(path);
        return standIn(component.getType());
    }

    // Not to be used by anybody: only so that what stands beside a mistake is looked at as well.
    private static @Nullable Object standIn(Class<?> type) {
        if (type == List.class) return List.of();
        return type == Map.class ? Map.of() : null;
    }

    private @Nullable Object construct(
            Class<?> type, @Nullable Object[] values, Node node, String path, boolean secret) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof IllegalArgumentException mistake)
                return lost(node, path, secret ? "the values here do not fit together" : message(mistake));
            throw new IllegalStateException(type + " could not be built", failed);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be built from settings", impossible);
        }
    }

    private @Nullable Object list(Node node, Type element, String path) {
        List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<Object> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String itemPath = path + "[" + i + "]";
            Object value = isNothing(items.get(i))
                    ? lost(items.get(i), itemPath, "an empty item in a list")
                    : bind(items.get(i), element, itemPath);
            if (value != null) values.add(value);
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(Node node, Type element, String path) {
        Map<String, NodeTuple> entries = entries(node, path, "names, each with its settings, are expected here");
        if (entries == null) return null;
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            String entryPath = below(path, key);
            findings.place(entryPath, line(entry.getKeyNode()));
            Object value = isNothing(entry.getValueNode())
                    ? lost(entry.getKeyNode(), entryPath, "\"" + key + "\" has no value")
                    : bind(entry.getValueNode(), element, entryPath);
            if (value != null) values.put(key, value);
        });
        // Not Map.copyOf, which forgets the order that the operator chose.
        return Collections.unmodifiableMap(values);
    }

    private @Nullable Map<String, NodeTuple> entries(Node node, String path, String expected) {
        if (!(node instanceof MappingNode mapping)) {
            lost(node, path, expected);
            return null;
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node keyNode = entry.getKeyNode();
            if (!(keyNode instanceof ScalarNode key)) {
                findings.mistake(line(keyNode), "a name is expected before the colon");
                continue;
            }
            NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
            if (first != null)
                findings.mistake(
                        line(keyNode),
                        "\"" + key.getValue() + "\" is here twice; first in line " + line(first.getKeyNode()));
        }
        return entries;
    }

    private @Nullable Object scalar(Node node, Class<?> type, String path) {
        String written = written(node);
        if (written == null) return lost(node, path, ScalarReader.expectation(type) + " is expected here");
        boolean secret = Placeholders.hasSecret(written);
        if (secret) secrets++;
        String text;
        try {
            text = placeholders.fill(written);
        } catch (IllegalArgumentException missing) {
            return lost(node, path, message(missing));
        }
        try {
            return scalars.read(text, type);
        } catch (IllegalArgumentException wrong) {
            return lost(node, path, secret ? "what " + written + " stands for is not accepted here" : message(wrong));
        }
    }

    // "digits: 6" without quotes, on a line of its own or in braces, is a mapping to YAML and a value to its reader.
    private static @Nullable String written(Node node) {
        if (node instanceof ScalarNode scalar) return scalar.getValue();
        if (node instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode key
                && mapping.getValue().get(0).getValueNode() instanceof ScalarNode value)
            return key.getValue() + ": " + value.getValue();
        return null;
    }

    private @Nullable Object lost(Node node, String path, String message) {
        findings.mistake(line(node), message + at(path));
        return lost(path);
    }

    private @Nullable Object lost(String path) {
        findings.lose(path);
        return null;
    }

    private static String message(IllegalArgumentException mistake) {
        return Objects.requireNonNullElse(mistake.getMessage(), "this is not accepted");
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " (" + path + ")";
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
