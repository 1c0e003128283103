package lifeboat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.cluster.RunLease;
import lifeboat.journal.RunFolder;
import lifeboat.lab.Lab;
import lifeboat.perform.Item;
import lifeboat.perform.Outlet;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;
import lifeboat.screen.Command;
import lifeboat.screen.Loop;
import lifeboat.screen.Message;
import lifeboat.screen.RunView;

/**
 * Prepares, opens, takes up and ends the runs of a full screen, one at a time, off the screen's thread; what comes of it is
 * told to the loop.
 */
final class ScreenRuns {
    private static final Logger LOG = Logger.getLogger(ScreenRuns.class.getName());

    private final Wiring wiring;
    private final ScreenChoices choices;
    private final Loop loop;
    private final ThemeStore themes;
    private final LabAtHand lab;
    private final Semaphore turn = new Semaphore(1, true);

    // Guarded by this.
    private Optional<Runbook> chosen = Optional.empty();
    private Optional<Voyage> voyage = Optional.empty();
    private Optional<String> leaving = Optional.empty();
    private Optional<CompletableFuture<String>> asking = Optional.empty();
    private long asked;
    private long current;
    private long givenUp;
    private int code = ExitCodes.DONE;
    private Optional<RunFolder> folder = Optional.empty();
    private Optional<LastWords> lastWords = Optional.empty();
    private List<String> fault = List.of();

    /** Work that ends in a complaint when it fails. */
    @FunctionalInterface
    private interface Work {
        void run() throws Complaint, InterruptedException;
    }

    ScreenRuns(Wiring wiring, ScreenChoices choices, Loop loop, ThemeStore themes) {
        this.wiring = wiring;
        this.choices = choices;
        this.loop = loop;
        this.themes = themes;
        this.lab = new LabAtHand(wiring, choices.keepLab());
    }

    /** Begins what the command asks for; false if it is not about runs. */
    boolean take(Command command) {
        if (command instanceof Command.Ask ask) {
            voyage().ifPresent(under -> under.conductor().wish(ask.wish()));
        } else if (command instanceof Command.Choose choose) {
            inTurn(() -> choose(choose.book(), choose.mode()));
        } else if (command instanceof Command.Open open) {
            inTurn(() -> open(open));
        } else if (command instanceof Command.Resume resume) {
            inTurn(() -> resume(resume));
        } else if (command instanceof Command.TakeOver takeOver) {
            answered(takeOver.run());
        } else if (command instanceof Command.Watch watch) {
            inTurn(() -> watch(watch));
        } else if (command instanceof Command.GiveUp) {
            giveUp();
        } else {
            return false;
        }
        return true;
    }

    synchronized Optional<Voyage> voyage() {
        return voyage;
    }

    /** The folder of the run that is open, or was last. */
    synchronized Optional<RunFolder> folder() {
        return folder;
    }

    /** The machine as the run that is being prepared sees it. */
    Machine machine() {
        return lab.machine();
    }

    private void giveUp() {
        synchronized (this) {
            givenUp = asked;
        }
        answered("");
        inTurn(this::endUnusedLab);
    }

    /** Whether the operator no longer wants what is being done now; what was asked for afterwards is wanted. */
    private synchronized boolean isGivenUp() {
        return current <= givenUp || leaving.isPresent();
    }

    /** One after the other: a run is opened only when the one before has given everything back. */
    private void inTurn(Work work) {
        long number = number();
        Thread errand = new Thread(
                () -> {
                    try {
                        turn.acquire();
                        try {
                            begin(number);
                            work.run();
                        } finally {
                            turn.release();
                        }
                    } catch (Complaint complaint) {
                        trouble(complaint);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException fault) {
                        LOG.log(Level.SEVERE, "fault while a run was opened", fault);
                        trouble(new Complaint(
                                ExitCodes.FAILED,
                                "an internal fault: " + fault,
                                "Its trace is in debug.log of the state directory."));
                    }
                },
                "opening");
        errand.setDaemon(true);
        errand.start();
    }

    private synchronized long number() {
        return ++asked;
    }

    private synchronized void begin(long number) {
        current = number;
    }

    private void trouble(Complaint complaint) {
        synchronized (this) {
            code = complaint.exitCode();
        }
        loop.post(new Message.Trouble(complaint.reason(), complaint.hint()));
    }

    private void choose(String name, Mode mode) throws Complaint {
        Runbook book = wiring.books().find(name);
        Map<String, Given> known = new LinkedHashMap<>();
        endUnusedLab();
        synchronized (this) {
            chosen = Optional.of(book);
        }
        if (mode == Mode.REHEARSAL) {
            known.putAll(lab.start(choices, book, this::opening, this::isGivenUp));
        }
        choices.given().forEach((parameter, given) -> {
            if (book.parameter(parameter).isPresent()) {
                known.put(parameter, given);
            }
        });
        for (Parameter parameter : book.parameters()) {
            parameter
                    .environment()
                    .flatMap(machine()::variable)
                    .ifPresent(value -> known.putIfAbsent(parameter.name(), new Given(value, "environment")));
        }
        if (isGivenUp()) {
            endUnusedLab();
            return;
        }
        loop.post(new Message.Asked(book, mode, known));
    }

    private void opening(String line) {
        if (!line.isBlank()) {
            loop.post(new Message.Opening(line.strip()));
        }
    }

    private void open(Command.Open command) throws Complaint, InterruptedException {
        Runbook book = chosen(command.book());
        Machine machine = machine();
        loop.post(new Message.Opening("Looking at the targets and taking the locks."));
        Map<String, Given> values = Values.complete(book, command.values(), machine);
        Optional<Lab> used = command.mode() == Mode.REHEARSAL ? lab.lab() : Optional.empty();
        sail(Session.open(wiring, book, command.mode(), values, used, machine, this::takeOver), true);
    }

    /** Waits for what the operator types; whoever gives up leaves the lock with the other run. */
    private Optional<String> takeOver(RunLease theirs) {
        CompletableFuture<String> reply = new CompletableFuture<>();
        synchronized (this) {
            if (isGivenUp()) {
                return Optional.empty();
            }
            asking = Optional.of(reply);
        }
        loop.post(new Message.Held(theirs.lockKey(), TakeOver.told(theirs), theirs.run(), TakeOver.MEANS));
        try {
            return Optional.of(reply.get()).filter(typed -> !typed.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void answered(String typed) {
        asking.ifPresent(reply -> reply.complete(typed));
    }

    /** The very runbook that the form was made from: it may be a file, and may have been changed since. */
    private synchronized Runbook chosen(String id) throws Complaint {
        return chosen.filter(book -> book.id().equals(id))
                .orElseThrow(() -> Complaint.usage("the runbook " + id + " was not chosen", "Choose it again."));
    }

    private void watch(Command.Watch command) throws Complaint, InterruptedException {
        Unfinished unfinished = Unfinished.find(wiring, Optional.of(command.run()));
        loop.theme(themes.of(unfinished.run()));
        loop.post(themes.themed());
        new Following(wiring, unfinished, loop, this::isGivenUp).untilClosed();
    }

    private void resume(Command.Resume command) throws Complaint, InterruptedException {
        Unfinished unfinished =
                Unfinished.find(wiring, Optional.of(command.run()).filter(id -> !id.isEmpty()));
        if (!new Following(wiring, unfinished, loop, this::isGivenUp).untilFree()) {
            return;
        }
        Run before = unfinished.open();
        Optional<Lab> its = unfinished.lab();
        endUnusedLab();
        lab.takeUp(its);
        Runbook book = unfinished.book();
        Map<String, Given> known = its.isPresent() ? Labs.secrets(book, its.get()) : Map.of();
        KeptSecrets secrets = KeptSecrets.of(wiring, book, before, known, command.secrets());
        if (isGivenUp()) {
            return;
        }
        if (!secrets.missing().isEmpty()) {
            loop.post(new Message.Needed(before, secrets.missing(), secrets.refused()));
            return;
        }
        loop.post(new Message.Opening("Looking at the targets and taking the locks."));
        sail(Session.resume(wiring, unfinished.folder(), book, secrets.given(), its, machine(), this::takeOver), false);
    }

    /**
     * From the first snapshot to the sealed journal.
     *
     * @param fresh whether nothing was ever done in the run; only such a one is closed when it is given up
     */
    private void sail(Session opened, boolean fresh) throws Complaint, InterruptedException {
        boolean unfinished = true;
        try (Session session = opened;
                Voyage under = new Voyage(wiring, session)) {
            if (isGivenUp()) {
                session.giveUp(fresh, "given up while it was opened");
                unfinished = !fresh;
                ended(unfinished ? ExitCodes.UNFINISHED : ExitCodes.REFUSED);
                return;
            }
            loop.theme(themes.of(session.run()));
            loop.post(themes.themed());
            themes.warning().ifPresent(warning -> loop.post(new Message.Said(warning)));
            List<Item> before = happened(session);
            under.begin();
            Outlet outlet = under.conductor().outlet();
            loop.post(new Message.Opened(
                    frame(under, false),
                    outlet.latest(),
                    wiring.machine().clock().instant()));
            loop.post(new Message.Ran(outlet.latest(), before));
            Runnable moved = loop.source(() -> new Message.Ran(outlet.latest(), outlet.drain()));
            outlet.onChange(moved);
            moved.run();
            Runnable seen = loop.source(() -> new Message.Saw(under.pods().latest()));
            under.pods().onChange(seen);
            Optional<String> gone;
            synchronized (this) {
                voyage = Optional.of(under);
                folder = Optional.of(session.folder());
                gone = leaving;
            }
            gone.ifPresent(reason -> under.conductor().wish(new Wish.Leave(reason)));
            Run end = under.await();
            int result = under.seal();
            unfinished = result == ExitCodes.UNFINISHED;
            LastWords words = new LastWords(
                    end,
                    session.folder(),
                    written(session),
                    session.journal().head(),
                    session.journal().gap());
            synchronized (this) {
                code = result;
                voyage = Optional.empty();
                lastWords = Optional.of(words);
            }
            loop.post(new Message.Ended(words.ticket()));
        } finally {
            synchronized (this) {
                voyage = Optional.empty();
            }
            lab.end(unfinished, text -> loop.post(new Message.Said(text)));
        }
    }

    /** What stands in the journal; as much as is known of it when its disk cannot be read any more. */
    private List<Recorded> written(Session session) throws Complaint {
        try {
            return new Unfinished(wiring, session.folder(), session.run().book()).events();
        } catch (Complaint unreadable) {
            if (session.journal().gap().isEmpty()) {
                throw unreadable;
            }
            return session.journal().replayed();
        }
    }

    /** What was in the journal before the run thread began. */
    private List<Item> happened(Session session) throws Complaint {
        return new Unfinished(wiring, session.folder(), session.run().book())
                .events().stream().map(Following::happened).toList();
    }

    private RunView.Frame frame(Voyage under, boolean readOnly) {
        return new RunView.Frame(
                wiring.machine().who(),
                under.session().folder().journal().toString(),
                "lifeboat resume " + under.start().id(),
                readOnly,
                under.took());
    }

    private synchronized void ended(int with) {
        code = with;
    }

    private void endUnusedLab() {
        lab.endUnused(text -> loop.post(new Message.Said(text)));
    }

    /**
     * Nobody is there any more, or wants to be: what is in flight goes on to its end, then the run parks. Only the first
     * reason counts; the others follow from it.
     */
    void leave(String reason) {
        Optional<Voyage> under;
        synchronized (this) {
            if (leaving.isPresent()) {
                return;
            }
            leaving = Optional.of(reason);
            under = voyage;
        }
        answered("");
        under.ifPresent(run -> run.conductor().wish(new Wish.Leave(reason)));
    }

    /** The screen cannot go on. */
    synchronized void faulted(String reason) {
        code = ExitCodes.FAILED;
        fault = List.of(
                "lifeboat: " + reason, "HINT: The journal is whole; resume the run, or look into the debug log.");
        leave(reason);
    }

    /** Waits until the run has parked and everything was given back, and says there where it stands. The exit code. */
    int end(Machine outside) throws InterruptedException {
        if (!turn.tryAcquire()) {
            outside.complain("lifeboat: waiting for what is under way to end");
            turn.acquire();
        }
        endUnusedLab();
        synchronized (this) {
            fault.forEach(outside::complain);
            lastWords.ifPresent(words -> words.say(outside::say));
            return code;
        }
    }
}
