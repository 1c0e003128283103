package lifeboat.story;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a database holds, in a form that can be compared: every table by rows and content, every sequence by its state. */
final class Restored {
    private static final String RELATIONS =
            """
            select c.relkind::text, format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            order by 2
            """;
    private static final String ROWS =
            "select count(*) || ' rows ' || md5(coalesce(string_agg(r::text, e'\\n' order by r::text collate \"C\"), ''))"
                    + " from %s r";
    private static final String SEQUENCE = "select last_value || ' ' || is_called from %s";

    private Restored() {}

    /** Every table, view that is stored, and sequence by its quoted name. */
    static Map<String, String> content(Connection database) throws SQLException {
        Map<String, String> content = new TreeMap<>();
        for (List<String> relation : rows(database, RELATIONS)) {
            boolean sequence = relation.get(0).equals("S");
            String question = (sequence ? SEQUENCE : ROWS).formatted(relation.get(1));
            content.put(
                    (sequence ? "sequence " : "table ") + relation.get(1),
                    rows(database, question).get(0).get(0));
        }
        return content;
    }

    private static List<List<String>> rows(Connection database, String question) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(question)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
