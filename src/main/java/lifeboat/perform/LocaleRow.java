package lifeboat.perform;

import java.util.Optional;
import java.util.Set;
import lifeboat.backup.SavedDatabase;

/** Whether a server can make a database that sorts and reads its texts as the saved one did. */
record LocaleRow(Sheet sheet) {
    private static final String ROW = "locale";

    /**
     * Looks. The new database is made from template0 with the recorded encoding and locale, or it cannot hold the dump as it was.
     *
     * @param unknown those of its two locales that the server does not know
     * @param now the version of its collation on this server; empty where the server does not tell
     */
    void look(SavedDatabase saved, Set<String> unknown, Optional<String> now) {
        for (String locale : unknown) {
            sheet.fail(
                    ROW,
                    "the server does not know the locale " + locale + " of " + saved.name()
                            + ", so it cannot be made with it",
                    "Install that locale on the server's system (as root: localedef or the package locales), restart"
                            + " PostgreSQL, and call pg_import_system_collations('pg_catalog') there.");
        }
        if (!saved.localeProvider().isEmpty() && !saved.localeProvider().equals("libc")) {
            sheet.warn(
                    ROW,
                    saved.name() + " sorted by the provider " + saved.localeProvider()
                            + " at the source; it is made with the system's " + saved.collation()
                            + ", and texts may come in another order");
        }
        if (!unknown.isEmpty()) {
            return;
        }
        sheet.pass(
                ROW,
                saved.name() + ": will be made from template0 with encoding " + saved.encoding() + ", collation "
                        + saved.collation() + ", ctype " + saved.ctype());
        if (!saved.collationVersion().isEmpty()
                && now.isPresent()
                && !saved.collationVersion().equals(now.get())) {
            sheet.warn(
                    ROW,
                    saved.name() + ": the collation " + saved.collation() + " has version " + now.get()
                            + " here and had " + saved.collationVersion()
                            + " at the source; indexes are built anew, but texts may come in another order");
        }
    }
}
