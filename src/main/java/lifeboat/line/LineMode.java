package lifeboat.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import lifeboat.perform.Conductor;
import lifeboat.perform.Item;
import lifeboat.perform.Outlet;
import lifeboat.perform.PodFeed;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import org.jspecify.annotations.Nullable;

/** A run, a line at a time: prints what happens, asks when the run waits for an answer, and decides nothing itself. */
public final class LineMode {
    private static final long GLANCE_MILLIS = 200;
    private static final int PATIENCE = 3;
    private static final Set<String> ONLY_FOR_THE_AUDIT = Set.of("ca_sha256", "namespace_uid");

    private final Conductor conductor;
    private final Dialogue dialogue;
    private final Ending ending;
    private final Talk talk;
    private final PodLines pods;
    private final Telling telling;
    private final Sections sections;
    private final ConfirmQuestion confirm;
    private final FailedQuestion failed;
    private final DoubtQuestion doubt;
    private final ReleaseQuestion release;
    private final AuditQuestion audit;
    private final AtomicBoolean hungUp = new AtomicBoolean();

    private long ticket;
    private @Nullable Question asked;
    private int times;
    private boolean toldLeaving;

    /**
     * Shows that run on that dialogue.
     *
     * @param start the run as the conductor got it
     * @param nanos a clock that only rises
     * @param progressEvery how often at most the progress of something under way is printed
     */
    public LineMode(
            Conductor conductor,
            Run start,
            Dialogue dialogue,
            PodFeed feed,
            Ending ending,
            LongSupplier nanos,
            Duration progressEvery) {
        this.conductor = conductor;
        this.dialogue = dialogue;
        this.ending = ending;
        this.talk = new Talk(dialogue);
        this.pods = new PodLines(feed, talk.page());
        this.telling = new Telling(talk.page(), new Pace(nanos, progressEvery), start);
        this.sections = new Sections(talk, pods);
        this.confirm = new ConfirmQuestion(talk, sections);
        this.failed = new FailedQuestion(talk, sections, telling);
        this.doubt = new DoubtQuestion(talk, sections);
        this.release = new ReleaseQuestion(talk, sections);
        this.audit = new AuditQuestion(talk, sections);
    }

    /**
     * Shows the run, which has begun, until it is left or closed.
     *
     * @return the exit code: 0 done, 1 failed, 3 left or holds open, 4 refused
     */
    public int run() throws InterruptedException {
        opening();
        Outlet outlet = conductor.outlet();
        while (true) {
            Snapshot now = outlet.latest();
            List<Item> items = outlet.drain();
            if (!silent()) {
                items.forEach(telling::tell);
            }
            if (now.question() instanceof Question.Over) {
                return over(now);
            }
            if (silent() || now.question() instanceof Question.Busy || now.ticket() < ticket) {
                busy(now);
                outlet.await(now.version(), GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                telling.flush();
                pods.tellChanges();
                question(now).ifPresent(wish -> wish(wish, now.question()));
            }
        }
    }

    /**
     * Ends the dialogue and lets the run park as soon as nothing is in flight; for a signal handler. Nothing is read or
     * printed afterwards; {@link #run} still returns when the run was left, unless it is held by a terminal that does not
     * answer, so wait for the conductor and not for it.
     */
    public void hangUp(String reason) {
        if (hungUp.compareAndSet(false, true)) {
            conductor.wish(new Wish.Leave(reason));
        }
    }

    /** Whether nobody is there any more to be told anything. */
    public boolean isSilent() {
        return silent();
    }

    private boolean silent() {
        if (!hungUp.get() && dialogue.isGone()) {
            hangUp("the terminal is gone");
        }
        return hungUp.get();
    }

    private int over(Snapshot now) {
        if (!silent()) {
            telling.flush();
            ending.tell(now.run(), talk.page(), sections);
        }
        return Ending.code(now.run());
    }

    private void opening() {
        Run run = telling.run();
        Page page = talk.page();
        page.prose("", Wording.banner(run) + run.book().title() + ". Run " + run.id() + ".");
        page.prose(
                "  ", "runbook: " + run.book().id() + ", sha256 " + run.book().sha256() + ".");
        for (Map.Entry<String, Map<String, String>> target : run.identities().entrySet()) {
            StringBuilder facts = new StringBuilder();
            target.getValue().forEach((name, value) -> {
                // What only the audit needs is left out; the cluster's uid tells it apart.
                if (!ONLY_FOR_THE_AUDIT.contains(name) && !value.isEmpty()) {
                    facts.append(", ").append(name).append(' ').append(value);
                }
            });
            page.prose("  ", target.getKey() + ": " + (facts.length() > 2 ? facts.substring(2) : "") + ".");
        }
        long before = run.book().steps().stream()
                .filter(step -> run.status(step).isOver())
                .count();
        if (before > 0 || !run.holds().isEmpty()) {
            page.prose(
                    "  ",
                    "Taken up again: " + before + " of " + run.book().steps().size() + " steps are over.");
            sections.holds(run);
        }
    }

    private void busy(Snapshot now) {
        if (silent()) {
            return;
        }
        pods.tellChanges();
        if (now.leaving() && !toldLeaving && !now.run().inFlight().isEmpty()) {
            toldLeaving = true;
            talk.page().line("  Leaving when what is under way has ended.");
        }
        if (dialogue.takeInterrupt()) {
            underWay(now).ifPresent(conductor::wish);
        }
    }

    /** Ctrl-C while something is in flight. */
    private Optional<Wish> underWay(Snapshot now) {
        StringBuilder what = new StringBuilder();
        for (Attempt attempt : now.run().inFlight().keySet()) {
            what.append(what.length() == 0 ? "" : ", ").append(attempt);
        }
        Menu menu = new Menu("Under way: " + (what.length() == 0 ? "looking" : what) + ".")
                .offer("wait", nothing -> Optional.empty())
                .offer(several(now) ? "stop all" : "stop it", nothing -> Optional.of(new Wish.Cancel()));
        if (several(now)) {
            menu.offerMore("stop", given -> cancel(now, given));
        }
        sections.addTo(menu, now.run());
        return menu.put(talk, "wait");
    }

    private static boolean several(Snapshot now) {
        return now.run().inFlight().size() > 1;
    }

    /** One of several, by the name that stands before its lines. */
    private Optional<Wish> cancel(Snapshot now, String given) {
        String name = given.isEmpty()
                ? talk.text("Which one, by the name before its lines?", "").orElse("")
                : given;
        Optional<Wish> wish = now.run().inFlight().keySet().stream()
                .filter(attempt ->
                        name.equals(attempt.part().isEmpty() ? attempt.step().value() : attempt.part()))
                .findFirst()
                .map(attempt -> new Wish.Cancel(Optional.of(attempt)));
        if (wish.isEmpty() && !name.isEmpty()) {
            talk.page().prose("  ", "Nothing of the name \"" + name + "\" is under way.");
        }
        return wish;
    }

    private Optional<Wish> question(Snapshot now) {
        Question question = now.question();
        boolean fresh = isNew(question);
        times = fresh ? 1 : times + 1;
        asked = question;
        if (talk.ended()) {
            return Optional.of(new Wish.Leave("end of input"));
        }
        if (question instanceof Question.Confirm one) {
            if (fresh) {
                confirm.show(now, one);
            }
            return confirm.ask(now, one, times > PATIENCE ? "leave" : "yes");
        } else if (question instanceof Question.Failed one) {
            if (fresh) {
                failed.show(now, one);
            }
            return failed.ask(now, one);
        } else if (question instanceof Question.Doubt one) {
            if (fresh) {
                doubt.show(now, one);
            }
            return doubt.ask(now, one);
        } else if (question instanceof Question.Release one) {
            if (fresh) {
                release.show(now, one);
            }
            return release.ask(now, one);
        } else if (question instanceof Question.AuditLost one) {
            if (fresh) {
                audit.show(now, one);
            }
            return audit.ask(now, one);
        }
        throw new IllegalArgumentException("nothing is asked: " + question);
    }

    /** A preview is the same only if it is the very same one; the other questions until a wish moved the run on. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isNew(Question question) {
        return question instanceof Question.Confirm ? question != asked : !question.equals(asked);
    }

    private void wish(Wish wish, Question question) {
        ticket = conductor.wish(wish);
        boolean stays =
                question instanceof Question.Confirm || wish instanceof Wish.Note || wish instanceof Wish.Change;
        if (!stays) {
            asked = null;
        }
    }
}
