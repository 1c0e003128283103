package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lifeboat.notice.Notice;
import lifeboat.process.Orphans;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Performs actions on the world as it is: one class for each kind of action, found by {@link Repertoire}. */
public final class LivePerformer implements Performer {
    private static final Duration GLANCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final World world;
    private final Repertoire repertoire;
    private final Outlived outlived = new Outlived(new Orphans(), GRACE);

    /**
     * A performer on this world.
     *
     * @param history the durations of a step's finished attempts in earlier runs of the same runbook
     */
    public LivePerformer(World world, Function<StepId, List<Duration>> history, RunFacts facts) {
        this.world = world;
        this.repertoire = new Repertoire(new Notice(world.surroundings().userAgent()), new Outage(history), facts);
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) throws PerformException {
        List<Previews.Of> previews = new ArrayList<>();
        for (Unit unit : run.pending(step, undo)) {
            Step own = run.step(unit.step());
            String name = unit.part().isEmpty() ? own.title() : unit.part();
            previews.add(new Previews.Of(name, previewOf(call(run, own, unit.part(), undo, ""))));
        }
        Preview all = Previews.merged(previews);
        List<String> cutsOff = new ArrayList<>(all.cutsOff());
        step.cutsOff().forEach(template -> cutsOff.add(template.resolve(run.scope())));
        return mask(new Preview(
                all.changes(),
                undo ? List.of() : cutsOff,
                all.commands(),
                all.details(),
                all.warnings(),
                all.stays(),
                all.choices()));
    }

    private <A extends Action> Preview previewOf(Call<A> call) throws PerformException {
        return repertoire.of(call.action()).preview(call);
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) throws PerformException {
        Map<Unit, Map<String, List<String>>> recorded = new LinkedHashMap<>();
        for (Unit unit : units) {
            Call<Action> call = call(run, run.step(unit.step()), unit.part(), false, "");
            recorded.put(unit, repertoire.of(call.action()).record(call));
        }
        return recorded;
    }

    @Override
    public Optional<String> guard(Run run) {
        for (String target : run.book().identity()) {
            if (!run.identities().containsKey(target)) {
                continue;
            }
            try {
                Optional<String> moved = Identities.moved(world, run, target);
                if (moved.isPresent()) {
                    return moved;
                }
            } catch (PerformException e) {
                return Optional.of("the " + target + " cannot be looked at before the change: " + e.reason());
            }
        }
        // Afterwards: on another cluster there is no lease of this run, but it was not lost.
        return world.lost(run, true);
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        Call<Action> call = call(run, step, attempt.part(), attempt.undo(), answer);
        boolean reads = call.action().effect() == lifeboat.runbook.Effect.READ;
        Optional<String> lost = reads ? Optional.empty() : world.lost(run, false);
        if (lost.isPresent()) {
            return new Outcome.Failed(true, lost.get(), Call.LOST, EffectSeen.NONE);
        }
        try {
            return mask(repertoire.of(call.action()).act(call, attempt, listener));
        } catch (PerformException e) {
            return mask(new Outcome.Failed(false, e.reason(), e.hint(), e.effect()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Cancelled("interrupted", reads ? EffectSeen.NONE : EffectSeen.UNKNOWN);
        }
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        Checked seen = one(call(run, step, part, false, ""), check, listener, step.timeout());
        return new Checked(seen.severity(), world.masker().mask(seen.detail()));
    }

    private Checked one(Call<Action> call, Check check, Listener listener, Duration patience) {
        try {
            return check.accept(new Checks(call, listener, patience)).look();
        } catch (PerformException e) {
            return new Checked(Severity.FAIL, world.masker().mask(e.reason()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Checked(Severity.FAIL, "interrupted");
        }
    }

    @Override
    public Optional<String> awaitEnd(Step step, Run.Program program, Listener listener) {
        return outlived.awaitEnd(program, step.timeout(), listener);
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        try {
            Call<Action> call = call(run, step, attempt.part(), attempt.undo(), "");
            Finding finding = repertoire.of(call.action()).probe(call, attempt, program);
            if (finding.verdict()
                            .filter(verdict -> verdict == Verdict.TOOK_EFFECT)
                            .isPresent()
                    || attempt.undo()
                    || step.probe().isEmpty()
                    || call.action().repeat() != Repeat.SET
                    || finding.automatic()) {
                return finding;
            }
            Checked seen = one(call, step.probe().get(), new Quiet(), GLANCE);
            boolean holds = seen.severity() != Severity.FAIL;
            return new Finding(
                    Optional.of(holds ? Verdict.TOOK_EFFECT : Verdict.PARTLY),
                    finding.evidence() + "; " + seen.detail(),
                    false);
        } catch (PerformException e) {
            return new Finding(Optional.empty(), "it cannot be looked at now: " + e.reason(), false);
        }
    }

    private Call<Action> call(Run run, Step step, String part, boolean undo, String answer) {
        Action action = undo ? step.undo().orElse(step.action()) : step.action();
        Scope item = name -> name.equals("item") && !part.isEmpty() ? Optional.of(List.of(part)) : Optional.empty();
        return new Call<>(run, step, part, action, answer, item.or(world.scope(run)), world);
    }

    private Preview mask(Preview preview) {
        return new Preview(
                mask(preview.changes()),
                world.masker().mask(preview.cutsOff()),
                preview.commands().stream().map(world.masker()::mask).toList(),
                world.masker().mask(preview.details()),
                world.masker().mask(preview.warnings()),
                mask(preview.stays()),
                preview.choices());
    }

    private List<Preview.Change> mask(List<Preview.Change> changes) {
        return changes.stream()
                .map(change -> new Preview.Change(
                        change.object(), change.field(), mask(change.before()), mask(change.after())))
                .toList();
    }

    private Outcome mask(Outcome outcome) {
        return outcome.match(
                ok -> {
                    Map<String, List<String>> outputs = new LinkedHashMap<>();
                    ok.outputs()
                            .forEach((name, values) ->
                                    outputs.put(name, world.masker().mask(values)));
                    return new Outcome.Succeeded(outputs, mask(ok.summary()));
                },
                bad -> new Outcome.Failed(bad.guard(), mask(bad.reason()), mask(bad.hint()), bad.effect()),
                cancelled -> cancelled);
    }

    private String mask(String text) {
        return world.masker().mask(text);
    }

    /** Hears nothing and is never cancelled. */
    private static final class Quiet implements Listener {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {}

        @Override
        public java.util.function.BooleanSupplier cancelled() {
            return () -> false;
        }
    }
}
