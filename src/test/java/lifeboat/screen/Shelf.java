package lifeboat.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.ShippedBooks;
import lifeboat.runbook.StepId;

/** Runbooks and runs to choose from, made by hand. */
final class Shelf {
    static final Instant NOW = Instant.parse("2026-11-21T03:00:20Z");
    static final Runbook BACKUP = book(Path.of("runbooks", "pachyderm-backup.yaml"));
    static final Runbook FORM = book(Path.of("src", "test", "resources", "line", "form.yaml"));

    private Shelf() {}

    static Runbook book(Path file) {
        try {
            return ShippedBooks.load(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (RunbookException broken) {
            throw new AssertionError(broken.problems().toString(), broken);
        }
    }

    static Runbook book(String yaml) {
        try {
            return RunbookLoader.load("x.yaml", yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (RunbookException broken) {
            throw new AssertionError(broken.problems().toString(), broken);
        }
    }

    static Run.OpenHold hold(String id, String since) {
        return new Run.OpenHold(id, new StepId("some-step"), Instant.parse(since));
    }

    static RunRow left(String id, Mode mode, String last, Run.OpenHold... holds) {
        return new RunRow(
                id,
                BACKUP.id(),
                BACKUP.title(),
                mode,
                "left",
                Optional.empty(),
                false,
                Instant.parse("2026-11-21T02:00:00Z"),
                Instant.parse(last),
                List.of(holds),
                "",
                "/var/lib/lifeboat/runs/" + id);
    }

    static RunRow worked(String id, String by, String last, Run.OpenHold... holds) {
        RunRow row = left(id, Mode.RUN, last, holds);
        return new RunRow(
                id,
                row.book(),
                row.title(),
                row.mode(),
                "worked on by " + by,
                Optional.of(by),
                false,
                row.openedAt(),
                row.lastAt(),
                row.holds(),
                "",
                row.audit());
    }

    static RunRow over(String id, Mode mode, String title, String result, String last) {
        return new RunRow(
                id,
                BACKUP.id(),
                title,
                mode,
                "unfinished",
                Optional.empty(),
                true,
                Instant.parse(last).minusSeconds(1800),
                Instant.parse(last),
                List.of(),
                result,
                "/var/lib/lifeboat/runs/" + id);
    }

    /** A shelf on which a lot has happened. */
    static Message.Listed full() {
        return new Message.Listed(
                List.of(
                        left(
                                "20261121-020000-k7qx2m",
                                Mode.RUN,
                                "2026-11-21T02:32:00Z",
                                hold("ingress-paused", "2026-11-21T02:09:11Z"),
                                hold("pachd-down", "2026-11-21T02:12:40Z")),
                        worked(
                                "20261121-021500-m2nv9p",
                                "jon on bastion2, process 4711, run 20261121-021500-m2nv9p, since 2026-11-21T02:15:00Z",
                                "2026-11-21T03:00:10Z",
                                hold("users-told", "2026-11-21T02:20:00Z")),
                        left("20261119-101500-zz3456", Mode.REHEARSAL, "2026-11-19T10:20:00Z"),
                        over("20261114-020000-aaaaaa", Mode.RUN, BACKUP.title(), "done", "2026-11-14T02:40:00Z"),
                        over(
                                "20261113-090000-bbbbbb",
                                Mode.REHEARSAL,
                                BACKUP.title(),
                                "failed",
                                "2026-11-13T09:10:00Z"),
                        over("20261112-090000-cccccc", Mode.REHEARSAL, BACKUP.title(), "done", "2026-11-12T09:30:00Z")),
                List.of(
                        BookRow.of(BACKUP, Optional.of(Instant.parse("2026-11-14T02:00:00Z")), "done"),
                        BookRow.of(FORM, Optional.empty(), "")),
                List.of("20261101-000000-broken  unreadable  corrupt: record 7 edited"),
                NOW);
    }

    /** A shelf of somebody who has never used it. */
    static Message.Listed fresh() {
        return new Message.Listed(List.of(), List.of(BookRow.of(BACKUP, Optional.empty(), "")), List.of(), NOW);
    }

    static Map<String, Given> lab() {
        return Map.of(
                "kubeconfig", new Given("/tmp/lab/kubeconfig", "lab"),
                "context", new Given("lab", "lab"),
                "namespace", new Given("pachyderm", "lab"),
                "database_host", new Given("127.0.0.1", "lab"),
                "database_port", new Given("54321", "lab"),
                "database_password", new Given("hunter2-of-the-lab", "lab"),
                "bucket", new Given("pachyderm-data", "lab"),
                "backup_bucket", new Given("pachyderm-copy", "lab"),
                "backup_dir", new Given("/tmp/lab/backups", "lab"));
    }
}
