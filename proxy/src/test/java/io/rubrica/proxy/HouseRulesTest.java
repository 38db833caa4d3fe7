package io.rubrica.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which room may know which. The house keeps every rule, and every rule is seen to catch a breach that is planted for
 * it. The root and {@code command} put the rooms together and may know them all.
 */
class HouseRulesTest {
    private static final String HOUSE = "io.rubrica.proxy";
    private static final String[] NAMES_WITHOUT_A_JOB = {"Impl", "Util", "Utils", "Helper", "Manager", "Common"};

    /** A rule, and the class that is planted to break it. */
    private record HouseRule(ArchRule rule, String breach) {}

    private static final List<HouseRule> RULES = new ArrayList<>();
    private static final Set<Path> SOURCES = new TreeSet<>();

    @TempDir
    private static Path planted;

    private static JavaClasses house;
    private static JavaClasses breaches;

    @BeforeAll
    static void write_the_rules_and_plant_a_breach_of_each() throws IOException {
        room("transport").ignores("sip", "trunk", "enrich", "call", "settings", "command");
        room("sip").ignores("trunk", "enrich", "call", "settings", "command");
        room("trunk").ignores("call", "settings", "command");
        room("enrich").ignores("transport", "sip", "trunk", "call", "admin", "settings", "command");
        room("call").ignores("settings", "command");
        room("admin").ignores("sip", "settings", "command");
        room("settings").ignores("transport", "sip", "trunk", "enrich", "call", "admin", "command");

        for (String room : new String[] {"enrich", "settings"}) room(room).ignoresLibrary("io.netty");
        only(List.of("sip", "call"), "javax.sip");
        only(List.of("sip", "call"), "gov.nist");
        only(List.of("call"), "net.openhft");
        only(List.of("settings"), "org.snakeyaml");
        only(List.of("sip"), "org.xbill.DNS");

        directoryIgnoresTheProxy();
        roomsIgnoreTheRoot();
        roomsKnowEachOtherOneWay();
        everyRoomIsNullMarked();
        everyNameTellsAJob();

        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.rubrica");
        breaches = compiled();
    }

    @TestFactory
    Stream<DynamicTest> the_house_keeps_every_rule() {
        return RULES.stream()
                .map(each -> dynamicTest(
                        each.rule.getDescription(),
                        () -> each.rule.allowEmptyShould(true).check(house)));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_catches_a_planted_breach() {
        return RULES.stream()
                .map(each -> dynamicTest(each.rule.getDescription(), () -> {
                    String report =
                            each.rule.evaluate(breaches).getFailureReport().toString();
                    assertTrue(report.contains(each.breach), () -> each.breach + " is not in: " + report);
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_room_is_looked_at() {
        return Stream.of("transport", "sip", "trunk", "enrich", "call", "admin", "settings", "command")
                .map(room -> dynamicTest(
                        room,
                        () -> assertTrue(
                                house.containPackage(HOUSE + "." + room),
                                () -> room + " is not where the rules look")));
    }

    private record Room(String name) {
        void ignores(String... others) throws IOException {
            for (String other : others) forbid(HOUSE + "." + other);
        }

        void ignoresLibrary(String library) throws IOException {
            forbid(library);
        }

        private void forbid(String other) throws IOException {
            String knowing = "Knows" + other.replace(HOUSE, "").replace('.', '_');
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(HOUSE + "." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(other + "..")
                    .as(name + " knows nothing of " + other);
            plant(other, "Neighbour", "");
            RULES.add(new HouseRule(rule, plant(HOUSE + "." + name, knowing, other + ".Neighbour it;")));
        }
    }

    private static Room room(String name) {
        return new Room(name);
    }

    private static void only(List<String> rooms, String library) throws IOException {
        String[] allowed = rooms.stream().map(room -> HOUSE + "." + room + "..").toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(HOUSE + "..")
                .and()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .as("only " + String.join(" and ", rooms) + " know " + library);
        plant(library, "Neighbour", "");
        String knowing = "Knows_" + library.replace('.', '_');
        RULES.add(new HouseRule(rule, plant(HOUSE + ".trunk", knowing, library + ".Neighbour it;")));
    }

    private static void directoryIgnoresTheProxy() throws IOException {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rubrica.directory..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOUSE + "..")
                .as("directory knows nothing of the proxy");
        RULES.add(new HouseRule(
                rule, plant("io.rubrica.directory.number", "KnowsTheProxy", HOUSE + ".enrich.Neighbour it;")));
    }

    private static void roomsIgnoreTheRoot() throws IOException {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(HOUSE + ".*..")
                .and()
                .resideOutsideOfPackage(HOUSE + ".command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOUSE)
                .as("no room but command knows the root");
        plant(HOUSE, "Neighbour", "");
        RULES.add(new HouseRule(rule, plant(HOUSE + ".call", "KnowsTheRoot", HOUSE + ".Neighbour it;")));
    }

    private static void roomsKnowEachOtherOneWay() throws IOException {
        ArchRule rule =
                slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().as("rooms know each other one way only");
        plant(HOUSE + ".east", "Circle", HOUSE + ".west.Circle it;");
        RULES.add(new HouseRule(rule, plant(HOUSE + ".west", "Circle", HOUSE + ".east.Circle it;")));
    }

    private static void everyRoomIsNullMarked() throws IOException {
        ArchRule rule = classes()
                .that()
                .resideInAPackage(HOUSE + "..")
                .should(new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
                    @Override
                    public void check(JavaClass each, ConditionEvents events) {
                        boolean marked = each.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(each, marked, each.getName() + " is in no marked package"));
                    }
                })
                .as("every room is null-marked in its package-info");
        RULES.add(new HouseRule(rule, plant(HOUSE + ".unmarked", "Unmarked", "")));
    }

    private static void everyNameTellsAJob() throws IOException {
        for (String ending : NAMES_WITHOUT_A_JOB) {
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(HOUSE + "..")
                    .should()
                    .haveSimpleNameEndingWith(ending)
                    .as("no class is named ..." + ending);
            RULES.add(new HouseRule(rule, plant(HOUSE + ".call", "Planted" + ending, "")));
        }
    }

    /** Writes a class into the planted house; gives its full name. */
    private static String plant(String room, String name, String body) throws IOException {
        Path folder = Files.createDirectories(planted.resolve(room.replace('.', '/')));
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, "package " + room + "; public class " + name + " {" + body + "}");
        SOURCES.add(source);
        return room + "." + name;
    }

    private static JavaClasses compiled() {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", planted.toString()));
        SOURCES.forEach(source -> arguments.add(source.toString()));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        return new ClassFileImporter().importPath(planted);
    }
}
