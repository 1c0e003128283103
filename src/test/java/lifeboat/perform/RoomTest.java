package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import lifeboat.fault.Fault;
import lifeboat.fault.SmallDisk;
import lifeboat.fault.Tally;
import lifeboat.run.Outcome;
import lifeboat.run.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final int PAGE = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    @Fault("F09")
    void belowWhatIsNeededIsRefusedAndBelowTenTimesAsMuchIsWarnedAbout(Tally tally) throws Exception {
        long need = 256 << 10;
        for (int kilobytes : List.of(64, 252, 256, 260, 512, 1024, 2556, 2560, 2564, 4096)) {
            Path folder = Files.createDirectory(temporary.resolve("d" + kilobytes));
            try (SmallDisk disk = SmallDisk.at(folder, kilobytes)) {
                tally.injected();
                assertThat(kilobytes % PAGE).isZero();
                Heard heard = new Heard();
                Sheet sheet = new Sheet(heard);
                Room.judge(sheet, "disk", disk.path(), need, "Make room.");
                Severity expected = kilobytes < 256 ? Severity.FAIL : kilobytes < 2560 ? Severity.WARN : Severity.PASS;
                assertThat(heard.severities).as(kilobytes + " kB").containsExactly(expected);
                Outcome outcome = sheet.outcome("seen");
                assertThat(outcome instanceof Outcome.Failed).isEqualTo(expected == Severity.FAIL);
                if (outcome instanceof Outcome.Failed failed) {
                    assertThat(failed.reason()).contains("free for 256.0 KiB at " + folder);
                }
                assertThat(Room.isShared(disk.path(), folder)).isTrue();
                assertThat(Room.isShared(disk.path(), temporary)).isFalse();
                tally.survived();
            }
        }
    }

    /** Remembers how rows ended. */
    private static final class Heard implements Performer.Listener {
        private final List<Severity> severities = new ArrayList<>();

        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {
            severities.add(severity);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }
}
