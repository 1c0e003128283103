package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.runbook.Check;
import lifeboat.runbook.Step;

/** Does what a runbook's actions say. Every method blocks its caller, which is a worker, never the run thread. */
public interface Performer {
    /** Hears what an attempt does while it does it; called from any thread. */
    interface Listener {
        /** A line of a program's output, masked. */
        void line(String text);

        /** Where it stands, one line, replacing the one before. */
        void progress(String text);

        /** A program was started; returns when that is on disk. */
        void started(long pid, String startTicks, List<String> argv);

        /** A row of what was checked. */
        void checked(String name, Severity severity, String detail);

        /** Whether the operator wants it stopped. */
        BooleanSupplier cancelled();
    }

    /** What a check found. */
    record Checked(Severity severity, String detail) {}

    /**
     * What a probe found out about an attempt that never ended.
     *
     * @param verdict what it looks like; empty if that cannot be told
     * @param evidence what was seen, one sentence
     * @param automatic whether nobody need be asked
     */
    record Finding(Optional<Verdict> verdict, String evidence, boolean automatic) {}

    /** The preview of a step, or of its undo. */
    Preview preview(Run run, Step step, boolean undo) throws PerformException;

    /** What the units are about to change, as it is now. */
    Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) throws PerformException;

    /** Why nothing may be changed now, if the targets are no longer what they were when the run opened. */
    Optional<String> guard(Run run);

    /** Carries out one attempt; never throws for what the world does. */
    Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener);

    /**
     * Looks at one check, waiting for it as long as its kind allows.
     *
     * @param part the element of the step's {@code foreach} that it is about, or empty
     */
    Checked check(Run run, Step step, String part, Check check, Listener listener);

    /**
     * Waits until a program that an earlier process of ours started for the step is gone, so that nothing is looked at or done
     * beside it; stops it when the operator wants that, or when the step's time is up. How it ended is lost.
     *
     * @return why it is not certain to be gone; empty when it is. Who starts no programs has nothing to wait for
     */
    default Optional<String> awaitEnd(Step step, Run.Program program, Listener listener) {
        return Optional.empty();
    }

    /** Finds out what became of an attempt that never ended, and of which nothing runs any more. */
    Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program);
}
