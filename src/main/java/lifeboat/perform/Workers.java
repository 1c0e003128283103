package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Intent;
import lifeboat.run.Order;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.runbook.Check;
import lifeboat.runbook.Step;
import lifeboat.runbook.Template;

/** The threads that touch the world for a conductor; they answer with messages and with nothing else. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class.getName());

    private final Performer performer;
    private final Consumer<Message> mailbox;
    private final Outlet outlet;
    private final Map<Attempt, AtomicBoolean> cancels = new ConcurrentHashMap<>();
    private final Map<Attempt, Semaphore> acknowledged = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    Workers(Performer performer, Consumer<Message> mailbox, Outlet outlet) {
        this(performer, mailbox, outlet, Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** On other threads than its own; they are shut down with it. */
    Workers(Performer performer, Consumer<Message> mailbox, Outlet outlet, ExecutorService threads) {
        this.performer = performer;
        this.mailbox = mailbox;
        this.outlet = outlet;
        this.threads = threads;
    }

    void preview(Run run, Step step, boolean undo) {
        threads.execute(() -> {
            try {
                mailbox.accept(new Message.Previewed(step.id(), undo, performer.preview(run, step, undo)));
            } catch (PerformException e) {
                mailbox.accept(new Message.Unprepared(step.id(), true, e.reason(), e.hint()));
            } catch (RuntimeException | Error e) {
                mailbox.accept(new Message.Unprepared(step.id(), true, ofOurs(e), HINT));
            }
        });
    }

    void prepare(
            Run run,
            Step step,
            List<Unit> units,
            boolean guarded,
            Function<Map<Unit, Map<String, List<String>>>, Intent> then) {
        threads.execute(() -> {
            try {
                Optional<String> moved = guarded ? performer.guard(run) : Optional.empty();
                if (moved.isPresent()) {
                    mailbox.accept(new Message.Unprepared(
                            step.id(),
                            true,
                            moved.get(),
                            "Nothing was changed; bring back what moved, then try again."));
                    return;
                }
                mailbox.accept(new Message.Prepared(then.apply(performer.record(run, step, units))));
            } catch (PerformException e) {
                mailbox.accept(new Message.Unprepared(step.id(), true, e.reason(), e.hint()));
            } catch (RuntimeException | Error e) {
                mailbox.accept(new Message.Unprepared(step.id(), true, ofOurs(e), HINT));
            }
        });
    }

    void act(Run run, Order order, String answer) {
        Attempt attempt = order.attempt();
        AtomicBoolean cancel = new AtomicBoolean();
        cancels.put(attempt, cancel);
        acknowledged.put(attempt, new Semaphore(0));
        threads.execute(() -> {
            Outcome outcome;
            try {
                outcome =
                        performer.act(run, order.step(), attempt, answer, listener(order.step(), attempt, cancel::get));
            } catch (RuntimeException | Error e) {
                outcome = new Outcome.Failed(false, ofOurs(e), HINT, EffectSeen.UNKNOWN);
            }
            mailbox.accept(new Message.Told(new Intent.Ended(attempt, outcome)));
        });
    }

    void verify(Run run, Order order) {
        AtomicBoolean cancel = new AtomicBoolean();
        cancels.put(order.attempt(), cancel);
        threads.execute(() -> {
            Step step = order.step();
            List<Check> checks = step.verify();
            for (int position = 0; position < checks.size(); position++) {
                Check check = checks.get(position);
                Performer.Checked seen;
                try {
                    seen = performer.check(
                            run, step, order.attempt().part(), check, listener(step, order.attempt(), cancel::get));
                } catch (RuntimeException | Error e) {
                    seen = new Performer.Checked(Severity.FAIL, ofOurs(e));
                }
                boolean last = position == checks.size() - 1 || seen.severity() == Severity.FAIL;
                mailbox.accept(new Message.Told(new Intent.Checked(
                        step.id(), order.attempt().part(), check.key(), seen.severity(), seen.detail(), last)));
                if (last) {
                    break;
                }
            }
            cancels.remove(order.attempt());
            mailbox.accept(new Message.Verified(order.attempt()));
        });
    }

    /** Looks at what became of an attempt once its program, if it had started one, is gone; the operator may stop that. */
    void probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        AtomicBoolean cancel = new AtomicBoolean();
        cancels.put(attempt, cancel);
        threads.execute(() -> {
            Optional<String> runs;
            try {
                runs = program.flatMap(left -> performer.awaitEnd(step, left, listener(step, attempt, cancel::get)));
            } catch (RuntimeException | Error e) {
                runs = Optional.of(ofOurs(e));
            }
            Performer.Finding finding = runs.map(why -> new Performer.Finding(Optional.empty(), why, false))
                    .orElseGet(() -> finding(run, step, attempt, program));
            cancels.remove(attempt);
            mailbox.accept(new Message.Probed(attempt, finding));
        });
    }

    /** Looks at what an attempt did that ended well some time ago. */
    void lookAgain(Run run, Step step, Attempt attempt) {
        threads.execute(
                () -> mailbox.accept(new Message.LookedAgain(attempt, finding(run, step, attempt, Optional.empty()))));
    }

    private Performer.Finding finding(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        try {
            return performer.probe(run, step, attempt, program);
        } catch (RuntimeException | Error e) {
            return new Performer.Finding(Optional.empty(), ofOurs(e), false);
        }
    }

    /** What a worker says of a program that it started is on disk. */
    void acknowledge(Attempt attempt) {
        Semaphore kept = acknowledged.get(attempt);
        if (kept != null) {
            kept.release();
        }
    }

    void forget(Attempt attempt) {
        cancels.remove(attempt);
        acknowledged.remove(attempt);
    }

    /** Asks that attempt, or what followed it, to stop; everything under way if none is named. Why not, if it is over. */
    Optional<String> cancel(Optional<Attempt> attempt) {
        if (attempt.isEmpty()) {
            cancels.values().forEach(cancel -> cancel.set(true));
            return Optional.empty();
        }
        AtomicBoolean cancel = cancels.get(attempt.get());
        if (cancel == null) {
            return Optional.of(attempt.get() + " is not under way any more");
        }
        cancel.set(true);
        return Optional.empty();
    }

    private Performer.Listener listener(Step step, Attempt attempt, BooleanSupplier cancelled) {
        return new Performer.Listener() {
            @Override
            public void line(String text) {
                outlet.offer(new Item.Line(attempt, text));
            }

            @Override
            public void progress(String text) {
                outlet.offer(new Item.Progress(attempt, text));
                mailbox.accept(new Message.Progressed(attempt, text));
            }

            @Override
            public void started(long pid, String startTicks, List<String> argv) {
                mailbox.accept(new Message.Told(new Intent.Started(attempt, pid, startTicks, List.copyOf(argv))));
                Semaphore kept = acknowledged.get(attempt);
                try {
                    if (kept != null) {
                        kept.acquire();
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void checked(String name, Severity severity, String detail) {
                mailbox.accept(
                        new Message.Told(new Intent.Checked(step.id(), attempt.part(), name, severity, detail, false)));
            }

            @Override
            public BooleanSupplier cancelled() {
                return cancelled;
            }
        };
    }

    private static final String HINT =
            "This is a fault of Lifeboat; the debug log has its trace. Look before you retry.";

    private static String ofOurs(Throwable fault) {
        LOG.log(Level.SEVERE, "fault in a worker", fault);
        if (fault instanceof Template.UnknownVariable unknown) {
            return "the variable \"" + unknown.variable() + "\" has no value yet";
        }
        return "an internal fault: " + fault;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
