package lifeboat.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Jazzer on each harness, for {@code -Dlifeboat.jazzer.seconds} seconds. It runs in a process of its own, since it changes the
 * classes that it watches; what it found is kept under {@code target/jazzer}.
 */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
class JazzerTest {
    private static final int SECONDS = Integer.getInteger("lifeboat.jazzer.seconds", 120);
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

    @Test
    @Fault({"F50", "F51", "F52"})
    void findsNothingInARunbook(Tally tally) throws Exception {
        fuzz(Harness.YAML, tally);
    }

    @Test
    @Fault("F06")
    void findsNothingInKeys(Tally tally) throws Exception {
        fuzz(Harness.KEYS, tally);
    }

    @Test
    @Fault("F60")
    void findsNothingInAJournal(Tally tally) throws Exception {
        fuzz(Harness.JOURNAL, tally);
    }

    @Test
    @Fault("F33")
    void findsNothingInAManifest(Tally tally) throws Exception {
        fuzz(Harness.MANIFEST, tally);
    }

    @Test
    @Fault("F60")
    void findsNothingInCanonicalJson(Tally tally) throws Exception {
        fuzz(Harness.JSON, tally);
    }

    private static void fuzz(Harness harness, Tally tally) throws Exception {
        Path work = Files.createDirectories(
                Path.of("target", "jazzer", harness.name().toLowerCase(Locale.ROOT)));
        Path found = Files.createDirectories(work.resolve("corpus"));
        Path log = work.resolve("log.txt").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Xmx1g",
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + harness.target().getName(),
                "--instrumentation_includes=lifeboat.**" + File.pathSeparator + "org.yaml.snakeyaml.**",
                // A runbook may say which form a value has, so its patterns are its own; one that is none is refused.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection",
                "--reproducer_path=" + work.toAbsolutePath(),
                "-artifact_prefix=" + work.toAbsolutePath() + "/",
                "-max_total_time=" + SECONDS,
                "-timeout=20",
                "-rss_limit_mb=0",
                "-max_len=65536",
                found.toAbsolutePath().toString()));
        harness.corpus().forEach(folder -> command.add(folder.toAbsolutePath().toString()));
        Process jazzer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = jazzer.waitFor(SECONDS + 300L, TimeUnit.SECONDS);
        if (!ended) {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(ended).as(said).isTrue();
        assertThat(jazzer.exitValue()).as(said).isZero();
        Matcher runs = DONE.matcher(said);
        assertThat(runs.find()).as(said).isTrue();
        tally.survived(Long.parseLong(runs.group(1)));
    }
}
