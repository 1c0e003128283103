package lifeboat.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lifeboat.lab.kube.Flavour;

/**
 * What the lab's databases hold, as scripts for PostgreSQL's single-user mode: a command ends with a semicolon and an
 * empty line. The same seed makes the same rows.
 */
final class PostgresSeed {
    static final String PACHYDERM = "pachyderm";
    static final String DEX = "dex";
    /** A database whose name is wrong in every program that does not quote. */
    static final String OLD = "Pachyderm \"old\" 2019";

    private final long seed;
    private final int migrations;
    private final String script;
    private final String version;

    /** What the usual version has. */
    PostgresSeed(long seed) {
        this(seed, new Flavour(LabOptions.PACHYDERM).migrations());
    }

    /** @param migrations the largest id in Pachyderm's table of migrations */
    PostgresSeed(long seed, int migrations) {
        this(seed, migrations, PACHYDERM, LabOptions.PACHYDERM);
    }

    private PostgresSeed(long seed, int migrations, String script, String version) {
        this.seed = seed;
        this.migrations = migrations;
        this.script = script;
        this.version = version;
    }

    /** What a lab's server has. */
    static PostgresSeed of(LabOptions options) {
        return new PostgresSeed(
                options.seed(),
                new Flavour(options.pachyderm()).migrations(),
                options.hasEnterpriseServer() ? "enterprise" : PACHYDERM,
                options.pachyderm());
    }

    /** The databases besides PostgreSQL's own. */
    static List<String> databases() {
        return List.of(PACHYDERM, DEX, OLD);
    }

    /** Makes the role and the databases; to be fed to the database {@code postgres}. Holds both passwords. */
    static String roles(String superuserPassword, String password) {
        StringBuilder sql = new StringBuilder();
        sql.append("ALTER ROLE postgres PASSWORD '").append(superuserPassword).append("';\n\n");
        sql.append("CREATE ROLE pachyderm LOGIN PASSWORD '").append(password).append("';\n\n");
        for (String database : databases()) {
            sql.append("CREATE DATABASE \"")
                    .append(database.replace("\"", "\"\""))
                    .append("\" OWNER pachyderm;\n\n");
        }
        return sql.toString();
    }

    /** Fills one database of {@link #databases()}. */
    String rows(String database) {
        String name = database.equals(OLD) ? "old" : database.equals(PACHYDERM) ? script : database;
        try (InputStream script = PostgresSeed.class.getResourceAsStream(name + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("no script for the database " + database);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{{seed}}", Long.toString(seed))
                    .replace("{{version}}", version)
                    .replace("{{migrations}}", Integer.toString(migrations));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
