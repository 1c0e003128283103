package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.backup.SavedDatabase;

/**
 * A restored store beside its dump and its manifest. The store was worked with while it was dumped, and the manifest's rows were
 * counted after that: the dump says how many rows each table has to have, the manifest which tables there are, and more
 * transactions than were counted later were never in it.
 *
 * @param counted the tables that the manifest counted
 * @param dumped the rows of each table in the dump, by schema and name
 * @param now the rows of each table in the restored database
 */
record StoreComparison(List<SavedDatabase.Table> counted, Map<String, Long> dumped, Map<String, Long> now) {
    /** One sentence for each difference; none if all is as it should be. */
    List<String> differences(String prefix) {
        List<String> differences = new ArrayList<>();
        for (SavedDatabase.Table wanted : counted) {
            String name = wanted.schema() + "." + wanted.name();
            if (!now.containsKey(name)) {
                differences.add("the table " + name + " is missing");
            } else if (wanted.name().equals(prefix + "_transactions") && now.getOrDefault(name, 0L) > wanted.rows()) {
                differences.add("the table " + name + " has " + now.get(name) + " rows, and the manifest counted "
                        + wanted.rows() + " after the dump; they are not of one backup");
            }
        }
        dumped.forEach((name, rows) -> {
            long there = now.getOrDefault(name, 0L);
            if (there != rows) {
                differences.add("the table " + name + " has " + there + " rows, and the dump " + rows);
            }
        });
        now.forEach((name, rows) -> {
            if (rows > 0 && !dumped.containsKey(name)) {
                differences.add("the table " + name + " has " + rows + " rows, and the dump none");
            }
        });
        return List.copyOf(differences);
    }
}
