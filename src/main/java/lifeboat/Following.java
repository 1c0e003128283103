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

/** Shows on the screen what another process does in a run, from its journal, until that process lets the run go. */
final class Following {
    private static final long EVERY_MILLIS = 500;

    private final Wiring wiring;
    private final Unfinished unfinished;
    private final Loop loop;
    private final BooleanSupplier givenUp;

    Following(Wiring wiring, Unfinished unfinished, Loop loop, BooleanSupplier givenUp) {
        this.wiring = wiring;
        this.unfinished = unfinished;
        this.loop = loop;
        this.givenUp = givenUp;
    }

    /** Returns when nobody works on the run any more; false if the operator gave up. */
    boolean untilFree() throws Complaint, InterruptedException {
        Optional<Holder> owner = owner();
        if (owner.isEmpty()) {
            return true;
        }
        Run run = unfinished.run();
        int told = 0;
        long version = 0;
        RunView.Frame frame = new RunView.Frame(
                wiring.machine().who(),
                unfinished.folder().journal().toString(),
                "lifeboat resume " + run.id(),
                true,
                Map.of());
        loop.post(new Message.Opened(
                frame, snapshot(version, run), wiring.machine().clock().instant()));
        loop.post(new Message.Said(
                "following; worked on by " + owner.get().describe() + "; taken over when that process lets it go"));
        while (owner().isPresent()) {
            if (givenUp.getAsBoolean()) {
                return false;
            }
            List<Recorded> events = unfinished.events();
            if (events.size() > told) {
                List<Item> items = events.subList(told, events.size()).stream()
                        .map(Following::happened)
                        .toList();
                told = events.size();
                version++;
                run = unfinished.run();
                loop.post(new Message.Ran(snapshot(version, run), items));
            }
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
        return true;
    }

    static Item happened(Recorded recorded) {
        return new Item.Happened(recorded);
    }

    private static Snapshot snapshot(long version, Run run) {
        return new Snapshot(version, 0, run, new Question.Busy(), Map.of(), false, false);
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
