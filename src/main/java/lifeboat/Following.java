package lifeboat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lifeboat.journal.Holder;
import lifeboat.journal.JournalException;
import lifeboat.perform.Item;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.screen.Loop;
import lifeboat.screen.Message;
import lifeboat.screen.RunView;

/** Shows on the screen what another process does in a run, from its journal. */
final class Following {
    private static final long EVERY_MILLIS = 200;

    private final Wiring wiring;
    private final Unfinished unfinished;
    private final Loop loop;
    private final BooleanSupplier givenUp;
    private final JournalView journal;
    private long version;

    Following(Wiring wiring, Unfinished unfinished, Loop loop, BooleanSupplier givenUp) {
        this.wiring = wiring;
        this.unfinished = unfinished;
        this.loop = loop;
        this.givenUp = givenUp;
        this.journal = new JournalView(unfinished);
    }

    /** Returns when nobody works on the run any more; false if the operator gave up. Shows nothing if nobody does. */
    boolean untilFree() throws Complaint, InterruptedException {
        Optional<Holder> owner = owner();
        if (owner.isEmpty()) {
            return true;
        }
        open();
        say("following; worked on by " + owner.get().describe() + "; taken over when that process lets it go");
        while (owner().isPresent()) {
            if (givenUp.getAsBoolean()) {
                return false;
            }
            show();
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
        show();
        return true;
    }

    /** Shows the run, whoever works on it or nobody, until it is closed; and returns at once if the operator gives up. */
    void untilClosed() throws Complaint, InterruptedException {
        Run run = open();
        Optional<Holder> before = Optional.empty();
        boolean told = false;
        while (!givenUp.getAsBoolean() && run.phase() != Run.Phase.CLOSED) {
            Optional<Holder> owner = owner();
            if (!told || !owner.equals(before)) {
                say(owner.map(holder -> "watching; worked on by " + holder.describe())
                        .orElse("watching; nobody works on it now"));
                told = true;
                before = owner;
            }
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            run = show().orElse(run);
        }
        if (run.phase() == Run.Phase.CLOSED) {
            say("the run is over; q ends watching it");
        }
    }

    private Run open() throws Complaint {
        JournalView.Sight first = journal.look()
                .orElseThrow(() -> Complaint.usage("the journal of the run is empty", "Try again in a moment."));
        RunView.Frame frame = new RunView.Frame(
                wiring.machine().who(),
                unfinished.folder().journal().toString(),
                "lifeboat resume " + first.run().id(),
                true,
                Map.of());
        loop.post(new Message.Opened(
                frame, snapshot(first), wiring.machine().clock().instant()));
        tell(first);
        return first.run();
    }

    private Optional<Run> show() throws Complaint {
        Optional<JournalView.Sight> sight = journal.look();
        sight.ifPresent(this::tell);
        return sight.map(JournalView.Sight::run);
    }

    private void tell(JournalView.Sight sight) {
        version++;
        List<Item> items = sight.news().stream().map(Following::happened).toList();
        loop.post(new Message.Ran(snapshot(sight), items));
    }

    private void say(String text) {
        loop.post(new Message.Said(text));
    }

    static Item happened(Recorded recorded) {
        return new Item.Happened(recorded);
    }

    private Snapshot snapshot(JournalView.Sight sight) {
        Question question = sight.question();
        return new Snapshot(version, 0, sight.run(), question, Map.of(), false, false);
    }

    private Optional<Holder> owner() throws Complaint {
        try {
            return wiring.state()
                    .inUse(
                            unfinished.folder(),
                            wiring.holder(unfinished.folder().runId()));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }
}
