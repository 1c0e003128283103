package lifeboat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.perform.PerformException;
import lifeboat.perform.Performer;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.runbook.Check;
import lifeboat.runbook.Step;

/**
 * Does everything as it is done, and tells secrets wherever something can be told: as a program or a library that puts them
 * into its messages.
 *
 * @param text what it tells
 */
record Leaking(Performer live, String text) implements Performer {
    @Override
    public Preview preview(Run run, Step step, boolean undo) throws PerformException {
        Preview seen = live.preview(run, step, undo);
        List<String> warnings = new ArrayList<>(seen.warnings());
        warnings.add(text);
        return new Preview(
                seen.changes(),
                seen.cutsOff(),
                seen.commands(),
                seen.details(),
                warnings,
                seen.stays(),
                seen.choices());
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) throws PerformException {
        return live.record(run, step, units);
    }

    @Override
    public Optional<String> guard(Run run) {
        return live.guard(run);
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        listener.line(text);
        listener.progress(text);
        listener.checked("leak", Severity.PASS, text);
        Outcome outcome = live.act(run, step, attempt, answer, new Told(listener));
        return outcome instanceof Outcome.Succeeded done
                ? new Outcome.Succeeded(done.outputs(), done.summary() + text)
                : outcome;
    }

    /** Tells the secrets with every line of a program. */
    private final class Told implements Listener {
        private final Listener listener;

        private Told(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void line(String line) {
            listener.line(line + " " + text);
        }

        @Override
        public void progress(String progress) {
            listener.progress(progress);
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            listener.started(pid, startTicks, argv);
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            listener.checked(name, severity, detail + " " + text);
        }

        @Override
        public BooleanSupplier cancelled() {
            return listener.cancelled();
        }
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        Checked seen = live.check(run, step, part, check, listener);
        return new Checked(seen.severity(), seen.detail() + " " + text);
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        Finding finding = live.probe(run, step, attempt, program);
        return new Finding(finding.verdict(), finding.evidence() + " " + text, finding.automatic());
    }
}
