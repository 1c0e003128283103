package lifeboat.lab.atlas;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The rows of the tables as text, for stores that keep them in files: what is written out comes back as it was. */
record TableFiles(AtlasTables tables) {
    /** The rows of one table, one a line. */
    String rows(String table) throws SQLException, IOException {
        StringWriter rows = new StringWriter();
        tables.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT * FROM " + table + " ORDER BY 1) TO STDOUT", rows);
        return rows.toString();
    }

    /** Adds rows to a table; those that are there already stay as they are. */
    void add(String table, String rows) throws SQLException, IOException {
        try (Statement statement = tables.connection().createStatement()) {
            statement.execute("CREATE TEMP TABLE incoming (LIKE " + table + ")");
            tables.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY incoming FROM STDIN", new StringReader(rows));
            if (table.equals(AtlasTables.TIMESTAMP)) {
                // It has one row, and of two bounds the higher one is right.
                statement.execute("INSERT INTO incoming SELECT * FROM _timestamp");
                statement.execute("DELETE FROM _timestamp");
                statement.execute(
                        "INSERT INTO _timestamp SELECT max(last_allocated) FROM incoming HAVING count(*) > 0");
            } else {
                statement.execute("INSERT INTO " + table + " SELECT * FROM incoming ON CONFLICT DO NOTHING");
            }
            statement.execute("DROP TABLE incoming");
        }
    }
}
