package lifeboat.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * What was dumped of one database, and what was counted in it at the same standstill.
 *
 * @param name its name at the source
 * @param serverVersion as the source's server printed it: {@code 15.18 (Debian 15.18-0+deb12u1)}
 * @param encoding such as {@code UTF8}
 * @param collation such as {@code en_US.UTF-8}
 * @param ctype such as {@code en_US.UTF-8}
 * @param owner the role that owned it
 * @param bytes its size on the source's disk; empty if it was not told
 * @param migrationsMax the largest id of {@code public.migrations}; empty where there is no such table
 * @param tables every table with its rows
 * @param sequences every sequence
 * @param extensions every extension
 * @param tocEntries entries in the dump's table of contents
 * @param files the files of the dump, relative to its directory
 * @param localeProvider what sorted its texts: {@code libc}, {@code icu} or {@code builtin}; empty text in an older manifest
 * @param collationVersion the version of its collation, as the source's system told it; empty text if it did not
 */
public record SavedDatabase(
        String name,
        String serverVersion,
        String encoding,
        String collation,
        String ctype,
        String owner,
        OptionalLong bytes,
        OptionalLong migrationsMax,
        List<Table> tables,
        List<Sequence> sequences,
        List<Extension> extensions,
        long tocEntries,
        List<Manifest.File> files,
        String localeProvider,
        String collationVersion) {
    /** One table and how many rows it had. */
    public record Table(String schema, String name, long rows) {}

    /** One sequence; nothing was drawn from it yet if there is no last value. */
    public record Sequence(String schema, String name, OptionalLong lastValue) {}

    /** One extension. */
    public record Extension(String name, String version) {}

    /** Keeps its own copies. */
    public SavedDatabase {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        extensions = List.copyOf(extensions);
        files = List.copyOf(files);
    }

    /** 15 of {@code 15.18}; 0 if the version cannot be read. */
    public int serverMajor() {
        String digits = serverVersion.replaceFirst("^(\\d{1,4}).*$", "$1");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }

    /** All rows together. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    static SavedDatabase of(JsonObject note) throws MalformedJsonException {
        List<Table> tables = new ArrayList<>();
        for (JsonObject table : note.objects("tables")) {
            tables.add(new Table(table.text("schema"), table.text("name"), table.number("rows")));
        }
        List<Sequence> sequences = new ArrayList<>();
        for (JsonObject sequence : note.objects("sequences")) {
            sequences.add(new Sequence(sequence.text("schema"), sequence.text("name"), lastValue(sequence)));
        }
        List<Extension> extensions = new ArrayList<>();
        for (JsonObject extension : note.objects("extensions")) {
            extensions.add(new Extension(extension.text("name"), extension.text("version")));
        }
        List<Manifest.File> files = new ArrayList<>();
        for (JsonObject file : note.objects("files")) {
            files.add(new Manifest.File(file.text("path"), file.number("size"), file.text("sha256")));
        }
        return new SavedDatabase(
                note.text("name"),
                note.text("server_version"),
                note.text("encoding"),
                note.text("collation"),
                note.text("ctype"),
                note.text("owner"),
                number(note, "bytes"),
                number(note, "migrations_max"),
                tables,
                sequences,
                extensions,
                note.number("toc_entries"),
                files,
                note.optionalText("locale_provider").orElse(""),
                note.optionalText("collation_version").orElse(""));
    }

    private static OptionalLong number(JsonObject note, String name) throws MalformedJsonException {
        return note.has(name) ? OptionalLong.of(note.number(name)) : OptionalLong.empty();
    }

    private static OptionalLong lastValue(JsonObject sequence) throws MalformedJsonException {
        if (!sequence.has("last_value")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(sequence.text("last_value")));
        } catch (NumberFormatException e) {
            throw sequence.wrong("last_value", "is not a whole number");
        }
    }
}
