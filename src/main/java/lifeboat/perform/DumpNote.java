package lifeboat.perform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Digest;
import lifeboat.database.DatabaseException;
import lifeboat.database.DumpReport;
import lifeboat.database.Postgres;
import lifeboat.journal.json.CanonicalJson;

/**
 * What is noted beside a dump, counted at the same standstill: what a restore is compared with.
 *
 * @param fields as they stand in {@code postgres/NAME.note.json} and in the manifest
 */
record DumpNote(String database, Map<String, Object> fields, int tables, long rows) {

    static DumpNote of(Postgres postgres, Postgres.Server server, String database, DumpReport report, Duration patience)
            throws DatabaseException {
        Postgres.Database row = postgres.databases().stream()
                .filter(there -> there.name().equals(database))
                .findFirst()
                .orElseThrow(() -> new DatabaseException(
                        DatabaseException.Kind.NO_DATABASE,
                        "the database '" + database + "' is gone",
                        "Look who dropped it; the dump that was made is whole."));
        List<Postgres.Table> tables = postgres.tables(database, Postgres.Counting.EXACT, patience);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", database);
        fields.put("server_version", server.version());
        fields.put("encoding", row.encoding());
        fields.put("collation", row.collation());
        fields.put("ctype", row.ctype());
        fields.put("locale_provider", postgres.localeProvider(database));
        postgres.collationVersion(row.collation()).ifPresent(version -> fields.put("collation_version", version));
        fields.put("owner", row.owner());
        row.bytes().ifPresent(bytes -> fields.put("bytes", bytes));
        postgres.migrationsMax(database).ifPresent(max -> fields.put("migrations_max", max));
        fields.put(
                "tables",
                tables.stream()
                        .map(table -> Map.of("schema", table.schema(), "name", table.name(), "rows", table.rows()))
                        .toList());
        fields.put(
                "sequences",
                postgres.sequences(database).stream()
                        .map(sequence -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("schema", sequence.schema());
                            one.put("name", sequence.name());
                            // A sequence is 64 bits wide, a number in the manifest 53.
                            sequence.lastValue().ifPresent(value -> one.put("last_value", Long.toString(value)));
                            return one;
                        })
                        .toList());
        fields.put(
                "extensions",
                postgres.extensions(database).stream()
                        .map(extension -> Map.of("name", extension.name(), "version", extension.version()))
                        .toList());
        fields.put("pg_dump", report.toolVersion());
        fields.put("argv", report.argv());
        fields.put("toc_entries", (long) report.tocEntries());
        fields.put(
                "files",
                report.files().stream()
                        .map(file -> Map.of("path", file.path(), "size", file.size(), "sha256", file.sha256()))
                        .toList());
        return new DumpNote(
                database,
                fields,
                tables.size(),
                tables.stream().mapToLong(Postgres.Table::rows).sum());
    }

    private byte[] bytes(long writes) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("rows_written_meanwhile", writes);
        return CanonicalJson.write(all);
    }

    void write(BackupFolder folder, long writes) throws PerformException {
        Folders.write(folder, folder.databaseNote(database), bytes(writes));
    }

    String sha256(long writes) {
        return Digest.of(bytes(writes));
    }
}
