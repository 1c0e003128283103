package lifeboat.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the house is written. */
class WritingTest {
    private static final int MEDIAN = 100;
    private static final int MANY = 300;
    private static final int MOST = 450;

    /** Longer than the longest allowed, and how long each may become. Their reasons stand beside them. */
    private static final Map<String, Integer> EXCEPTIONS = Map.of(
            // To be shortened: the run thread's messages and what they lead to are in one file.
            "lifeboat/perform/Conductor.java", 480);

    @Test
    void no_package_has_a_name_that_says_nothing() {
        Set<String> nothing =
                Set.of("util", "utils", "common", "helper", "helpers", "manager", "service", "core", "impl", "misc");
        assertThat(House.CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(name.split("\\.", -1)).doesNotContainAnyElementsOf(nothing));
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws IOException {
        Set<Path> folders = new TreeSet<>();
        House.sourceFiles().forEach(file -> folders.add(file.getParent()));
        for (Path folder : folders) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(info).content().startsWith("/**").containsPattern("(?m)^@NullMarked$");
        }
    }

    @Test
    void no_room_shows_a_type_of_its_library() {
        Set<String> shown = new TreeSet<>();
        for (JavaClass type : House.CLASSES) {
            if (!seen(type)) {
                continue;
            }
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || !(unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED)
                                || type.isInterface())) {
                    continue;
                }
                unit.getAllInvolvedRawTypes().stream()
                        .filter(WritingTest::ofALibrary)
                        .forEach(library -> shown.add(unit.getFullName() + " shows " + library.getName()));
            }
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.PUBLIC) && ofALibrary(field.getRawType())) {
                    shown.add(
                            field.getFullName() + " shows " + field.getRawType().getName());
                }
            }
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void nothing_static_can_change() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(House.CLASSES);
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(describe("something that can change", WritingTest::canChange))
                .check(House.CLASSES);
        fields().that()
                .areStatic()
                .and()
                .haveRawType(describe("an array", JavaClass::isArray))
                .should()
                .bePrivate()
                .orShould()
                .haveModifier(JavaModifier.SYNTHETIC)
                .allowEmptyShould(true)
                .check(House.CLASSES);
    }

    @Test
    void a_caller_is_told_what_can_go_wrong() {
        Set<String> vague = new TreeSet<>();
        for (JavaClass type : House.CLASSES) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (seen(type)
                        && unit.getModifiers().contains(JavaModifier.PUBLIC)
                        && unit.getThrowsClause().getTypes().stream()
                                .anyMatch(thrown -> thrown.isEquivalentTo(Exception.class)
                                        || thrown.isEquivalentTo(Throwable.class))) {
                    vague.add(unit.getFullName());
                }
            }
        }
        assertThat(vague).isEmpty();
    }

    @Test
    void files_are_short() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (Path file : House.sourceFiles()) {
            try (Stream<String> all = Files.lines(file)) {
                lines.put(House.SOURCES.relativize(file).toString(), (int) all.count());
            }
        }
        List<Integer> sorted = new ArrayList<>(lines.values());
        sorted.sort(null);
        List<String> over = lines.entrySet().stream()
                .filter(file -> file.getValue() > MANY)
                .map(Object::toString)
                .toList();
        assertThat(sorted.get(sorted.size() / 2))
                .as("median; over %d lines: %s", MANY, over)
                .isLessThan(MEDIAN);
        assertThat(lines).allSatisfy((file, length) -> assertThat(length)
                .as("%s; over %d lines: %s", file, MANY, over)
                .isLessThanOrEqualTo(EXCEPTIONS.getOrDefault(file, MOST)));
        assertThat(lines.keySet()).as("an exception for a file that is gone").containsAll(EXCEPTIONS.keySet());
    }

    /** Whether another room can see it. */
    private static boolean seen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(WritingTest::seen).orElse(true);
    }

    private static boolean ofALibrary(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return !type.getBaseComponentType().isPrimitive()
                && !name.startsWith("java.")
                && !name.startsWith("javax.")
                && !House.isOurs(type.getBaseComponentType());
    }

    private static boolean canChange(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent.atomic")
                || type.isAssignableTo(Thread.class)
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(StringBuilder.class)
                || Set.of(
                                "ArrayList",
                                "HashMap",
                                "LinkedHashMap",
                                "TreeMap",
                                "ConcurrentHashMap",
                                "HashSet",
                                "ArrayDeque")
                        .contains(type.getSimpleName());
    }
}
