package lifeboat.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.run.Attempt;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** What must hold at every moment of a run, whatever happens to it. The first thing that does not hold is kept. */
final class Promises {
    private final Runbook book;
    private final List<Recorded> kept = new ArrayList<>();
    private final Set<Attempt> begun = new HashSet<>();
    private final Set<Attempt> ended = new HashSet<>();
    private final Set<Attempt> acted = new HashSet<>();
    private final Map<String, Confirmed> confirmed = new HashMap<>();
    /** For each part the confirmation on whose strength it was begun last. */
    private final Map<String, Long> used = new HashMap<>();

    private boolean blind;
    private boolean inMemory;
    private long sessionBegan;
    private boolean guarded;
    private Optional<String> broken = Optional.empty();

    private record Confirmed(long sequence, String answer) {}

    Promises(Runbook book) {
        this.book = book;
    }

    /** What was broken first. */
    Optional<String> broken() {
        return broken;
    }

    void break_(String what) {
        if (broken.isEmpty()) {
            broken = Optional.of(what);
        }
    }

    /** Keeps what does not hold, if it is the first. */
    void mustBe(boolean so, String what) {
        if (!so) {
            break_(what);
        }
    }

    /** What the journal said is on disk. */
    List<Recorded> kept() {
        return kept;
    }

    /** The guard looked, and everything was as it should be. */
    void guarded() {
        guarded = true;
    }

    /** The journal said that these are on disk. */
    void kept(Run before, List<Recorded> records) {
        boolean changes = false;
        for (Recorded recorded : records) {
            learn(recorded);
            if (recorded.event() instanceof RunEvent.ActionBegun act && changes(act.of())) {
                changes = true;
                begins(before, recorded.sequence(), act.of());
            }
        }
        if (changes) {
            mustBe(guarded, "something began whose targets nobody had looked at: " + words(records));
            guarded = false;
        }
    }

    /** These are remembered only, because the disk takes nothing; something may begin so when the operator typed it. */
    void remembered(List<Recorded> records) {
        inMemory = true;
        for (Recorded recorded : records) {
            know(recorded);
            blind |= recorded.event() instanceof RunEvent.ActionBegun;
        }
    }

    /** Whether something was done without an audit, as the operator wanted. */
    boolean isBlind() {
        return blind;
    }

    /** Whether something of this session is in memory only. */
    boolean isInMemory() {
        return inMemory;
    }

    private void begins(Run before, long sequence, Attempt attempt) {
        Step owner = owner(attempt.step());
        Confirmed yes = confirmed.get(key(owner.id(), attempt.undo()));
        if (yes == null || yes.sequence() <= sessionBegan) {
            break_(attempt + " began at " + sequence + " without a yes in this session");
            return;
        }
        Long last = used.put(ModelWorld.unit(attempt) + attempt.undo(), yes.sequence());
        mustBe(last == null || last < yes.sequence(), attempt + " began twice on the strength of one yes");
        if (before.wantsName(owner, attempt.undo())) {
            mustBe(
                    yes.answer().equals(before.confirmation(owner, attempt.undo())),
                    attempt + " destroys, and its name was not typed");
        }
    }

    private boolean changes(Attempt attempt) {
        return attempt.undo()
                || Run.effect(owner(attempt.step())) != Effect.READ
                || book.step(attempt.step()).orElseThrow().effect() != Effect.READ;
    }

    private void learn(Recorded recorded) {
        mustBe(recorded.sequence() == kept.size() + 1L, "record " + recorded + " follows " + kept.size());
        kept.add(recorded);
        know(recorded);
    }

    private void know(Recorded recorded) {
        RunEvent event = recorded.event();
        if (event instanceof RunEvent.StepConfirmed yes) {
            confirmed.put(key(yes.stepId(), yes.undo()), new Confirmed(recorded.sequence(), yes.answer()));
        } else if (event instanceof RunEvent.ActionBegun act) {
            begun.add(act.of());
            ended.remove(act.of());
        } else if (event instanceof RunEvent.ActionEnded act) {
            ended.add(act.of());
        } else if (event instanceof RunEvent.DoubtSettled settled) {
            ended.add(settled.of());
        } else if (event instanceof RunEvent.RunResumed) {
            sessionBegan = recorded.sequence();
            inMemory = false;
            guarded = false;
            // What began without an audit is forgotten, and its number is free again.
            acted.retainAll(kept.stream()
                    .map(Recorded::event)
                    .filter(RunEvent.ActionBegun.class::isInstance)
                    .map(begun -> ((RunEvent.ActionBegun) begun).of())
                    .collect(Collectors.toSet()));
        }
    }

    /** An attempt changes the world. */
    void effect(Run run, Step step, Attempt attempt) {
        mustBe(begun.contains(attempt), attempt + " acts, and its beginning is not on disk");
        mustBe(!ended.contains(attempt), attempt + " acts after its end was recorded");
        mustBe(run.step(attempt.step()).equals(step), attempt + " acts for " + step.id());
        Repeat repeat = step.action().repeat();
        boolean inOne = attempt.undo() || repeat != Repeat.RESUMABLE && repeat != Repeat.ARTIFACT;
        mustBe(acted.add(attempt) || !inOne, attempt + " acts twice");
    }

    /** An attempt patches an object, whose fence is ours or is not. */
    void patched(Attempt attempt, boolean ours) {
        mustBe(ours, attempt + " acts, and the fence is another's");
    }

    /** What was remembered is on disk now. */
    void caughtUp(List<Recorded> found) {
        recovered(found);
        inMemory = false;
    }

    /** After a crash this is in the journal: all that it had acknowledged, and what it was about to write. */
    void recovered(List<Recorded> found) {
        int least = Math.min(kept.size(), found.size());
        mustBe(
                found.size() >= kept.size() && found.subList(0, least).equals(kept),
                "the journal lost what it had acknowledged: " + words(kept) + " is now " + words(found));
        for (Recorded recorded : found.subList(least, found.size())) {
            learn(recorded);
            if (recorded.event() instanceof RunEvent.ActionBegun act && changes(act.of())) {
                Confirmed yes =
                        confirmed.get(key(owner(act.of().step()).id(), act.of().undo()));
                used.put(ModelWorld.unit(act.of()) + act.of().undo(), yes == null ? 0 : yes.sequence());
            }
        }
    }

    private Step owner(StepId id) {
        return book.steps().stream()
                .filter(step ->
                        step.together().stream().anyMatch(child -> child.id().equals(id)))
                .findFirst()
                .orElseGet(() -> book.step(id).orElseThrow());
    }

    private static String key(StepId step, boolean undo) {
        return step + (undo ? " undo" : "");
    }

    static List<String> words(List<Recorded> records) {
        return records.stream()
                .map(recorded -> recorded.sequence() + " " + recorded.event().action()
                        + recorded.event().attempt().map(of -> " " + of).orElseGet(() -> recorded.event()
                                .step()
                                .map(of -> " " + of)
                                .orElse("")))
                .toList();
    }
}
