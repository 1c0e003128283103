package lifeboat.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.RunRow;

/** Something that can be chosen in the launcher. */
sealed interface Entry {
    /** A run to go on with, to follow or to look back on. */
    record OfRun(RunRow row) implements Entry {
        @Override
        public String key() {
            return "run " + row.id();
        }

        @Override
        public String heading() {
            return row.finished() ? "RECENT RUNS" : "UNFINISHED RUNS";
        }

        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of(row.id(), row.book(), row.title(), row.state(), row.result()));
            words.add(row.mode().name());
            row.worker().ifPresent(words::add);
            row.holds().forEach(hold -> words.add(hold.id()));
            return words;
        }
    }

    /** A runbook to begin with. */
    record OfBook(BookRow row) implements Entry {
        @Override
        public String key() {
            return "book " + row.id();
        }

        @Override
        public String heading() {
            return "RUNBOOKS";
        }

        @Override
        public List<String> words() {
            return List.of(row.id(), row.title(), row.summary());
        }
    }

    /** How many runs that are over are shown. */
    int MOST_RECENT = 10;

    /** What tells it from the others, also when the lists were read again. */
    String key();

    /** What the part of the list is called in which it stands. */
    String heading();

    /** What a filter looks into. */
    List<String> words();

    /** Unfinished runs, those first that nobody works on, then the runbooks, then the runs that are over; newest first. */
    static List<Entry> all(Message.Listed listed) {
        List<RunRow> newestFirst = listed.runs().stream()
                .sorted(Comparator.comparing(RunRow::lastAt).reversed().thenComparing(RunRow::id))
                .toList();
        List<Entry> all = new ArrayList<>();
        newestFirst.stream()
                .filter(row -> !row.finished())
                .sorted(Comparator.comparing(row -> row.worker().isPresent()))
                .map(OfRun::new)
                .forEach(all::add);
        listed.books().stream().map(OfBook::new).forEach(all::add);
        newestFirst.stream()
                .filter(RunRow::finished)
                .limit(MOST_RECENT)
                .map(OfRun::new)
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** Whether a filter lets it through; every word of the filter must be in it. */
    default boolean matches(String filter) {
        String text = String.join("\n", words()).toLowerCase(Locale.ROOT);
        return List.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+")).stream()
                .allMatch(text::contains);
    }

    /** The run, if it is one. */
    default Optional<RunRow> run() {
        return this instanceof OfRun run ? Optional.of(run.row()) : Optional.empty();
    }

    /** The runbook, if it is one. */
    default Optional<BookRow> book() {
        return this instanceof OfBook book ? Optional.of(book.row()) : Optional.empty();
    }
}
