package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import lifeboat.backup.SavedDatabase;
import lifeboat.run.Outcome;
import lifeboat.run.Severity;
import org.junit.jupiter.api.Test;

class LocaleRowTest {
    private final List<String> rows = new ArrayList<>();
    private final Sheet sheet = new Sheet(new Performer.Listener() {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {
            rows.add(severity + " " + name + ": " + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    });

    private static SavedDatabase saved(String provider, String collationVersion) {
        return new SavedDatabase(
                "pachyderm",
                "15.18",
                "UTF8",
                "en_US.UTF-8",
                "en_US.UTF-8",
                "pachyderm",
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                provider,
                collationVersion);
    }

    @Test
    void anotherVersionOfTheCollationIsAWarning() {
        new LocaleRow(sheet).look(saved("libc", "2.31"), Set.of(), Optional.of("2.36"));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("PASS locale: pachyderm: will be made from template0 with encoding UTF8");
        assertThat(rows.get(1))
                .startsWith("WARN locale: pachyderm: the collation en_US.UTF-8 has version 2.36 here and had 2.31");
        assertThat(sheet.outcome("fine")).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void theSameVersionIsNot() {
        new LocaleRow(sheet).look(saved("libc", "2.36"), Set.of(), Optional.of("2.36"));
        new LocaleRow(sheet).look(saved("", ""), Set.of(), Optional.of("2.36"));
        new LocaleRow(sheet).look(saved("libc", "2.36"), Set.of(), Optional.empty());

        assertThat(rows).hasSize(3).allMatch(row -> row.startsWith("PASS"));
    }

    @Test
    void anotherProviderIsAWarning() {
        new LocaleRow(sheet).look(saved("icu", ""), Set.of(), Optional.empty());

        assertThat(rows.get(0)).startsWith("WARN locale: pachyderm sorted by the provider icu at the source");
    }

    @Test
    void aLocaleThatTheServerLacksIsRefused() {
        new LocaleRow(sheet).look(saved("libc", "2.31"), Set.of("en_US.UTF-8"), Optional.of("2.36"));

        assertThat(rows)
                .containsExactly(
                        "FAIL locale: the server does not know the locale en_US.UTF-8 of pachyderm, so it cannot"
                                + " be made with it");
        assertThat(sheet.outcome("fine")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.guard()).isTrue();
            assertThat(failed.hint()).contains("localedef");
        });
    }
}
