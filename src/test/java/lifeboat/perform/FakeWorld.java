package lifeboat.perform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/** A world that does what a test says, remembers what was done to it, and notes what was asked of it and when. */
final class FakeWorld implements Performer {
    /** What one attempt does instead of succeeding. */
    interface Act {
        Outcome on(Attempt attempt, Listener listener) throws InterruptedException;
    }

    static final List<String> DATABASES = List.of("a", "b", "c", "d", "e");

    final List<String> acts = new CopyOnWriteArrayList<>();
    final List<String> probes = new CopyOnWriteArrayList<>();
    /** How often each unit's effect took place. */
    final Map<String, Integer> done = new ConcurrentHashMap<>();
    /** What was on disk when an attempt was carried out. */
    final Map<String, List<String>> before = new ConcurrentHashMap<>();

    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final MemoryRecord record;
    private final Map<String, Deque<Act>> planned = new HashMap<>();
    volatile int replicas = 3;
    volatile Optional<String> moved = Optional.empty();
    volatile Severity ready = Severity.PASS;
    /** Checks wait until they are stopped, and then fail. */
    volatile boolean checkWaits;

    final AtomicInteger checking = new AtomicInteger();
    /** Previews wait for it. */
    volatile Optional<CountDownLatch> previewWaits = Optional.empty();

    /** What every probe of a doubt finds; the world tells if it is empty. */
    volatile Optional<Finding> finds = Optional.empty();

    /** A program of an earlier process runs until it is stopped. */
    volatile boolean outlived;

    /** What previews see besides. */
    volatile String aside = "";

    final AtomicInteger previewing = new AtomicInteger();

    FakeWorld(MemoryRecord record) {
        this.record = record;
    }

    FakeWorld plan(String step, Act... acts) {
        planned.put(step, new ArrayDeque<>(List.of(acts)));
        return this;
    }

    static String unit(Attempt attempt) {
        return attempt.step().value()
                + (attempt.part().isEmpty() ? "" : "[" + attempt.part() + "]")
                + (attempt.undo() ? " undo" : "");
    }

    /** The effect of an attempt takes place. */
    void effect(Run run, Step step, Attempt attempt) {
        Action action = attempt.undo() ? step.undo().orElseThrow() : step.action();
        if (action instanceof Action.Scale scale) {
            int wanted = Integer.parseInt(scale.replicas().resolve(run.scope()));
            if (wanted == replicas) {
                return;
            }
            replicas = wanted;
        }
        done.merge(unit(attempt), 1, Integer::sum);
    }

    /** What would be seen of an attempt by looking. */
    boolean happened(Run run, Step step, Attempt attempt) {
        Action action = attempt.undo() ? step.undo().orElseThrow() : step.action();
        return action instanceof Action.Scale scale
                ? Integer.parseInt(scale.replicas().resolve(run.scope())) == replicas
                : done.containsKey(unit(attempt));
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) {
        previewing.incrementAndGet();
        previewWaits.ifPresent(gate -> {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        return Preview.ofDetails(List.of("what " + step.id() + " will change" + aside));
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) {
        return step.action() instanceof Action.Scale && !units.isEmpty()
                ? Map.of(units.get(0), Map.of("replicas", List.of(Integer.toString(replicas))))
                : Map.of();
    }

    @Override
    public Optional<String> guard(Run run) {
        return moved;
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        before.put(attempt.toString(), record.actions());
        acts.add(unit(attempt));
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            Act next;
            synchronized (planned) {
                next = planned.getOrDefault(attempt.step().value(), new ArrayDeque<>())
                        .poll();
            }
            if (next != null) {
                Outcome outcome = next.on(attempt, listener);
                if (!(outcome instanceof Outcome.Succeeded)) {
                    return outcome;
                }
            }
            effect(run, step, attempt);
            return new Outcome.Succeeded(
                    step.action() instanceof Action.Preflight ? Map.of("databases", DATABASES) : Map.of(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Cancelled("interrupted", lifeboat.run.EffectSeen.UNKNOWN);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        if (checkWaits) {
            checking.incrementAndGet();
            Theatre.eventually(listener.cancelled());
            return new Checked(Severity.FAIL, "stopped");
        }
        return new Checked(ready, replicas + " of 3");
    }

    @Override
    public Optional<String> awaitEnd(Step step, Run.Program program, Listener listener) {
        if (outlived) {
            listener.progress("pid " + program.pid() + " still runs");
            Theatre.eventually(listener.cancelled());
        }
        return Optional.empty();
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        probes.add(attempt.toString());
        if (finds.isPresent() && run.doubts().containsKey(attempt)) {
            return finds.get();
        }
        boolean set = step.action().repeat() == Repeat.SET;
        boolean reads = step.action().repeat() == Repeat.READ;
        Verdict verdict = set && happened(run, step, attempt) ? Verdict.TOOK_EFFECT : Verdict.DID_NOT;
        return set || reads
                ? new Finding(Optional.of(verdict), replicas + " replicas", true)
                : new Finding(Optional.empty(), "it cannot be seen", false);
    }
}
