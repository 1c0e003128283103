package lifeboat.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import lifeboat.perform.AuditLoss;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Step;

/** Somebody at the keyboard: rash and at random while there is chaos, and set on the end when it is calm. Never lies. */
final class RandomOperator {
    /** The password that is given, in clear. */
    static final String CANARY = "canary-in-the-coal-mine";

    private static final int PATIENCE = 4;

    private final Random dice;
    private final ModelWorld world;
    private final boolean gives;
    private final Map<String, Integer> retries = new HashMap<>();

    RandomOperator(Random dice, ModelWorld world) {
        this.dice = dice;
        this.world = world;
        this.gives = dice.nextInt(4) == 0;
    }

    /** What is wished for now. */
    Optional<Wish> wish(Snapshot now, boolean calm, boolean deposed) {
        if (now.question() instanceof Question.Over) {
            return Optional.empty();
        }
        if (now.question() instanceof Question.AuditLost || calm && now.loss().isPresent()) {
            return Optional.of(calm ? new Wish.KeepAudit(Optional.empty()) : withoutAudit());
        }
        return calm ? wise(now, deposed) : Optional.of(dice.nextInt(4) == 0 ? rash(now) : impatient(now, deposed));
    }

    private Wish withoutAudit() {
        return switch (dice.nextInt(6)) {
            case 0 -> new Wish.WithoutAudit(AuditLoss.TYPED);
            case 1 -> new Wish.WithoutAudit("yes");
            case 2 -> new Wish.Leave("the disk");
            default -> new Wish.KeepAudit(Optional.empty());
        };
    }

    private Wish impatient(Snapshot now, boolean deposed) {
        return wise(now, deposed).orElseGet(() -> new Wish.Note("waiting"));
    }

    private Optional<Wish> wise(Snapshot now, boolean deposed) {
        Question question = now.question();
        Run run = now.run();
        if (question instanceof Question.Confirm confirm) {
            return Optional.of(new Wish.Confirm(confirm.step(), confirm.undo(), answer(run, confirm)));
        } else if (question instanceof Question.Failed failed) {
            return Optional.of(deposed ? new Wish.Leave("deposed") : afterFailure(run, run.step(failed.step())));
        } else if (question instanceof Question.Doubt doubt) {
            return Optional.of(truth(doubt.attempt()));
        } else if (question instanceof Question.Release release) {
            return Optional.of(release(run, now.stopped(), release.holds(), deposed));
        }
        return Optional.empty();
    }

    private static String answer(Run run, Question.Confirm confirm) {
        Step step = run.step(confirm.step());
        return run.wantsName(step, confirm.undo()) ? run.confirmation(step, confirm.undo()) : "yes";
    }

    private Wish afterFailure(Run run, Step step) {
        int tried = retries.merge(step.id().value(), 1, Integer::sum);
        if (tried <= PATIENCE) {
            return new Wish.Retry(step.id());
        } else if (run.skipObstacle(step).isEmpty()) {
            return new Wish.Skip(step.id(), "it does not want to");
        }
        return tried % 2 == 0 ? new Wish.Stop() : new Wish.Retry(step.id());
    }

    private Wish truth(Attempt attempt) {
        Verdict verdict = world.whole.contains(attempt)
                ? Verdict.TOOK_EFFECT
                : world.partly.contains(attempt) ? Verdict.PARTLY : Verdict.DID_NOT;
        return new Wish.Settle(attempt, verdict, "I looked");
    }

    private Wish release(Run run, boolean stopped, List<Run.OpenHold> holds, boolean deposed) {
        if (deposed) {
            return new Wish.Leave("deposed");
        } else if (holds.isEmpty()) {
            return stopped && !gives ? new Wish.GoOn() : new Wish.Close("enough");
        } else if (stopped && !gives) {
            return new Wish.GoOn();
        }
        int tried = retries.merge("release", 1, Integer::sum);
        if (stopped && holds.stream().noneMatch(hold -> run.release(hold).isPresent())) {
            return new Wish.GoOn();
        }
        Optional<Run.Release> one = run.release(holds.get(tried % holds.size()));
        return tried % 2 == 0 && one.isPresent()
                ? new Wish.Preview(one.get().step(), one.get().undo())
                : new Wish.ReleaseAll();
    }

    /** Anything at all, also what is never offered. */
    private Wish rash(Snapshot now) {
        Run run = now.run();
        List<Step> steps = steps(run);
        Step step = steps.get(dice.nextInt(steps.size()));
        boolean undo = dice.nextInt(3) == 0;
        return switch (dice.nextInt(15)) {
            case 0 -> new Wish.Confirm(step.id(), undo, "yes");
            case 1 -> new Wish.Confirm(step.id(), undo, "not the name");
            case 2 -> new Wish.Retry(step.id());
            case 3, 4 -> new Wish.Preview(step.id(), undo);
            case 5 -> new Wish.Skip(step.id(), dice.nextInt(4) == 0 ? " " : "a reason");
            case 6 ->
                dice.nextInt(4) == 0
                        ? new Wish.Change("secret", CANARY)
                        : new Wish.Change("mood", dice.nextBoolean() ? "calm" : "wild");
            case 7 -> new Wish.Cancel();
            case 8 -> new Wish.Cancel(anAttempt(run));
            case 9 -> new Wish.Stop();
            case 10 -> new Wish.GoOn();
            case 11 -> new Wish.ReleaseAll();
            case 12 -> new Wish.Leave("for lunch");
            case 13 -> new Wish.Close("enough");
            default -> anAttempt(run).<Wish>map(this::truth).orElseGet(() -> new Wish.Note("it rains"));
        };
    }

    private static List<Step> steps(Run run) {
        return run.book().steps().stream()
                .flatMap(step -> Stream.concat(Stream.of(step), step.together().stream()))
                .toList();
    }

    private Optional<Attempt> anAttempt(Run run) {
        List<Attempt> attempts = new ArrayList<>(run.inFlight().keySet());
        attempts.addAll(run.doubts().keySet());
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(dice.nextInt(attempts.size())));
    }
}
