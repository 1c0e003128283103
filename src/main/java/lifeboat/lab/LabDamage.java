package lifeboat.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.EnterpriseFixture;
import lifeboat.lab.kube.Flavour;
import lifeboat.lab.kube.PachydermFixture;
import org.postgresql.ds.PGSimpleDataSource;

/** What goes wrong with the lab's Pachyderm between a backup and a restore: the story of a rehearsal. */
final class LabDamage {
    private static final List<String> CORRUPTED = List.of(
            "DELETE FROM collections.jobs",
            "DELETE FROM collections.pipelines WHERE idx_name LIKE '%7'",
            "DELETE FROM pfs.commit_totals",
            "DELETE FROM pfs.commits WHERE int_id % 3 = 0",
            "DELETE FROM pfs.repos r WHERE NOT EXISTS (SELECT FROM pfs.commits c WHERE c.repo_id = r.id)",
            "DELETE FROM license.clusters WHERE NOT is_enterprise_server",
            "SELECT setval('public.backup_epoch', 7)");
    private static final List<String> UPGRADED = List.of(
            "ALTER TABLE pfs.repos ADD COLUMN metadata jsonb",
            "DELETE FROM collections.pipelines WHERE idx_name LIKE '%7'");

    private final int databasePort;
    private final String password;
    private final LabStore store;
    private final ApiServer kubernetes;
    private final String namespace;
    private final Flavour installed;
    private final boolean enterprise;

    LabDamage(
            int databasePort,
            String superuserPassword,
            LabStore store,
            ApiServer kubernetes,
            String namespace,
            Flavour installed,
            boolean enterprise) {
        this.enterprise = enterprise;
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.installed = installed;
        this.databasePort = databasePort;
        this.password = superuserPassword;
        this.store = store;
    }

    /**
     * Lets it happen.
     *
     * @param story {@code corrupted}: rows and objects are gone; {@code upgraded}: a newer version has migrated the database
     * @return what happened, one sentence
     */
    String happen(String story) throws LabException {
        switch (story) {
            case "corrupted":
                if (enterprise) {
                    return EnterpriseDamage.corrupted(execute(EnterpriseDamage.CORRUPTED));
                }
                int rows = execute(CORRUPTED);
                int objects = store.lose(LabStore.SOURCE, 5);
                return rows + " rows and " + objects + " objects are gone";
            case "upgraded":
                Flavour newer = newer();
                execute(List.of(LabPachd.migration(newer)));
                if (enterprise) {
                    execute(EnterpriseDamage.UPGRADED);
                    EnterpriseFixture.upgrade(kubernetes, namespace, newer.version());
                    return EnterpriseDamage.upgraded(newer.version());
                }
                execute(UPGRADED);
                PachydermFixture.upgrade(kubernetes, namespace, newer.version());
                return "Pachyderm " + newer.version()
                        + " was installed over it and has migrated the database; pipelines are missing";
            default:
                throw new IllegalArgumentException("no story is called " + story);
        }
    }

    /** The first later line that migrates the database; not every one does. */
    private Flavour newer() {
        Flavour newer = installed.next();
        while (newer.migrations() == installed.migrations() && !newer.next().equals(newer)) {
            newer = newer.next();
        }
        return newer;
    }

    private int execute(List<String> statements) throws LabException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {databasePort});
        source.setDatabaseName(PostgresSeed.PACHYDERM);
        source.setUser("postgres");
        source.setPassword(password);
        source.setSslMode("require");
        int changed = 0;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (!statement.execute(sql)) {
                    changed += statement.getUpdateCount();
                }
            }
            return changed;
        } catch (SQLException e) {
            throw new LabException("the lab's database could not be damaged", String.valueOf(e.getMessage()), e);
        }
    }
}
