package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks against processes of their own: they go with the process, and with nothing else. */
@Fault("F20")
class LockTest {
    private static final Holder SELF = holder("mira", 1);

    @TempDir
    Path directory;

    private StateDirectory state = new StateDirectory(Path.of("unused"));

    @BeforeEach
    void make() throws Exception {
        state = new StateDirectory(directory.resolve("state"));
        state.create(Samples.RUN, new byte[] {1});
    }

    private static Holder holder(String user, long pid) {
        return new Holder(Samples.RUN, user, "ops1", pid, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
    }

    private Process child() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        state.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String says(Process child) throws Exception {
        BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(lines.readLine());
    }

    private static void kill(Process child) throws Exception {
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anotherProcessHasItUntilItIsKilled() throws Exception {
        RunFolder folder = state.find(Samples.RUN);
        Process child = child();
        try {
            assertThat(says(child)).isEqualTo("TAKEN " + Samples.RUN + " pachyderm/u-1");
            assertThatThrownBy(() -> RunLock.take(folder, SELF))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining("child on ops2, process 77");
            assertThatThrownBy(() -> state.lockTarget("pachyderm/u-1", SELF)).isInstanceOf(LockedException.class);
            state.lockTarget("pachyderm/u-2", SELF).close();
            assertThat(state.inUse(folder, SELF).map(Holder::user)).contains("child");
            assertThat(state.runs(SELF).get(0).state()).isEqualTo(RunSummary.State.IN_USE);
        } finally {
            kill(child);
        }
        assertThat(state.inUse(folder, SELF)).isEmpty();
        RunLock.take(folder, SELF).close();
        state.lockTarget("pachyderm/u-1", SELF).close();
    }

    @Test
    void askingAndTryingAgainInTheSameProcessGivesNothingUp() throws Exception {
        RunFolder folder = state.find(Samples.RUN);
        Holder other = holder("jon", 2);
        try (RunLock lock = RunLock.take(folder, SELF)) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> RunLock.take(lock.folder(), other))
                        .isInstanceOf(LockedException.class)
                        .hasMessageContaining("mira on ops1");
                assertThat(state.inUse(folder, other)).contains(SELF);
            }
            // A descriptor that was left open would be closed by the collector, and the lock would go with it.
            System.gc();
            Process child = child();
            try {
                assertThat(says(child)).isEqualTo("LOCKED");
            } finally {
                kill(child);
            }
        }
    }
}
