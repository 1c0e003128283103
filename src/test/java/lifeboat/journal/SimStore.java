package lifeboat.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.run.Recorded;

/** A run's folder on a disk in memory that keeps only what was forced, with its faults; for tests of other rooms. */
public final class SimStore {
    private final CrashDisk disk;
    private final RunFolder folder;

    /** An empty disk; the dice say what a power loss leaves of it. */
    public SimStore(String run, Random dice) {
        this(new CrashDisk(dice), run);
        disk.shortWrites = dice.nextInt(4) == 0;
    }

    private SimStore(CrashDisk disk, String run) {
        this.disk = disk;
        this.folder = new RunFolder(disk, Path.of("/state/runs").resolve(run));
    }

    /** The journal of a new run. */
    public Journal create(Envelope envelope, Keeping keeping) throws JournalException {
        return Journal.create(folder, envelope, keeping);
    }

    /** The journal of a run that goes on. */
    public Journal open(Envelope envelope, Keeping keeping) throws JournalException {
        return Journal.open(folder, envelope, keeping);
    }

    /** What stands in the journal now. */
    public List<Recorded> read() throws JournalException {
        return Journal.read(folder);
    }

    /** What the auditor's verifier says, who has kept these heads. */
    public Verification verify(List<Head> heads) throws JournalException {
        return new AuditVerify(false, false, heads, Optional.empty()).verify(folder);
    }

    /** The same bytes, as the next process sees them when this one was killed. */
    public SimStore afterKill(Random dice) {
        return new SimStore(disk.afterKill(dice), folder.runId());
    }

    /** What is left when the power went. */
    public SimStore afterPowerLoss(Random dice) {
        return new SimStore(disk.afterPowerLoss(dice), folder.runId());
    }

    /** Nothing of what was announced happens any more. */
    public void calmDown() {
        disk.failingForce = -1;
        disk.powerLossAtForce = -1;
        disk.powerLossAtWrite = -1;
        makeRoom();
    }

    /** From now on only so many more bytes fit. */
    public void fillUp(int left) {
        disk.room = disk.used() + left;
    }

    /** Somebody made room. */
    public void makeRoom() {
        disk.room = Long.MAX_VALUE;
    }

    /** The force after so many others fails, and what it was to keep may be lost. */
    public void failForceIn(int forces) {
        disk.failingForce = disk.forces + forces;
    }

    /** The power goes at the force after so many others. */
    public void losePowerAtForceIn(int forces) {
        disk.powerLossAtForce = disk.forces + forces;
    }

    /** The power goes in the write after so many others. */
    public void losePowerAtWriteIn(int writes) {
        disk.powerLossAtWrite = disk.writes + writes;
    }

    /** Whether that is what the disk throws when the power goes. */
    public static boolean isPowerLoss(Throwable thrown) {
        return thrown instanceof CrashDisk.PowerLoss;
    }

    /** All bytes of the journal's files, in their order. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (Segment segment : Replay.segments(folder)) {
                all.writeBytes(disk.read(folder.path().resolve(segment.name())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JournalException e) {
            throw new IllegalStateException(e);
        }
        return all.toByteArray();
    }
}
