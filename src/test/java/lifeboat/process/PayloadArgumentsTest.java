package lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.runbook.PayloadsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program gets its arguments as they are: none is split, expanded or read by a shell. */
@Fault("F57")
class PayloadArgumentsTest {
    @Test
    void whatAProgramWasStartedWithIsWhatWasGiven(Tally tally, @TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Path recorder = Files.writeString(
                directory.resolve("recorder"), "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\" >>'" + log + "'\n");
        Files.setPosixFilePermissions(recorder, PosixFilePermissions.fromString("rwx------"));
        Programs programs = new Programs(
                Map.of("PATH", "/usr/bin:/bin"), Programs.searchPath(directory + ":/usr/bin:/bin"), Masker.NONE);
        // No argument of a program can hold a zero byte, and no file system here takes half a character.
        List<String> payloads = PayloadsTest.payloads().stream()
                .filter(text -> text.indexOf('\0') < 0 && text.chars().allMatch(character -> character < 0x7f))
                .toList();
        List<String> expected = new ArrayList<>();
        for (int from = 0; from < payloads.size(); from += 20) {
            List<String> some = payloads.subList(from, Math.min(payloads.size(), from + 20));
            List<String> argv = new ArrayList<>(List.of("recorder"));
            argv.addAll(some);
            assertThat(programs.run(Command.of(argv), Duration.ofSeconds(20))
                            .exit()
                            .succeeded())
                    .isTrue();
            expected.add(Integer.toString(some.size()));
            expected.addAll(some);
        }
        assertThat(Files.readString(log).split("\0", -1)).startsWith(expected.toArray(String[]::new));
        tally.survived(payloads.size());
    }
}
