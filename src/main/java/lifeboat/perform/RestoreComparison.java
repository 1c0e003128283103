package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;

/** Compares a database with what was counted in its source: rows of every table, every sequence, migrations, extensions. */
record RestoreComparison(SavedDatabase saved, Postgres postgres, String database) {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int MOST = 20;

    /**
     * What was compared.
     *
     * @param differences one sentence each, at most twenty and how many more there are; none if all is equal
     * @param migrations the largest id of {@code public.migrations}
     */
    record Result(List<String> differences, int tables, long rows, OptionalLong migrations) {
        String words() {
            return tables + " tables, " + rows + " rows"
                    + (migrations.isPresent() ? ", migrations up to " + migrations.getAsLong() : "");
        }
    }

    Result compare() throws DatabaseException {
        List<String> differences = new ArrayList<>();
        List<Postgres.Table> tables = postgres.tables(database, Postgres.Counting.EXACT, PATIENCE);
        Map<String, String> rows = new TreeMap<>();
        tables.forEach(table -> rows.put(name(table.schema(), table.name()), table.rows() + " rows"));
        Map<String, String> wanted = new TreeMap<>();
        saved.tables().forEach(table -> wanted.put(name(table.schema(), table.name()), table.rows() + " rows"));
        differ("table", wanted, rows, differences);
        Map<String, String> sequences = new TreeMap<>();
        postgres.sequences(database)
                .forEach(sequence ->
                        sequences.put(name(sequence.schema(), sequence.name()), value(sequence.lastValue())));
        Map<String, String> wantedSequences = new TreeMap<>();
        saved.sequences()
                .forEach(sequence ->
                        wantedSequences.put(name(sequence.schema(), sequence.name()), value(sequence.lastValue())));
        differ("sequence", wantedSequences, sequences, differences);
        Map<String, String> extensions = new TreeMap<>();
        postgres.extensions(database).forEach(extension -> extensions.put(extension.name(), "there"));
        Map<String, String> wantedExtensions = new TreeMap<>();
        saved.extensions().forEach(extension -> wantedExtensions.put(extension.name(), "there"));
        differ("extension", wantedExtensions, extensions, differences);
        OptionalLong migrations = postgres.migrationsMax(database);
        if (!migrations.equals(saved.migrationsMax())) {
            differences.add(
                    "public.migrations ends with " + value(migrations) + " instead of " + value(saved.migrationsMax()));
        }
        return new Result(
                shortened(differences),
                tables.size(),
                tables.stream().mapToLong(Postgres.Table::rows).sum(),
                migrations);
    }

    private static List<String> shortened(List<String> differences) {
        if (differences.size() <= MOST) {
            return List.copyOf(differences);
        }
        List<String> some = new ArrayList<>(differences.subList(0, MOST));
        some.add(differences.size() - MOST + " more differences");
        return List.copyOf(some);
    }

    private static void differ(
            String what, Map<String, String> wanted, Map<String, String> there, List<String> differences) {
        wanted.forEach((name, value) -> {
            String now = there.get(name);
            if (now == null) {
                differences.add(what + " " + name + " is missing");
            } else if (!now.equals(value)) {
                differences.add(what + " " + name + " has " + now + " instead of " + value);
            }
        });
        there.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> differences.add(what + " " + name + " was not in the source"));
    }

    private static String name(String schema, String name) {
        return schema + "." + name;
    }

    private static String value(OptionalLong value) {
        return value.isPresent() ? "the value " + value.getAsLong() : "no value";
    }
}
