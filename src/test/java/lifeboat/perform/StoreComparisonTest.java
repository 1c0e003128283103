package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.backup.SavedDatabase;
import org.junit.jupiter.api.Test;

/** A restored store has the rows that were dumped, table by table. */
class StoreComparisonTest {
    private static final List<SavedDatabase.Table> COUNTED = List.of(
            new SavedDatabase.Table("public", "_transactions", 12), new SavedDatabase.Table("public", "orders", 30));
    private static final Map<String, Long> DUMPED = Map.of("public._transactions", 11L, "public.orders", 28L);

    private static List<String> differences(Map<String, Long> dumped, Map<String, Long> now) {
        return new StoreComparison(COUNTED, dumped, now).differences("");
    }

    @Test
    void whatWasWrittenBetweenTheDumpAndTheCountIsNotMissed() {
        assertThat(differences(DUMPED, DUMPED)).isEmpty();
    }

    @Test
    void aRowThatIsMissingOrTooManyIsTold() {
        assertThat(differences(DUMPED, Map.of("public._transactions", 11L, "public.orders", 27L)))
                .containsExactly("the table public.orders has 27 rows, and the dump 28");
        assertThat(differences(DUMPED, Map.of("public._transactions", 11L, "public.orders", 28L, "public.more", 1L)))
                .containsExactly("the table public.more has 1 rows, and the dump none");
    }

    @Test
    void aTableThatTheManifestKnowsMustBeThere() {
        assertThat(differences(Map.of("public._transactions", 11L), Map.of("public._transactions", 11L)))
                .containsExactly("the table public.orders is missing");
    }

    @Test
    void moreTransactionsThanWereCountedAfterTheDumpAreOfAnotherBackup() {
        Map<String, Long> more = Map.of("public._transactions", 13L, "public.orders", 28L);
        assertThat(differences(more, more)).singleElement().asString().contains("they are not of one backup");
    }
}
