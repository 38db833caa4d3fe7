package io.rubrica.proxy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.Settings;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The file that documents every option, against the records that are read from it. */
class ReferenceFileTest {
    private static final Path FILE = Path.of("../deploy/rubrica.yaml");
    // Prose has a space after the sign, an option that is commented out has none.
    private static final Pattern COMMENTED_OPTION = Pattern.compile("(?m)^(\\s*)#(?=\\S)");

    @TempDir
    Path folder;

    private final List<String> disagreements = new ArrayList<>();
    private final ScalarReader scalars = new ScalarReader(Path.of(""));

    @Test
    void every_option_of_the_file_exists() throws IOException {
        assertEquals(List.of(), SettingsFile.read(uncommented(), Settings.class).mistakes());
        assertEquals(List.of(), SettingsFile.read(FILE, Settings.class).mistakes());
    }

    @Test
    void every_setting_stands_in_the_file_with_its_default() throws IOException {
        compare(root(uncommented()), Settings.class, "");
        assertEquals(List.of(), disagreements);
    }

    @Test
    void an_option_that_is_not_in_the_file_is_noticed() throws IOException {
        String text = Files.readString(uncommented());
        Path without = folder.resolve("without.yaml");
        Files.writeString(without, text.replaceFirst("max-age: 12h", "").replaceFirst("trusted: true", ""));
        compare(root(without), Settings.class, "");
        assertEquals(
                List.of(".trunks[].trusted is not in the file", ".calls.max-age is not in the file"), disagreements);
    }

    @Test
    void a_default_that_differs_is_noticed() throws IOException {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, Files.readString(uncommented()).replaceFirst("stop-limit: 30s", "stop-limit: 31s"));
        compare(root(other), Settings.class, "");
        assertEquals(List.of(".calls.stop-limit is PT31S in the file and PT30S in the code"), disagreements);
    }

    private Path uncommented() throws IOException {
        String text = COMMENTED_OPTION.matcher(Files.readString(FILE)).replaceAll("$1");
        return Files.writeString(folder.resolve("uncommented.yaml"), text);
    }

    private static Node root(Path file) {
        Findings findings = new Findings();
        Node root = YamlTree.read(file, findings).orElseThrow();
        assertTrue(findings.mistakes().isEmpty());
        return root;
    }

    private void compare(Node node, Class<?> type, String path) {
        Map<String, Node> entries = new LinkedHashMap<>();
        ((MappingNode) node)
                .getValue()
                .forEach(entry -> entries.put(((ScalarNode) entry.getKeyNode()).getValue(), entry.getValueNode()));
        for (RecordComponent component : type.getRecordComponents()) {
            String name = Spelling.kebab(component.getName());
            Node value = entries.get(name);
            if (value == null) disagreements.add(path + "." + name + " is not in the file");
            else compare(value, component, path + "." + name);
        }
    }

    private void compare(Node node, RecordComponent component, String path) {
        Type type = component.getGenericType();
        Class<?> inner = inner(type);
        if (inner.isRecord() && !ScalarReader.reads(inner)) {
            for (Node each : inside(node, component.getType()))
                compare(each, inner, path + (type == inner ? "" : "[]"));
        } else if (component.isAnnotationPresent(Default.class)) {
            Object inFile = bind(node, type);
            Object inCode = Defaults.of(component, scalars);
            if (!inCode.equals(inFile))
                disagreements.add(path + " is " + inFile + " in the file and " + inCode + " in the code");
        }
    }

    private List<Node> inside(Node node, Class<?> type) {
        if (type == List.class) return ((SequenceNode) node).getValue();
        if (type != Map.class) return List.of(node);
        return ((MappingNode) node)
                .getValue().stream().map(entry -> entry.getValueNode()).toList();
    }

    private Object bind(Node node, Type type) {
        Placeholders none = new Placeholders(Path.of(""), name -> null);
        Object bound = new RecordBinder(scalars, none, new Findings()).bind(node, type, "");
        return bound == null ? "unreadable" : bound;
    }

    private static Class<?> inner(Type type) {
        if (!(type instanceof ParameterizedType generic)) return (Class<?>) type;
        return inner(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
    }
}
