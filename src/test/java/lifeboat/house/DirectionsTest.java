package lifeboat.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static lifeboat.house.House.inRoom;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. Imports go one way. */
class DirectionsTest {
    private static final List<String> TARGETS =
            List.of("cluster", "database", "bucket", "pachyderm", "atlas", "notice", "backup", "process");

    /** Each room and the rooms that it may know; the root may know all. A new room has to be entered here. */
    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            entry("runbook", List.of()),
            entry("run", List.of("runbook")),
            entry("journal", List.of("run", "runbook")),
            entry("process", List.of()),
            entry("cluster", List.of("process")),
            entry("database", List.of("process")),
            entry("bucket", List.of("process")),
            entry("pachyderm", List.of("process")),
            entry("atlas", List.of("process")),
            entry("notice", List.of("process")),
            // Only the canonical JSON, see below.
            entry("backup", List.of("journal")),
            entry("perform", concat(TARGETS, List.of("journal", "run", "runbook"))),
            entry("terminal", List.of()),
            entry("line", List.of("perform", "run", "runbook", "terminal")),
            entry("screen", List.of("perform", "run", "runbook", "terminal")),
            // A world to rehearse in, not a part of the product's own way to it.
            entry("lab", List.of("process")));

    @Test
    void every_room_is_known_to_this_test() {
        Set<String> rooms = new TreeSet<>(House.rooms());
        rooms.remove("");
        assertThat(KNOWS.keySet()).containsAll(rooms);
    }

    @Test
    void a_room_knows_only_the_rooms_below_it() {
        for (Map.Entry<String, List<String>> row : KNOWS.entrySet()) {
            List<String> known = concat(row.getValue(), List.of(row.getKey()));
            DescribedPredicate<JavaClass> others = DescribedPredicate.describe(
                    "a room other than " + known, type -> House.isOurs(type) && !known.contains(House.room(type)));
            noClasses()
                    .that(inRoom(row.getKey()))
                    .should()
                    .dependOnClassesThat(others)
                    .allowEmptyShould(true)
                    .check(House.CLASSES);
        }
    }

    @Test
    void nobody_knows_line_screen_lab_or_the_root_but_the_root() {
        for (String room : List.of("line", "screen", "lab", "")) {
            noClasses()
                    .that(DescribedPredicate.not(inRoom(room, "")))
                    .should()
                    .dependOnClassesThat(inRoom(room))
                    .check(House.CLASSES);
        }
    }

    @Test
    void of_the_journal_backup_and_perform_know_only_the_canonical_json() {
        noClasses()
                .that(inRoom("backup", "perform"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lifeboat.journal")
                .check(House.CLASSES);
    }

    @Test
    void there_are_no_cycles_between_rooms() {
        slices().matching("lifeboat.(*)..").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void the_engine_behind_a_room_is_chosen_in_one_place() {
        // perform and the rest see the object store by its interface, so that a faster engine can take its place.
        assertThat(House.CLASSES.stream()
                        .filter(type -> !House.room(type).equals("bucket"))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(Dependency::getTargetClass)
                        .filter(type -> type.getPackageName().equals("lifeboat.bucket.s3"))
                        .map(JavaClass::getSimpleName))
                .allMatch(name -> name.equals("S3Stores"));
    }

    @Test
    void run_is_pure() {
        classes()
                .that(inRoom("run"))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "run, runbook, or the JDK without files, clocks and threads", DirectionsTest::isPure))
                .check(House.CLASSES);
    }

    private static boolean isPure(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        if (House.isOurs(element)) {
            return Set.of("run", "runbook").contains(House.room(element));
        }
        String name = element.getPackageName();
        if (name.startsWith("java.util.concurrent") || name.equals("java.util.logging")) {
            return false;
        }
        return element.isPrimitive()
                || name.startsWith("java.util")
                || name.equals("java.math")
                || name.equals("java.text")
                || name.equals("java.lang.runtime")
                || name.equals("java.lang.invoke")
                || name.equals("org.jspecify.annotations")
                || (name.startsWith("java.time")
                        && !Set.of("Clock", "InstantSource").contains(element.getSimpleName()))
                || (name.equals("java.lang")
                        && !Set.of("Thread", "ThreadLocal", "Process", "ProcessBuilder", "Runtime", "System")
                                .contains(element.getSimpleName()));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
