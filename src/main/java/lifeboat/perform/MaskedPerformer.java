package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lifeboat.process.Masker;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.runbook.Check;
import lifeboat.runbook.Step;

/**
 * Lets no secret of the run out of a performer, whatever a program, a library or a server says: what comes out of here is
 * shown, and is written into the record. What {@link #record} gives stays as it is, since an undo needs it letter by letter:
 * replica counts, addresses and names.
 *
 * @param live does the work
 * @param secrets those that are known now
 */
public record MaskedPerformer(Performer live, Supplier<Masker> secrets) implements Performer {
    @Override
    public Preview preview(Run run, Step step, boolean undo) throws PerformException {
        Masker masker = secrets.get();
        Preview seen = orMasked(masker, () -> live.preview(run, step, undo));
        return new Preview(
                changes(masker, seen.changes()),
                masker.mask(seen.cutsOff()),
                seen.commands().stream().map(masker::mask).toList(),
                masker.mask(seen.details()),
                masker.mask(seen.warnings()),
                changes(masker, seen.stays()),
                choices(masker, seen.choices()));
    }

    /** What is said and given to choose one stays as it is, since it is typed and used. */
    private static List<Preview.Choice> choices(Masker masker, List<Preview.Choice> choices) {
        return choices.stream()
                .map(choice -> new Preview.Choice(
                        choice.say(), masker.mask(choice.what()), choice.parameter(), choice.value()))
                .toList();
    }

    private static List<Preview.Change> changes(Masker masker, List<Preview.Change> changes) {
        return changes.stream()
                .map(change -> new Preview.Change(
                        masker.mask(change.object()),
                        change.field(),
                        masker.mask(change.before()),
                        masker.mask(change.after())))
                .toList();
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) throws PerformException {
        return orMasked(secrets.get(), () -> live.record(run, step, units));
    }

    @Override
    public Optional<String> guard(Run run) {
        return live.guard(run).map(secrets.get()::mask);
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        Outcome outcome = live.act(run, step, attempt, answer, new Masked(listener, secrets));
        Masker masker = secrets.get();
        return outcome.match(
                done -> {
                    Map<String, List<String>> outputs = new LinkedHashMap<>();
                    done.outputs().forEach((name, values) -> outputs.put(name, masker.mask(values)));
                    return new Outcome.Succeeded(outputs, masker.mask(done.summary()));
                },
                failed -> new Outcome.Failed(
                        failed.guard(), masker.mask(failed.reason()), masker.mask(failed.hint()), failed.effect()),
                stopped -> new Outcome.Cancelled(masker.mask(stopped.reason()), stopped.effect()));
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        Checked seen = live.check(run, step, part, check, new Masked(listener, secrets));
        return new Checked(seen.severity(), secrets.get().mask(seen.detail()));
    }

    @Override
    public Optional<String> awaitEnd(Step step, Run.Program program, Listener listener) {
        return live.awaitEnd(step, program, new Masked(listener, secrets)).map(secrets.get()::mask);
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        Finding found = live.probe(run, step, attempt, program);
        return new Finding(found.verdict(), secrets.get().mask(found.evidence()), found.automatic());
    }

    /** Something that may fail, and say why. */
    @FunctionalInterface
    private interface Fallible<T> {
        T get() throws PerformException;
    }

    private static <T> T orMasked(Masker masker, Fallible<T> work) throws PerformException {
        try {
            return work.get();
        } catch (PerformException e) {
            // The cause says it again in its own words, and nobody but the debug log would read it.
            throw new PerformException(masker.mask(e.reason()), masker.mask(e.hint())).after(e.effect());
        }
    }

    /** Hears nothing secret. */
    private record Masked(Listener listener, Supplier<Masker> secrets) implements Listener {
        @Override
        public void line(String text) {
            listener.line(secrets.get().mask(text));
        }

        @Override
        public void progress(String text) {
            listener.progress(secrets.get().mask(text));
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            listener.started(pid, startTicks, secrets.get().mask(argv));
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            listener.checked(secrets.get().mask(name), severity, secrets.get().mask(detail));
        }

        @Override
        public BooleanSupplier cancelled() {
            return listener.cancelled();
        }
    }
}
