package lifeboat.lab;

import java.util.List;

/** What goes wrong with the lab's enterprise server between a backup and a restore. */
final class EnterpriseDamage {
    /** The registrations are gone, and with them the logins of every cluster. */
    static final List<String> CORRUPTED = List.of(
            "DELETE FROM license.clusters WHERE NOT is_enterprise_server",
            "DELETE FROM identity.users WHERE email LIKE 'person1%'",
            "DELETE FROM collections.role_bindings",
            "SELECT setval('public.backup_epoch', 7)");

    static final List<String> UPGRADED = List.of(
            "ALTER TABLE license.clusters ADD COLUMN heartbeat_failures integer",
            "DELETE FROM license.clusters WHERE id = 'staging'");

    private EnterpriseDamage() {}

    static String corrupted(int rows) {
        return rows + " rows are gone, the three registered clusters among them";
    }

    static String upgraded(String version) {
        return "Pachyderm " + version
                + " was installed over it and has migrated the database; the cluster staging is not registered any more";
    }
}
