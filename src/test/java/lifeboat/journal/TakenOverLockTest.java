package lifeboat.journal;

import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.run.Gist;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that was taken over, in the audit of the run that took it and of the one that lost it. */
@Fault("F20")
class TakenOverLockTest {
    @TempDir
    private Path directory;

    @Test
    void isWrittenAndReadWithTheRunThatHadIt() throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(RUN, new byte[] {1});
        RunEvent taken = new RunEvent.LockTaken("lease lifeboat-1", "bob@laptop/R2", Optional.of("R1"));
        RunEvent lost = new RunEvent.LockLost("lease lifeboat-1", "it was taken over by carol@desk/R3");
        try (Journal journal = Journal.create(folder, ENVELOPE, Samples.CLOCK)) {
            journal.append(List.of(Samples.opened(), taken, lost));
        }

        assertThat(Journal.read(folder).stream().map(Recorded::event)).containsExactly(Samples.opened(), taken, lost);
        assertThat(Files.readAllLines(folder.journal()).get(1))
                .contains("\"data\":{\"from\":\"R1\",\"holder\":\"bob@laptop/R2\",\"name\":\"lease lifeboat-1\"}");
        assertThat(Gist.words(taken)).isEqualTo("lease lifeboat-1, taken over from run R1");
    }
}
