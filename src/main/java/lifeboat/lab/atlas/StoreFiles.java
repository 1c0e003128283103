package lifeboat.lab.atlas;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The files of a store that is not a database. While somebody works with it its content is in PostgreSQL; what is backed up, lost
 * and restored are the files.
 */
interface StoreFiles {
    /** A store in PostgreSQL has none. */
    StoreFiles NONE = new StoreFiles() {
        @Override
        public void open(AtlasTables tables) {}

        @Override
        public void close(AtlasTables tables) {}
    };

    /** Reads what is in the files and not in the tables yet. */
    void open(AtlasTables tables) throws SQLException, IOException;

    /** Writes what has to be in the files when nobody works with the store. */
    void close(AtlasTables tables) throws SQLException, IOException;
}
