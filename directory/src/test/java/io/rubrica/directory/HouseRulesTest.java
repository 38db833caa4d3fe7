package io.rubrica.directory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Which room may know which. The house keeps every rule, and every rule catches the breach that is planted for it. */
class HouseRulesTest {
    private static final String HOUSE = "io.rubrica.directory";
    private static final String PROXY = "io.rubrica.proxy";
    private static final String CHRONICLE = "net.openhft";
    private static final String NUMBERS = "com.google.i18n.phonenumbers";

    @TempDir
    private static Path planted;

    private static JavaClasses house;

    /** A rule, the room that is tempted to break it, and what it would know then. */
    private record HouseRule(ArchRule rule, String tempted, String known) {}

    @BeforeAll
    static void look_at_the_house() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HOUSE);
    }

    private static List<HouseRule> rules() {
        return List.of(
                ignores("number", HOUSE + ".phonebook"),
                ignores("number", HOUSE + ".source"),
                ignores("number", HOUSE + ".sync"),
                ignores("phonebook", HOUSE + ".source"),
                ignores("phonebook", HOUSE + ".sync"),
                ignores("source", HOUSE + ".sync"),
                new HouseRule(
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(PROXY + "..")
                                .as("the directory knows nothing of the proxy"),
                        HOUSE + ".sync",
                        PROXY),
                only("phonebook", CHRONICLE),
                only("number", NUMBERS),
                new HouseRule(
                        SlicesRuleDefinition.slices()
                                .matching(HOUSE + ".(*)..")
                                .should()
                                .beFreeOfCycles()
                                .as("rooms know each other one way only"),
                        HOUSE + ".number",
                        HOUSE + ".phonebook"));
    }

    private static HouseRule ignores(String room, String other) {
        return new HouseRule(
                noClasses()
                        .that()
                        .resideInAPackage(HOUSE + "." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(other + "..")
                        .as(room + " knows nothing of " + other),
                HOUSE + "." + room,
                other);
    }

    private static HouseRule only(String room, String library) {
        return new HouseRule(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(HOUSE + "." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library + "..")
                        .as("only " + room + " knows " + library),
                HOUSE + ".source",
                library);
    }

    @TestFactory
    Stream<DynamicTest> the_house_keeps_every_rule() {
        return rules().stream().map(each -> dynamicTest(each.rule.getDescription(), () -> each.rule.check(house)));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_catches_a_planted_breach() {
        return rules().stream()
                .map(each -> dynamicTest(each.rule.getDescription(), () -> {
                    JavaClasses breach = plant(each);
                    String report =
                            each.rule.evaluate(breach).getFailureReport().toString();
                    assertTrue(report.contains(each.tempted + ".Tempted"), report);
                }));
    }

    @Test
    void the_rules_look_where_the_rooms_are() {
        for (String room : new String[] {"number", "phonebook", "source", "sync"}) {
            assertTrue(house.containPackage(HOUSE + "." + room), room);
        }
    }

    /** Compiles two classes that know each other across a border. */
    private static JavaClasses plant(HouseRule rule) throws IOException {
        Path garden = Files.createTempDirectory(planted, "breach");
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", garden.toString()));
        arguments.add(source(garden, rule.tempted, "Tempted", rule.known + ".Neighbour it;"));
        arguments.add(source(garden, rule.known, "Neighbour", rule.tempted + ".Tempted it;"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        return new ClassFileImporter().importPath(garden);
    }

    private static String source(Path garden, String room, String name, String body) throws IOException {
        Path file =
                Files.createDirectories(garden.resolve(room.replace('.', '/'))).resolve(name + ".java");
        Files.writeString(file, "package " + room + "; public class " + name + " { public " + body + " }");
        return file.toString();
    }
}
