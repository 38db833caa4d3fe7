package io.rubrica.proxy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.settings.Default;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    public enum Mood {
        CHEERFUL,
        RATHER_GRUMPY
    }

    /** A type with its own way of being written. */
    public record Level(String word, int number) {
        public static Level parse(String text) {
            String[] parts = text.split(": ");
            if (parts.length != 2) throw new IllegalArgumentException("a level is written word: number, not " + text);
            return new Level(parts[0], Integer.parseInt(parts[1]));
        }
    }

    public record Window(
            String name, @Default("3") int panes, @Nullable Duration shut) {
        public Window {
            if (panes > 9) throw new IllegalArgumentException("nobody makes " + panes + " panes");
        }
    }

    public record House(
            String street,
            List<Window> windows,
            @Default("rather-grumpy") Mood doorbell,
            @Default("high: 6") Level roof,
            @Default("red, dark green") List<String> colours,
            @Default("12h") Duration night,
            @Default("true") boolean heated,
            @Default("") Map<String, List<String>> rooms,
            @Default("") Cellar cellar,
            @Nullable Path plan) {}

    public record Cellar(
            @Default("40") int bottles, @Default("") String key) {}

    @TempDir
    Path folder;

    @Test
    void a_full_file_is_read_into_its_records() throws Exception {
        House house = read("""
                street: "Via Esempio"
                windows:
                  - name: left
                  - {name: right, panes: 2, shut: 500ms}
                doorbell: cheerful
                roof: {low: 4}
                colours: blue
                night: 90s
                heated: false
                rooms:
                  kitchen: [table, chair]
                  bath: tub
                cellar:
                  bottles: 7
                plan: plans/house.txt
                """).orThrow();
        House expected = new House(
                "Via Esempio",
                List.of(new Window("left", 3, null), new Window("right", 2, Duration.ofMillis(500))),
                Mood.CHEERFUL,
                new Level("low", 4),
                List.of("blue"),
                Duration.ofSeconds(90),
                false,
                Map.of("kitchen", List.of("table", "chair"), "bath", List.of("tub")),
                new Cellar(7, ""),
                folder.resolve("plans/house.txt"));
        assertEquals(expected, house);
    }

    @Test
    void what_is_not_named_has_its_default() throws Exception {
        House house = read("street: a\nwindows: []\ncellar:\n").orThrow();
        assertEquals(Mood.RATHER_GRUMPY, house.doorbell());
        assertEquals(new Level("high", 6), house.roof());
        assertEquals(List.of("red", "dark green"), house.colours());
        assertEquals(Duration.ofHours(12), house.night());
        assertEquals(new Cellar(40, ""), house.cellar());
        assertEquals(Defaults.of(Cellar.class), house.cellar());
    }

    @Test
    void every_mistake_is_told_at_once_with_its_line() {
        assertMistakes(
                """
                street: [a]
                windows:
                  - nmae: left
                  - name: right
                    panes: many
                  - name: tall
                    panes: 12
                  -
                doorbel: cheerful
                doorbell: happy
                night: 12 hours
                heated: yes
                heated: true
                cellar: deep
                zzzzzz: 1
                """,
                "1: a text is expected here (street)",
                "3: \"name\" is missing (windows[0])",
                "3: \"nmae\" is not a setting; did you mean \"name\"?",
                "5: a whole number is expected, not \"many\" (windows[1].panes)",
                "6: nobody makes 12 panes (windows[2])",
                "8: an empty item in a list (windows[3])",
                "9: \"doorbel\" is not a setting; did you mean \"doorbell\"?",
                "10: \"happy\" is not one of cheerful, rather-grumpy (doorbell)",
                "11: a duration such as 500ms, 30s, 5m, 12h or 1d is expected, not \"12 hours\" (night)",
                "12: true or false is expected, not \"yes\" (heated)",
                "13: \"heated\" is here twice; first in line 12",
                "14: settings, each as \"name: value\", are expected here (cellar)",
                "15: \"zzzzzz\" is not a setting; known here: street, windows, doorbell, roof, colours, night, heated,"
                        + " rooms, cellar, plan");
    }

    @Test
    void what_is_missing_is_told_together() {
        assertMistakes("heated: true\n", "1: \"street\" is missing", "1: \"windows\" is missing");
    }

    @Test
    void a_type_s_own_mistake_is_told_as_it_says_it() {
        assertMistakes("street: a\nwindows: []\nroof: flat\n", "3: a level is written word: number, not flat (roof)");
    }

    @Test
    void yaml_s_own_trap_with_colons_is_explained() {
        assertMistakes(
                "street: a\nroof: digits: 6\n",
                "2: this is not YAML: mapping values are not allowed here;"
                        + " a value that holds a colon and a space is written in quotes");
    }

    @Test
    void secrets_come_from_the_environment_and_from_files() throws Exception {
        Files.writeString(folder.resolve("key.txt"), "s3cret\n");
        House house = read("street: \"${env:STREET} 1 $${\"\nwindows: []\ncellar: {key: \"${file:key.txt}\"}\n")
                .orThrow();
        assertEquals("Hidden Lane 1 ${", house.street());
        assertEquals("s3cret", house.cellar().key());
    }

    @Test
    void a_secret_that_does_not_fit_is_never_shown() throws Exception {
        Files.writeString(folder.resolve("panes.txt"), "77");
        List<Mistake> mistakes = read("""
                street: "${env:ABSENT}"
                windows:
                  - {name: a, panes: "${env:STREET}"}
                  - {name: b, panes: "${file:panes.txt}"}
                cellar: {key: "${file:absent.txt}", bottles: "${vault:x}"}
                """).mistakes();
        assertEquals(
                List.of(
                        "1: the environment variable ABSENT is not set (street)",
                        "3: what ${env:STREET} stands for is not accepted here (windows[0].panes)",
                        "4: the values here do not fit together (windows[1])",
                        "5: after ${ comes env:NAME} or file:PATH}; a plain ${ is written $${ (cellar.bottles)",
                        "5: the file absent.txt cannot be read (cellar.key)"),
                texts(mistakes));
    }

    @Test
    void a_file_that_is_not_there_or_not_text_is_one_mistake() throws Exception {
        Path absent = folder.resolve("absent.yaml");
        SettingsFile<House> missing = SettingsFile.read(absent, House.class);
        assertEquals(
                absent + ": there is no such file",
                assertThrows(MistakenSettingsException.class, missing::orThrow).getMessage());
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertEquals(
                List.of("0: the file is not UTF-8"),
                texts(SettingsFile.read(binary, House.class).mistakes()));
        assertMistakes("", "0: the file says nothing");
    }

    @Test
    void files_made_to_exhaust_their_reader_are_refused() throws Exception {
        assertMistakes("[".repeat(100_000), "0: the file cannot be read: it is nested more than 32 levels deep");
        assertMistakes("#".repeat(1_100_000), "0: the file cannot be read: it is larger than 1 MB");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++)
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1) + "]\n");
        assertFalse(read(bomb.append("colours: *a8\n").toString()).mistakes().isEmpty());
    }

    @Test
    void checks_of_one_s_own_find_the_lines_too() throws Exception {
        SettingsFile<House> file = read("street: a\nwindows:\n  - name: left\n    panes: few\n");
        assertFalse(file.isWhole("windows"));
        assertTrue(file.isWhole("street"));
        file.mistake("windows[0].name", "left is not right");
        file.mistake("windows[0].shut", "never shut");
        assertEquals(
                List.of(
                        "3: left is not right",
                        "3: never shut",
                        "4: a whole number is expected, not \"few\" (windows[0].panes)"),
                texts(file.mistakes()));
    }

    private SettingsFile<House> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("house.yaml"), text, StandardCharsets.UTF_8);
        return SettingsFile.read(file, House.class, name -> name.equals("STREET") ? "Hidden Lane" : null);
    }

    private void assertMistakes(String text, String... expected) {
        try {
            assertEquals(List.of(expected), texts(read(text).mistakes()));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static List<String> texts(List<Mistake> mistakes) {
        return mistakes.stream()
                .map(each -> each.line() + ": " + each.message())
                .toList();
    }
}
