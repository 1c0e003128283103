package lifeboat.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each planted bug is caught by its test, and each of those tests passes without it. */
class PlantedBugsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path PAGE = Path.of("src", "site", "markdown", "planted-bugs.md");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void everyPlantedBugIsCaught() throws Exception {
        assertThat(PlantedBugs.ALL).hasSizeGreaterThanOrEqualTo(20);
        Set<String> catchers =
                PlantedBugs.ALL.stream().map(PlantedBug::catcher).collect(Collectors.toCollection(LinkedHashSet::new));
        Path none = Files.createDirectory(directory.resolve("none"));
        List<String> orders = new ArrayList<>();
        for (String catcher : catchers) {
            PlantedBug any = PlantedBugs.ALL.stream()
                    .filter(bug -> bug.catcher().equals(catcher))
                    .findFirst()
                    .orElseThrow();
            orders.add(order(none, any));
        }
        for (int number = 0; number < PlantedBugs.ALL.size(); number++) {
            PlantedBug bug = PlantedBugs.ALL.get(number);
            orders.add(order(compiled(bug, directory.resolve("bug-" + number)), bug));
        }
        List<String> verdicts = run(orders);
        assertThat(verdicts).hasSameSizeAs(orders);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            boolean planted = i >= catchers.size();
            String name = planted ? PlantedBugs.ALL.get(i - catchers.size()).name() : "no bug";
            if (!verdicts.get(i).startsWith(planted ? "failed" : "passed")) {
                wrong.add(name + ", " + orders.get(i).substring(orders.get(i).indexOf('\t') + 1) + ": "
                        + verdicts.get(i));
            }
        }
        assertThat(wrong)
                .as("planted bugs that nobody caught, and tests that fail without one")
                .isEmpty();
    }

    @Test
    void thePageNamesAllOfThemWithWhoCatchesThem() throws Exception {
        StringBuilder page = new StringBuilder(
                """
                # Planted bugs

                Each of these is put into a copy of our own code when the tests run, one at a time, and the test beside it has to
                fail; without the bug it has to pass (`mvn -Dfast test -Dtest=PlantedBugsTest`). This page is made by
                `-Dlifeboat.rewrite=true`.

                | planted | in | caught by |
                |---|---|---|
                """);
        for (PlantedBug bug : PlantedBugs.ALL) {
            String file = bug.file().replaceAll(".*/|\\.java", "");
            page.append("| %s | `%s` | `%s` |%n".formatted(bug.name(), file, bug.catcher()));
        }
        if (Boolean.getBoolean("lifeboat.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static String order(Path folder, PlantedBug bug) {
        return folder + "\t" + bug.testClass() + "\t" + bug.testMethod();
    }

    /** The file with the bug, compiled. */
    private static Path compiled(PlantedBug bug, Path folder) throws Exception {
        String source = Files.readString(SOURCES.resolve(bug.file()));
        int at = source.indexOf(bug.is());
        assertThat(at).as("%s: what it changes in %s", bug.name(), bug.file()).isNotNegative();
        assertThat(source.indexOf(bug.is(), at + 1))
                .as("%s: a second place", bug.name())
                .isNegative();
        Path copy = folder.resolve("source").resolve(bug.file());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, source.replace(bug.is(), bug.becomes()));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean well = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "--release",
                                    "17",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString()),
                            null,
                            files.getJavaFileObjects(copy))
                    .call();
            assertThat(well).as("%s: %s", bug.name(), said).isTrue();
        }
        return classes;
    }

    private List<String> run(List<String> orders) throws Exception {
        Path file = Files.write(directory.resolve("orders"), orders);
        Path output = directory.resolve("verdicts");
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.append(path.isEmpty() ? "" : File.pathSeparator)
                    .append(Path.of(entry).toAbsolutePath());
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlifeboat.crash.states=3000",
                        "-cp",
                        path.toString(),
                        Catchers.class.getName(),
                        file.toString())
                // What the tests leave is not to be taken for what they leave when nothing is planted.
                .directory(Files.createDirectory(directory.resolve("work")).toFile())
                .redirectError(directory.resolve("errors").toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
