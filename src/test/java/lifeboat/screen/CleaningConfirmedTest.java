package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/**
 * The screen on which the deleting of transactions is confirmed: both timestamps, the backup's date, host, database and rows
 * stand on it at once, on the smallest usual terminal, while the name is typed.
 */
class CleaningConfirmedTest {
    private static final List<String> FACTS = List.of(
            "backup timestamp 3010015 < fast-forward timestamp 3010026, of the backup of 2026-11-21T02:00:04Z",
            "database atlas on db.example.net:5432",
            "_transactions: 1204 committed, of which 3 committed after the backup timestamp and are deleted");

    private static Tale asked() throws Exception {
        Path book = Path.of("runbooks", "atlasdb-restore.yaml");
        return Tale.opened(Mode.RUN, RunbookLoader.load(book.toString(), Files.readAllBytes(book)))
                .happened(
                        new RunEvent.ParameterGiven("store", "postgresql", false, "default"),
                        new RunEvent.ParameterGiven("service_by", "hand", false, "default"),
                        new RunEvent.IdentityObserved(
                                "atlas",
                                new TreeMap<>(Map.of(
                                        "name", "atlas",
                                        "kind", "postgresql",
                                        "address", "db.example.net:5432",
                                        "store", "postgresql/7428/atlas"))),
                        new RunEvent.HoldOpened("service-down", new StepId("stop-service-by-hand")))
                .asks(new Question.Confirm(
                        new StepId("clean"),
                        false,
                        new Preview(
                                List.of(new Preview.Change(
                                        "database atlas on db.example.net:5432",
                                        "committed transactions",
                                        "1204",
                                        "1201")),
                                List.of(),
                                List.of(List.of(
                                        "atlasdb", "--offline", "timestamp", "--file", "f", "clean-transactions")),
                                List.of(),
                                FACTS)));
    }

    @Test
    void everythingThatCountsStandsBesideTheFieldForTheName() throws Exception {
        Keys keys = new Keys(asked().scene());
        // A page of the preview for each Enter; the popup comes when all of it was shown.
        for (int page = 0; page < 5 && !Shot.of(keys.app(), 80, 24).text().contains("to go on:"); page++) {
            keys.press("Enter");
        }
        Shot.of(keys.app(), 80, 24).matches("run-clean");
        String shown = Shot.of(keys.app(), 80, 24).text().replaceAll("[│ \\n]+", " ");
        assertThat(shown)
                .contains("3010015")
                .contains("3010026")
                .contains("2026-11-21T02:00:04Z")
                .contains("database atlas on db.example.net:5432")
                .contains("1204 committed")
                .contains("Type atlas to go on:");
        keys.press("a", "t", "l", "a", "Enter");
        assertThat(keys.commands())
                .doesNotContain(new Command.Ask(new Wish.Confirm(new StepId("clean"), false, "atla")));
        keys.press("s", "Enter");
        assertThat(keys.commands()).contains(new Command.Ask(new Wish.Confirm(new StepId("clean"), false, "atlas")));
    }
}
