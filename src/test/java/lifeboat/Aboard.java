package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import lifeboat.journal.Journal;
import lifeboat.perform.Item;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;

/** An open run of a {@link Bench}, and an operator who waits for questions and answers them. */
final class Aboard implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Session session;
    private final Voyage voyage;
    private final List<String> refused = new ArrayList<>();

    Aboard(Wiring wiring, Session session) throws Complaint {
        this.session = session;
        this.voyage = new Voyage(wiring, session);
        voyage.begin();
    }

    String id() {
        return session.run().id();
    }

    Session session() {
        return session;
    }

    Snapshot until(Predicate<Snapshot> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            Snapshot now = voyage.conductor().outlet().latest();
            for (Item item : voyage.conductor().outlet().drain()) {
                if (item instanceof Item.Refused no) {
                    refused.add(no.reason());
                }
            }
            if (wanted.test(now)) {
                return now;
            }
            assertThat(System.nanoTime())
                    .as("waited in vain at %s, refused %s", now.question(), refused)
                    .isLessThan(deadline);
            voyage.conductor().outlet().await(now.version(), 100, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits until this step is to be confirmed. */
    Snapshot asksFor(String step) throws InterruptedException {
        return until(now -> now.question() instanceof Question.Confirm confirm
                && confirm.step().equals(new StepId(step)));
    }

    /** Says yes to each of these in turn. */
    Aboard yes(String... steps) throws InterruptedException {
        for (String step : steps) {
            asksFor(step);
            wish(new Wish.Confirm(new StepId(step), false, "yes"));
        }
        return this;
    }

    /** Waits until that step has failed, and why. */
    String failed(String step) throws InterruptedException {
        Snapshot now = until(seen -> seen.question() instanceof Question.Failed failed
                && failed.step().equals(new StepId(step)));
        return now.run().state(new StepId(step)).reason();
    }

    void wish(Wish wish) throws InterruptedException {
        long ticket = voyage.conductor().wish(wish);
        until(now -> now.ticket() >= ticket);
    }

    /** Waits for the end of the run. */
    Run over() throws InterruptedException, Complaint {
        until(now -> now.question() instanceof Question.Over);
        Run end = voyage.await();
        voyage.seal();
        return end;
    }

    Run leave() throws InterruptedException, Complaint {
        wish(new Wish.Leave("enough"));
        return over();
    }

    List<String> refusals() {
        return refused;
    }

    /** What is in the journal. */
    List<RunEvent> told() throws Exception {
        return Journal.read(session.folder()).stream().map(Recorded::event).toList();
    }

    <E extends RunEvent> List<E> told(Class<E> kind) throws Exception {
        return told().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        voyage.close();
        session.close();
    }
}
