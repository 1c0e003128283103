package lifeboat.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A process of its own that takes both locks of a run, says whether it has them, and keeps them until it is told. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws Exception {
        StateDirectory state = new StateDirectory(Path.of(args[0]));
        Holder self = new Holder(
                Samples.RUN, "child", "ops2", 77, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
        try (RunLock run = RunLock.take(state.find(Samples.RUN), self);
                TargetLock target = state.lockTarget("pachyderm/u-1", self)) {
            System.out.println("TAKEN " + run.folder().runId() + " " + target.name());
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (LockedException e) {
            System.out.println("LOCKED");
        }
    }
}
