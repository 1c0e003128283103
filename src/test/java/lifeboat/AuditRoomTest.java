package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.fault.SmallDisk;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRoomTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private Machine machine() {
        PrintStream out = new PrintStream(complained, true, StandardCharsets.UTF_8);
        return new Machine(Map.of(), temporary, "ann", "bastion", InstantSource.system(), out, out, false, false);
    }

    @Test
    @Fault("F09")
    void aRunThatCouldNotBeRecordedToItsEndIsRefused(Tally tally) throws Exception {
        for (int kilobytes : List.of(4, 64, 512, 1084, 1088, 1092, 4096, 10876, 10880, 16384)) {
            Path state = Files.createDirectory(temporary.resolve("d" + kilobytes));
            try (SmallDisk disk = SmallDisk.at(state, kilobytes)) {
                tally.injected();
                complained.reset();
                if (kilobytes * 1024L < AuditRoom.NEED) {
                    assertThatThrownBy(() -> AuditRoom.check(disk.path(), machine()))
                            .isInstanceOfSatisfying(Complaint.class, refused -> {
                                assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
                                assertThat(refused.reason()).contains(kilobytes + " KiB free", state.toString());
                            });
                } else {
                    AuditRoom.check(disk.path(), machine());
                    assertThat(complained.toString(StandardCharsets.UTF_8).contains("little room"))
                            .as(kilobytes + " kB")
                            .isEqualTo(kilobytes * 1024L < 10 * AuditRoom.NEED);
                }
                tally.survived();
            }
        }
    }
}
