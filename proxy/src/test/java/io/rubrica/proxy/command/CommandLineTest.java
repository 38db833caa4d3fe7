package io.rubrica.proxy.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command as the shell sees it: its words, its output, its exit code. */
class CommandLineTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path contacts;
    private String data;

    @BeforeEach
    void write_contacts() throws IOException {
        data = folder.resolve("data").toString();
        contacts = Files.writeString(folder.resolve("contacts.csv"), """
                FirstName,LastName,Company,Mobile,Business
                Ada,Lovelace,Engines,+12025550100,
                Zoë,"\u001b[31mRed",,+12025550101,0612345678
                """);
    }

    @Test
    void a_number_is_looked_up_in_a_csv_file() {
        assertEquals(0, rubrica("lookup", "(202) 555-0100", "--country", "US", "--contacts", contacts.toString()));
        assertTrue(out().startsWith("+12025550100\tAda Lovelace\texact\tcontacts\t"), out());
        assertEquals("", err());
    }

    @Test
    void nobody_is_found_with_exit_code_one() {
        assertEquals(1, rubrica("lookup", "+12025550199", "--contacts", contacts.toString()));
        assertEquals("+12025550199\t-\tunknown\t-\t-\n", out());
    }

    @Test
    void many_numbers_are_answered_one_a_line() {
        assertEquals(
                0, rubricaOn("+12025550100\n\nno number\n+12025550199\n", "lookup", "--contacts", contacts.toString()));
        List<String> lines = out().lines().toList();
        assertEquals(3, lines.size(), out());
        assertTrue(lines.get(0).contains("Ada Lovelace"));
        assertEquals("no number\t-\tno-number\t-\t-", lines.get(1));
        assertEquals("+12025550199\t-\tunknown\t-\t-", lines.get(2));
    }

    @Test
    void what_could_steer_the_terminal_never_reaches_it() {
        assertEquals(0, rubrica("lookup", "+12025550101", "--contacts", contacts.toString()));
        assertFalse(out().contains("\u001b"), out());
        rubrica("lookup", "\u001b[2J", "--contacts", contacts.toString());
        rubrica("lookup", "\u001b[2J", "--json", "--contacts", contacts.toString());
        assertFalse(out().contains("\u001b"), out());
    }

    @Test
    void contacts_go_in_and_come_out_again() throws Exception {
        assertEquals(0, rubrica("import", contacts.toString(), "--data", data, "--country", "IT"));
        assertTrue(out().contains("contacts: synced, 2 added"), out());
        Path exported = folder.resolve("exported.csv");
        assertEquals(0, rubrica("export", exported.toString(), "--data", data));
        assertTrue(Files.readString(exported).contains("Ada,Lovelace,Engines,+12025550100"));
        assertEquals(0, rubrica("lookup", "+39 06 12345678", "--json", "--data", data));
        assertTrue(out().contains("\"rule\":\"exact\",\"source\":\"contacts\",\"owner\":null"), out());
        assertEquals(1, rubrica("export", "--owner", "201", "--data", data));
    }

    @Test
    void personal_contacts_are_their_owner_s_alone() {
        assertEquals(0, rubrica("import", contacts.toString(), "--owner", "201", "--data", data));
        assertEquals(0, rubrica("lookup", "+12025550100", "--called", "201", "--data", data));
        assertEquals(1, rubrica("lookup", "+12025550100", "--called", "202", "--json", "--data", data));
        assertTrue(out().contains("\"reason\":\"not-the-owner\""), out());
    }

    @Test
    void a_source_that_lost_much_waits_for_a_word() throws Exception {
        StringBuilder many = new StringBuilder("FirstName,Mobile\n");
        for (int i = 10; i < 40; i++) many.append("Name" + i + ",+120255501" + i + "\n");
        Path large = Files.writeString(folder.resolve("large.csv"), many);
        assertEquals(0, rubrica("import", large.toString(), "--source", "s", "--data", data));
        assertEquals(0, rubrica("import", contacts.toString(), "--source", "s", "--data", data));
        assertTrue(out().contains("s: guarded"), out());
        assertEquals(0, rubrica("lookup", "+12025550139", "--data", data));
        assertEquals(0, rubrica("import", contacts.toString(), "--source", "s", "--confirm", "--data", data));
        assertEquals(1, rubrica("lookup", "+12025550139", "--data", data));
    }

    @Test
    void settings_are_checked() throws Exception {
        Path good = Files.writeString(folder.resolve("good.yaml"), """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks: {name: carrier, addresses: 198.51.100.1}
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """);
        assertEquals(0, rubrica("check", "--config", good.toString()));
        assertTrue(out().startsWith("ok\n  listen   default at udp:192.0.2.1:5060\n"), out());
        Path named = Files.writeString(folder.resolve("named.yaml"), """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks: {name: carrier, addresses: 198.51.100.1}
                pbx: {name: office, address: pbx.office.example}
                data: data
                dns: {servers: ["127.0.0.1:9"], timeout: 100ms}
                """);
        assertEquals(0, rubrica("check", "--config", named.toString()));
        assertTrue(out().contains("  warning  nobody finds pbx.office.example (pbx office)"), out());
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "listen: {adress: x}\ntrunk: 1\n");
        assertEquals(3, rubrica("check", "--config", bad.toString()));
        assertEquals(
                List.of(
                        bad + ":1: \"address\" is missing (listen[0])",
                        bad + ":1: \"adress\" is not a setting; did you mean \"address\"?",
                        bad + ":1: \"data\" is missing",
                        bad + ":1: \"pbx\" is missing",
                        bad + ":1: \"trunks\" is missing",
                        bad + ":2: \"trunk\" is not a setting; did you mean \"trunks\"?"),
                err().lines().toList());
    }

    @Test
    void wrong_usage_is_one_sentence_and_exit_code_two() {
        assertWrong("say what to do");
        assertWrong("Unmatched argument at index 0: 'lokup'", "lokup");
        assertWrong(
                "there is no data folder",
                "lookup",
                "1",
                "--data",
                folder.resolve("none").toString());
        assertWrong("there is no file", "import", folder.resolve("none.csv").toString(), "--data", data);
        assertWrong(
                "there is no file",
                "lookup",
                "1",
                "--contacts",
                folder.resolve("none.csv").toString());
        assertWrong("no such country", "lookup", "1", "--country", "ZZ", "--contacts", contacts.toString());
        assertWrong(
                "a listener is written udp:ADDRESS:PORT",
                "run",
                "--listen",
                "sctp:127.21.3.1",
                "--trunk",
                "127.21.3.2",
                "--pbx",
                "127.21.3.3");
        assertWrong(
                "the trunk \"trunk\" has this address",
                "run",
                "--listen",
                "udp:127.21.3.1:5060",
                "--trunk",
                "127.21.3.2",
                "--pbx",
                "127.21.3.2");
    }

    @Test
    void every_command_explains_itself() {
        for (String command : List.of("run", "check", "import", "export", "lookup", "demo")) {
            assertEquals(0, rubrica(command, "--help"));
            assertTrue(out().contains("Usage: rubrica " + command), out());
            assertTrue(out().contains("Example"), out());
        }
        assertEquals(0, rubrica("--help"));
        assertTrue(out().contains("Exit codes:"), out());
    }

    @Test
    void an_output_that_nobody_reads_is_said_in_a_sentence() {
        PrintStream broken = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                true,
                StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), broken, print(err), false, false);
        assertEquals(3, Rubrica.execute(terminal, "lookup", "+12025550100", "--contacts", contacts.toString()));
        assertEquals("rubrica: nobody reads the output any more\n", err());
    }

    @Test
    void the_demo_names_the_known_caller_alone() {
        assertEquals(0, rubrica("demo", "--once", "--listen", "udp:127.21.3.1:5060"), () -> out() + err());
        assertTrue(
                out().contains("to the PBX      From: \"Ada Lovelace\" <sip:+12025550100@trunk.example>;tag="), out());
        assertTrue(out().contains("to the PBX      From: <sip:+12025550199@trunk.example>;tag="), out());
        assertTrue(out().contains("to the PBX      From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag="), out());
    }

    private void assertWrong(String sentence, String... words) {
        err.reset();
        assertEquals(2, rubrica(words), err());
        assertTrue(err().startsWith("rubrica: ") && err().contains(sentence), err());
        assertFalse(err().contains("\tat "), err());
    }

    private int rubrica(String... words) {
        return rubricaOn("", words);
    }

    private int rubricaOn(String input, String... words) {
        out.reset();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return Rubrica.execute(new Terminal(in, print(out), print(err), false, false), words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
