package lifeboat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.journal.Head;
import lifeboat.journal.Verification;
import lifeboat.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Before and after everything that is done to a file of the journal, and before and after every effect, a real process is gone
 * at once; the next one brings the run to its end, and nothing that was acknowledged is lost and nothing is done twice.
 */
class FailpointsTest {
    private static final List<String> EFFECTS =
            List.of("scale 0", "halt", "copy 0", "copy 1", "clean", "scale " + FileWorld.REPLICAS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private String classPath = "";

    /** An archive of classes wants jars and no folders. */
    private String inJars() throws IOException {
        Path jar = directory.resolve("classes.jar");
        StringJoiner path = new StringJoiner(File.pathSeparator).add(jar.toString());
        Set<String> names = new HashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (!Files.isDirectory(Path.of(entry))) {
                    path.add(entry);
                    continue;
                }
                try (Stream<Path> files = Files.walk(Path.of(entry))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        String name = Path.of(entry).relativize(file).toString();
                        if (name.endsWith(".class") && names.add(name)) {
                            out.putNextEntry(new ZipEntry(name));
                            Files.copy(file, out);
                        }
                    }
                }
            }
        }
        return path.toString();
    }

    private List<String> flags() throws Exception {
        classPath = inJars();
        Path archive = directory.resolve("classes.jsa");
        List<String> lean = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");
        List<String> making = new ArrayList<>(lean);
        making.add("-XX:ArchiveClassesAtExit=" + archive);
        // The first one goes to its end and leaves its classes to the others.
        assertThat(process(making, directory.resolve("whole"), Integer.MAX_VALUE))
                .isZero();
        List<String> flags = new ArrayList<>(lean);
        if (Files.exists(archive)) {
            flags.add("-XX:SharedArchiveFile=" + archive);
        }
        return flags;
    }

    /** How many there are, and what each of them is. */
    private List<String> points() throws Exception {
        List<String> points = Collections.synchronizedList(new ArrayList<>());
        Crossing crossing = new Crossing(directory.resolve("counted"), points::add);
        assertThat(crossing.sail().result()).contains("done");
        assertThat(counted(crossing)).isEqualTo(EFFECTS);
        return List.copyOf(points);
    }

    private static List<String> counted(Crossing crossing) {
        return crossing.world.effects().stream()
                .map(line -> line.replaceAll(" by .*", ""))
                .toList();
    }

    private int process(List<String> flags, Path folder, int halt) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(
                List.of("-cp", classPath, HaltingProcess.class.getName(), folder.toString(), Integer.toString(halt)));
        File output = directory.resolve(folder.getFileName() + ".out").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    @Fault("F03")
    void aProcessThatIsGoneAtAnyPointLosesNothingAndTheNextOneDoesNothingTwice(Tally tally) throws Exception {
        List<String> points = points();
        assertThat(points).hasSizeGreaterThan(100);
        assertThat(points).filteredOn(point -> point.contains("effect")).hasSize(2 * EFFECTS.size());
        List<String> flags = flags();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int number = 1; number <= points.size(); number++) {
                int at = number;
                if (!isWorthIt(points.get(at - 1))) {
                    continue;
                }
                Callable<Boolean> halted = () -> {
                    Path folder = directory.resolve("halted-" + at);
                    tally.injected();
                    int code = process(flags, folder, at);
                    assertThat(code).as("at " + points.get(at - 1)).isEqualTo(HaltingProcess.HALTED);
                    goesOn(folder, at + ", " + points.get(at - 1));
                    tally.survived();
                    return true;
                };
                all.add(two.submit(halted));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            two.shutdownNow();
        }
    }

    /** What is gone after one write and what is gone before the next leave the same files; only a soak does both. */
    private static boolean isWorthIt(String point) {
        return Boolean.getBoolean("lifeboat.soak") || !point.startsWith("after ") || point.contains("effect");
    }

    private static void goesOn(Path folder, String where) throws Exception {
        Crossing next = new Crossing(folder, point -> {});
        Path noted = Crossing.acknowledged(folder);
        List<Head> heads = Files.exists(noted)
                ? Files.readAllLines(noted).stream()
                        .map(line -> Head.parse(line).orElseThrow())
                        .toList()
                : List.of();
        if (!next.store().read().isEmpty()) {
            assertThat(next.store().verify(heads).finding())
                    .as(where)
                    .isIn(Verification.Finding.INTACT, Verification.Finding.TORN);
        } else {
            assertThat(heads).as(where).isEmpty();
            // It never opened, so it is begun anew, under a name of its own.
            assertThat(next.world.effects()).as(where).isEmpty();
            return;
        }
        Run run = next.sail();
        assertThat(run.result()).as(where).contains("done");
        assertThat(run.holds()).as(where).isEmpty();
        assertThat(next.world.replicas()).as(where).isEqualTo(FileWorld.REPLICAS);
        Map<String, Long> times =
                counted(next).stream().collect(Collectors.groupingBy(effect -> effect, Collectors.counting()));
        assertThat(times).as(where).containsOnlyKeys(EFFECTS);
        assertThat(times.values()).as("%s: %s", where, times).containsOnly(1L);
        assertThat(next.store().verify(heads).finding()).as(where).isEqualTo(Verification.Finding.INTACT);
    }
}
