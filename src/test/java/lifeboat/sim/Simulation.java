package lifeboat.sim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import lifeboat.journal.ClockWatch;
import lifeboat.journal.Envelope;
import lifeboat.journal.Head;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.Keeping;
import lifeboat.journal.SimStore;
import lifeboat.journal.Verification;
import lifeboat.perform.Item;
import lifeboat.perform.Question;
import lifeboat.perform.SimEngine;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;

/**
 * One run from its opening to its closing, over as many processes as it takes, decided by one seed: the real engine on the
 * real journal, in a model of everything else.
 */
final class Simulation {
    private static final String RUN = "20261121-020000-bcdfgh";
    private static final int MOST_STEPS = 3_000;
    private static final int DEEPEST = 4;

    private final Random dice;
    private final Runbook book;
    private final SimClock clock = new SimClock();
    private final ModelWorld world = new ModelWorld();
    private final Promises promises;
    private final Chaos chaos;
    private final RandomOperator operator;
    private final Envelope envelope;
    private final int sealEvery;
    private final List<Head> heads = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;

    private final long seed;
    private final Books books;
    private final Optional<Crash> crash;
    private final boolean calmFromTheStart;
    private final Map<String, String> given;

    private SimStore store;
    private Journal journal;
    private Run run;
    private SimEngine engine;
    private long fence;
    private long ticket;
    private int depth;
    private int steps;
    private int chaotic;
    private int sessions;
    private boolean calm;
    private boolean powerLost;
    private boolean killed;

    Simulation(long seed, Books books, boolean traced) {
        this(seed, books, traced, false, Optional.empty());
    }

    /** A run in which nothing goes wrong but that one crash, after its opening. */
    static Simulation crashing(long seed, Books books, Crash crash, boolean traced) {
        return new Simulation(seed, books, traced, true, Optional.of(crash));
    }

    private Simulation(long seed, Books books, boolean traced, boolean calmFromTheStart, Optional<Crash> crash) {
        this.seed = seed;
        this.books = books;
        this.traced = traced;
        this.calmFromTheStart = calmFromTheStart;
        this.crash = crash;
        dice = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        book = books.of(seed);
        promises = new Promises(book);
        chaos = new Chaos(dice, this);
        operator = new RandomOperator(dice, world);
        chaotic = 10 + dice.nextInt(20 + 5 * book.steps().size());
        sealEvery = 5 + dice.nextInt(60);
        envelope = new Envelope(
                RUN, Mode.RUN, book.id(), book.sha256(), "mira", "ops1", 4711, Optional.empty(), Envelope.labels(book));
        store = new SimStore(RUN, dice);
        run = Run.fresh(book, RUN);
        try {
            journal = store.create(envelope, keeping());
            append(opening());
            given = run.parameters();
        } catch (JournalException | RunRecord.RecordException e) {
            throw new AssertionError(e);
        }
        engine = engine();
        if (calmFromTheStart) {
            calmDown();
        }
        crash.ifPresent(one -> one.schedule(store));
    }

    private Keeping keeping() {
        return new Keeping(
                clock,
                Optional.empty(),
                sealEvery,
                Duration.ofMinutes(5),
                Optional.of(new ClockWatch(clock, clock, Duration.ofSeconds(2))),
                4096);
    }

    private List<RunEvent> opening() {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunOpened(book.id(), book.sha256(), book.title(), Mode.RUN, "0.1.0", Optional.empty()));
        for (Parameter parameter : book.parameters()) {
            String value = parameter.choices().isEmpty()
                    ? parameter.name().equals("namespace") ? "default" : "7"
                    : parameter.choices().get(dice.nextInt(parameter.choices().size()));
            if (parameter.isSecret()) {
                value = "hmac-sha256:" + "0".repeat(64);
            }
            events.add(new RunEvent.ParameterGiven(parameter.name(), value, parameter.isSecret(), "default"));
        }
        book.targets()
                .keySet()
                .forEach(target -> events.add(new RunEvent.IdentityObserved(
                        target, Map.of("uid", "u-1", "name", "it", "directory", "/b", "namespace", "default"))));
        events.add(new RunEvent.LockTaken("made/default", "mira"));
        return events;
    }

    private List<Recorded> append(List<RunEvent> events) throws RunRecord.RecordException {
        List<Recorded> records = journal.append(events);
        promises.kept(run, records);
        records.forEach(recorded -> run = run.evolve(recorded));
        if (dice.nextInt(8) == 0) {
            heads.add(journal.head());
        }
        return records;
    }

    private List<Recorded> catchUp(Optional<String> directory) throws RunRecord.RecordException {
        List<Recorded> said = journal.catchUp(directory);
        try {
            promises.caughtUp(store.read());
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
        run = Run.replay(book, RUN, promises.kept());
        return said;
    }

    private SimEngine engine() {
        RunRecord record = new RunRecord() {
            @Override
            public List<Recorded> append(List<RunEvent> events) throws RecordException {
                return Simulation.this.append(events);
            }

            @Override
            public List<Recorded> remember(List<RunEvent> events) {
                List<Recorded> remembered = journal.remember(events);
                promises.remembered(remembered);
                return remembered;
            }

            @Override
            public List<Recorded> catchUp(Optional<String> directory) throws RecordException {
                return Simulation.this.catchUp(directory);
            }
        };
        return new SimEngine(run, record, new ModelPerformer(world, chaos, promises, RUN, fence), clock);
    }

    boolean isCalm() {
        return calm;
    }

    Chaos chaos() {
        return chaos;
    }

    /** How often the run was taken up again. */
    int sessions() {
        return sessions;
    }

    /** Something is about to change the world, or has just done so; the process may be gone here. */
    void atEffect() {
        if (crash.filter(Crash::strikesAtEffect).isPresent()) {
            kill(false);
        }
        stopIfGone();
    }

    List<String> trace() {
        return trace;
    }

    void note(Supplier<String> what) {
        if (traced) {
            trace.add("  ".repeat(depth) + what.get());
        }
    }

    /** The journal's bytes as they stand. */
    byte[] bytes() {
        return store.bytes();
    }

    /** The whole story; what was broken, if anything was. */
    Optional<String> play() {
        while (true) {
            sail();
            if (promises.broken().isPresent() || (!killed && run.phase() == Run.Phase.CLOSED)) {
                break;
            }
            sessions++;
            if (sessions > 4) {
                calmDown();
            }
            resume();
        }
        if (promises.broken().isEmpty()) {
            new Ending(run, world, promises.kept(), promises).judge();
            try {
                intact("at the end", false);
            } catch (JournalException e) {
                promises.break_("the audit cannot be verified: " + e.getMessage());
            }
        }
        if (promises.broken().isEmpty() && (crash.isPresent() || !calmFromTheStart)) {
            boolean same = given.equals(run.parameters());
            if (!promises.isBlind()) {
                books.undisturbed(run.book(), given, this::undisturbed).compare(run, world, same, promises);
            }
            check(
                    !new String(bytes(), StandardCharsets.UTF_8).contains(RandomOperator.CANARY),
                    "a secret in the journal");
        }
        return promises.broken();
    }

    /** The same run when nothing goes wrong. */
    private Undisturbed undisturbed() {
        Simulation calmly = new Simulation(seed, books, false, true, Optional.empty());
        Optional<String> broken = calmly.play();
        check(
                broken.isEmpty() && calmly.run.result().filter("done"::equals).isPresent(),
                "undisturbed it is " + calmly.run.result() + ", " + broken);
        return Undisturbed.of(calmly.run, calmly.world);
    }

    /** One process, until it is left, closed, or no more. */
    private void sail() {
        killed = false;
        ticket = 0;
        engine.begin();
        while (!engine.isOver() && promises.broken().isEmpty()) {
            step();
        }
        engine.fault().ifPresent(fault -> {
            killed = true;
            powerLost = SimStore.isPowerLoss(fault);
            if (!powerLost) {
                promises.break_("a fault in the run thread: " + fault + " at "
                        + List.of(fault.getStackTrace()).subList(0, 4));
            }
        });
        if (!killed && !engine.isLost() && !promises.isInMemory()) {
            check(Run.replay(book, RUN, promises.kept()).equals(engine.latest().run()), "the run is not its record");
        }
        if (!traced) {
            engine.items().forEach(this::keepsSecrets);
        }
        if (!killed) {
            seal();
        }
    }

    private void keepsSecrets(Item item) {
        check(!item.toString().contains(RandomOperator.CANARY), "a secret is shown: " + item);
    }

    private void seal() {
        try {
            append(List.of(new RunEvent.LockReleased("made/default")));
            Recorded seal = journal.seal();
            heads.add(journal.head());
            journal.close();
            if (seal.sequence() == promises.kept().size() + 1L) {
                promises.kept(run, List.of(seal));
            } else {
                // Before the seal there is a word about the disk.
                promises.recovered(store.read());
            }
        } catch (RunRecord.RecordException | JournalException cannot) {
            killed = true;
        } catch (RuntimeException fault) {
            killed = true;
            powerLost = SimStore.isPowerLoss(fault);
            check(powerLost, "a fault at the end: " + fault);
        }
    }

    /** Another process takes the run up; its opening may be cut off, too. */
    private void resume() {
        for (int tries = 0; ; tries++) {
            if (killed || powerLost) {
                store = powerLost ? store.afterPowerLoss(dice) : store.afterKill(dice);
                powerLost = false;
                killed = false;
            }
            if (tries > 5) {
                calmDown();
                store.calmDown();
            }
            try {
                if (dice.nextInt(8) == 0) {
                    intact("before it is taken up again", true);
                }
                journal = store.open(envelope, keeping());
                // What it says of its own recovery is not among what it replayed.
                boolean silent = journal.head().sequence() == journal.replayed().size();
                List<Recorded> found = silent ? journal.replayed() : store.read();
                promises.recovered(found);
                intact("after its recovery", false);
                run = Run.replay(book, RUN, found);
                if (!promises.isBlind()) {
                    new Ending(run, world, found, promises).known();
                }
                fence = ++world.fence;
                append(List.of(new RunEvent.RunResumed("0.1.0"), new RunEvent.LockTaken("made/default", "mira")));
                note(() -> "resumed: " + Promises.words(found));
                engine = engine();
                return;
            } catch (JournalException | RunRecord.RecordException e) {
                note(() -> "cannot be taken up: " + e.getMessage());
                check(!calm || tries < 8, "it cannot be taken up again: " + e.getMessage());
                killed = true;
                if (promises.broken().isPresent()) {
                    return;
                } else if (dice.nextBoolean()) {
                    store.makeRoom();
                }
            } catch (RuntimeException fault) {
                check(SimStore.isPowerLoss(fault), "a fault in the recovery: " + fault);
                powerLost = true;
            }
        }
    }

    private void intact(String when, boolean mayBeTorn) throws JournalException {
        Verification found = store.verify(heads);
        boolean fine = found.finding() == Verification.Finding.INTACT
                || mayBeTorn && found.finding() == Verification.Finding.TORN;
        check(fine, "the audit is " + found.finding() + " " + when + ": " + found.lines());
    }

    private void check(boolean so, String what) {
        if (!so) {
            promises.break_(what);
        }
    }

    private void calmDown() {
        if (!calm) {
            note(() -> "calm");
        }
        calm = true;
        store.calmDown();
        world.moved = false;
    }

    void kill(boolean power) {
        killed = true;
        powerLost = power;
        engine.kill();
    }

    void stopIfGone() {
        if (engine.isOver() || promises.broken().isPresent()) {
            throw new SimEngine.Gone();
        }
    }

    private void tell() {
        for (Item item : engine.items()) {
            if (item instanceof Item.Happened happened) {
                RunEvent event = happened.recorded().event();
                String more = event instanceof RunEvent.ActionEnded ended
                        ? " " + ended.outcome()
                        : event instanceof RunEvent.StepRefused refused ? " " + refused.reason() : "";
                note(() -> "    " + Promises.words(List.of(happened.recorded())) + more);
            } else if (item instanceof Item.Refused refused) {
                note(() -> "    refused: " + refused.reason());
            }
        }
    }

    /** One of the things that can happen next does. Also called from within a worker's task, for what others do meanwhile. */
    void step() {
        if (++steps > MOST_STEPS) {
            promises.break_("it comes to no end: " + engine.latest().question());
            return;
        }
        clock.pass(Duration.ofMillis(dice.nextInt(5000)));
        if (traced) {
            tell();
        }
        if (!calm && chaotic-- <= 0) {
            calmDown();
        } else if (!calm) {
            chaos.strike(store, world, clock);
            if (engine.isOver()) {
                return;
            }
        }
        int tasks = depth < DEEPEST ? engine.tasks() : 0;
        boolean mail = engine.hasMail();
        Snapshot now = engine.latest();
        boolean asked = !(now.question() instanceof Question.Busy) && now.ticket() >= ticket;
        boolean speaks = asked ? !mail && tasks == 0 || dice.nextInt(4) == 0 : !calm && dice.nextInt(16) == 0;
        if (speaks) {
            speak(now);
        } else if (mail && (tasks == 0 || dice.nextBoolean())) {
            engine.turn(1 + dice.nextInt(3));
        } else if (tasks > 0) {
            work(dice.nextInt(tasks));
        } else if (depth == 0 && !mail) {
            // A rash wish may have been all that there was to do.
            check(
                    !calm || asked,
                    "nothing goes on, and nothing is asked: " + now.run().inFlight());
            if (!calm) {
                speak(now);
            }
        }
    }

    private void work(int which) {
        depth++;
        try {
            engine.work(which);
        } finally {
            depth--;
        }
    }

    private void speak(Snapshot now) {
        Optional<Wish> wish = operator.wish(now, calm, world.fence != fence);
        note(() -> "operator: " + wish + " at " + now.question().getClass().getSimpleName());
        if (wish.isPresent()) {
            ticket = engine.wish(wish.get());
        }
    }
}
