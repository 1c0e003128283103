package lifeboat.perform;

import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.pachyderm.Migrations;
import lifeboat.pachyderm.PachydermVersion;

/** Whether a version of Pachyderm takes a database, told by the largest id of its {@code public.migrations}. */
record MigrationsRow(Sheet sheet) {
    private static final String ROW = "migrations";

    /**
     * Looks.
     *
     * @param what whose largest id it is, as the beginning of a sentence
     * @param max the largest id; empty where there is no such table
     * @param chosen the version that will run on it; empty text where it is not known
     */
    void look(String what, OptionalLong max, String chosen) {
        Optional<PachydermVersion> version = PachydermVersion.parse(chosen);
        if (max.isEmpty()) {
            sheet.warn(ROW, what + " has no public.migrations: which versions take it is not known");
            return;
        }
        long id = max.getAsLong();
        if (version.isEmpty()) {
            sheet.warn(ROW, what + " ends with migration " + id + "; which version will run on it is not known");
            return;
        }
        OptionalLong known = Migrations.last(version.get());
        if (known.isEmpty()) {
            sheet.warn(
                    ROW,
                    what + " ends with migration " + id + "; with which one " + version.get()
                            + " ends is not known here, so only the versions are compared");
        } else if (known.getAsLong() < id) {
            sheet.fail(
                    ROW,
                    what + " ends with migration " + id + ", and Pachyderm " + version.get() + " knows "
                            + known.getAsLong() + ": it refuses a database that is newer than it expects",
                    "Install "
                            + Migrations.firstWith(id)
                                    .map(first -> first + " or later")
                                    .orElse("the version that wrote it")
                            + ", or take databases that this version wrote.");
        } else if (known.getAsLong() > id) {
            sheet.warn(
                    ROW,
                    what + " ends with migration " + id + "; Pachyderm " + version.get() + " migrates it to "
                            + known.getAsLong() + " when it starts, and there is no way back");
        } else {
            sheet.pass(ROW, what + " ends with migration " + id + ", as Pachyderm " + version.get() + " expects");
        }
    }
}
