package lifeboat.screen;

import static lifeboat.screen.PodWall.pod;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Performer;
import lifeboat.perform.Question;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRow;
import lifeboat.run.Ticket;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.ShippedBooks;
import lifeboat.runbook.StepId;

/**
 * Every screen in the states in which it offers something else: the robot tries them, and the README's table of keys is made
 * from them. A new scene, pane or popup has to be entered here.
 */
final class Screens {
    private final Map<String, App> all = new LinkedHashMap<>();

    private Screens() {}

    /**
     * The screens in the order in which an operator meets them. Before the comma stands what the README calls them, after it
     * in which state they are.
     */
    static Map<String, App> all() {
        Screens screens = new Screens();
        screens.launcher();
        screens.forms();
        screens.run();
        screens.panes();
        screens.questions();
        screens.ends();
        return screens.all;
    }

    private void add(String name, Scene scene, String... keys) {
        all.put(name, new Keys(scene).press(keys).app());
    }

    private void launcher() {
        add("The launcher, empty", LauncherScene.looking());
        Run.OpenHold hold = new Run.OpenHold("pachd-down", new StepId("scale-down-pachd"), Tale.START);
        List<RunRow> rows = List.of(
                row("20261121-020000-k7qx2m", Mode.RUN, false, List.of(hold), ""),
                row("20261120-020000-bcdfgh", Mode.REHEARSAL, false, List.of(), ""),
                row("20261119-020000-jklmnp", Mode.RUN, true, List.of(), "done"));
        List<BookRow> books = List.of(
                BookRow.of(Tale.book("cluster.yaml"), Optional.of(Tale.START), "done"),
                BookRow.of(backup(), Optional.empty(), ""));
        Scene listed = LauncherScene.looking()
                .update(new Message.Listed(
                        rows, books, List.of("broken.yaml: no such key"), Tale.START.plusSeconds(3_600)))
                .scene();
        add("The launcher, on a run", listed);
        add("The launcher, on a runbook", listed, "Down", "Down");
        add("The launcher, on an old run", listed, "End");
        add("The launcher, filter", listed, "/", "b", "a");
        add("The launcher, run or rehearse", listed, "End", "Up", "Enter");
    }

    private static RunRow row(String id, Mode mode, boolean finished, List<Run.OpenHold> holds, String result) {
        return new RunRow(
                id,
                "pachyderm-backup",
                "Back up Pachyderm",
                mode,
                finished ? "closed" : "left",
                Optional.empty(),
                finished,
                Tale.START,
                Tale.START.plusSeconds(600),
                holds,
                result,
                "runs/" + id);
    }

    private void forms() {
        Scene back = LauncherScene.looking();
        Scene form = FormScene.of(new Message.Asked(backup(), Mode.RUN, Map.of()), Optional.of(back))
                .scene();
        add("The parameters, a text", form);
        add("The parameters, a choice", form, "Down", "Down", "Down");
        add("The parameters, choices", form, "Down", "Down", "Down", "Enter");
        Run run = Run.fresh(backup(), "R1");
        List<String> secrets = List.of("database_password", "s3_secret_key");
        Message.Needed needed = new Message.Needed(run, secrets, List.of("s3_secret_key"));
        add("Secrets again", SecretsScene.of(needed, Optional.of(back)));
        OpeningScene opening = OpeningScene.starting("Back up Pachyderm", Optional.of(Mode.RUN));
        add("While a run opens", opening);
        Message held = new Message.Held(
                "pachyderm/u-1/pach",
                List.of("mira@bastion1/20261121-020000-k7qx2m", "at step dump", "last heard of 2026-11-21T02:10:00Z"),
                "20261121-020000-k7qx2m",
                "That run will change nothing more.");
        add("Somebody else has the lock", opening.update(held).scene());
        Message trouble = new Message.Trouble("the lock is taken by mira", "Wait for it.");
        add("While a run opens, trouble", opening.update(trouble).scene());
    }

    private static Runbook backup() {
        Path file = Path.of("runbooks", "pachyderm-backup.yaml");
        try {
            return ShippedBooks.load(file);
        } catch (IOException | RunbookException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A run that waits for a change to be confirmed. */
    static RunScene confirming() {
        return Tale.opened(Mode.RUN)
                .took("scale-down-pachd", 20, 30)
                .took("drain", 60)
                .took("dump-databases", 300, 600)
                .took("keep", 30)
                .took("drop-old-copy", 1)
                .took("resume-pachd", 60)
                .preparedToScale()
                .asksToScale()
                .scene();
    }

    private static RunScene dumping() {
        return Tale.opened(Mode.RUN)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .begun("dump-databases", "dex", 2)
                .started("dump-databases", "pachyderm", "pg_dump", "-Fd", "-j", "2", "pachyderm")
                .line("dump-databases", "pachyderm", "pg_dump: warning: \u001b[31mred\u0007", "x".repeat(300), "")
                .progress("dump-databases", "pachyderm", "dumping, 41.2 MiB of 8.1 GiB, 12.0 MiB/s, 3 s")
                .later(Duration.ofSeconds(41))
                .scene();
    }

    private static RunScene failed() {
        return Tale.opened(Mode.REHEARSAL)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .failed("dump-databases", "pachyderm", "pg_dump ended with 1", "Free space, then retry.")
                .asks(new Question.Failed(new StepId("dump-databases")))
                .scene();
    }

    private static RunScene readOnly() {
        return Tale.opened(Mode.RUN).readOnly().preparedToScale().asksToScale().scene();
    }

    private void run() {
        add("The run, a change to be confirmed", confirming());
        add("The run, under way", dumping());
        add("The run, failed", failed(), "Esc");
        add("The run, that of another process", readOnly());
    }

    private void panes() {
        add("Steps", confirming(), "1");
        add("A step that is looked at", confirming(), "1", "g", "Enter");
        add("Output", dumping(), "3");
        add("Output, search", dumping(), "3", "/", "d");
        PodWall pods = PodWall.of(PodWall.live(
                "suite=pachyderm",
                pod("etcd-0", "Running"),
                pod("pachd-7d9f8b6c5d-2xkqp", "Running"),
                pod("pachd-7d9f8b6c5d-m8wvl", "Terminating"),
                pod("pipeline-edges-v1-x7k2p \u001b[31m", "CrashLoopBackOff")));
        add("Pods", pods);
        add("Pods, filter", pods, "/", "e");
        add("A pod", pods, "Down", "Enter");
        add("Audit", confirming(), "6");
        add("What changes", confirming(), "d");
        add("The same by hand", confirming(), "c");
    }

    private void questions() {
        StepId drop = new StepId("drop-old-copy");
        Tale drops = Tale.opened(Mode.RUN)
                .scaledDown()
                .asks(new Question.Confirm(drop, false, Preview.ofDetails(List.of("holds  412 tables, 8.1 GiB"))));
        add("Confirm what destroys", drops.scene(), "Enter");
        Tale manual = Tale.opened(Mode.RUN)
                .done("preflight", "", Map.of())
                .asks(new Question.Confirm(
                        new StepId("pause-ingress"), false, Preview.ofDetails(List.of("Stop the cron jobs"))));
        add("Done by hand", manual.scene(), "Enter");
        add("A step has failed", failed());
        add("A step has failed, parameters", failed(), "p");
        add("A step has failed, another value", failed(), "p", "Enter");
        add("A reason or a note, to skip", failed(), "s");
        add("A reason or a note, note", failed(), "n");
        add("Take back", failed(), "u");
        add("Stop", failed(), "x");
        add("Leave", failed(), "q");
        add("Stop what is under way", dumping(), "Ctrl-C");
        add("In doubt", doubted());
        add("In doubt, a verdict", doubted(), "Down", "Enter");
        Tale held = Tale.opened(Mode.RUN).scaledDown().stopped();
        add(
                "Holds to release",
                held.asks(new Question.Release(Told.newestFirst(held.run()))).scene());
    }

    private static RunScene doubted() {
        Tale tale = Tale.opened(Mode.RUN)
                .preparedToScale()
                .begun("scale-down-pachd")
                .happened(new RunEvent.RunResumed("0.1.0"));
        return tale.asks(new Question.Doubt(
                        tale.run().doubts().keySet().iterator().next(),
                        new Performer.Finding(Optional.empty(), "deployment/pachd has 0 of 3 replicas", false)))
                .scene();
    }

    private void ends() {
        Ticket.Audit audit = new Ticket.Audit("runs/R1/journal.jsonl", 14, "ab".repeat(32));
        Run run = Tale.opened(Mode.RUN).scaledDown().run();
        Optional<java.time.Instant> end = Optional.of(Tale.START.plusSeconds(1_000));
        add("The summary", SummaryScene.of(new Ticket(run, List.of("mira"), end, audit)));
    }
}
