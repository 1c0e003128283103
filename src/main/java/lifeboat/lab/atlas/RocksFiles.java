package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A store that is a directory, as RocksDB keeps one: whoever opens it reads it, and whoever closes it leaves everything in it.
 * While it is open its content is in PostgreSQL; what counts while nobody has it open are the files.
 */
record RocksFiles(Path directory) implements StoreFiles {
    private static final String CURRENT = "CURRENT";
    private static final String MANIFEST = "MANIFEST-000001";

    /** Whether the directory holds a store. */
    boolean isThere() {
        return Files.exists(directory.resolve(CURRENT));
    }

    /** Reads the files, if nobody has the store open already and there is one. */
    @Override
    public void open(AtlasTables tables) throws SQLException, IOException {
        if (tables.isThere() || !isThere()) {
            return;
        }
        tables.createEmpty();
        for (String table : AtlasTables.ALL) {
            new TableFiles(tables).add(table, Files.readString(file(table)));
        }
    }

    /** Writes everything into the files. */
    @Override
    public void close(AtlasTables tables) throws SQLException, IOException {
        Files.createDirectories(directory);
        for (String table : AtlasTables.ALL) {
            Files.writeString(file(table), new TableFiles(tables).rows(table));
        }
        Files.writeString(directory.resolve(MANIFEST), String.join("\n", AtlasTables.ALL) + "\n");
        Files.writeString(directory.resolve(CURRENT), MANIFEST + "\n");
    }

    private Path file(String table) {
        return directory.resolve("%06d.sst".formatted(AtlasTables.ALL.indexOf(table) + 10));
    }

    /** Loses every file, as a dead disk would; the directory stays. */
    void lose() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
