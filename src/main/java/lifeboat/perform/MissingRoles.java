package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.database.SavedRoles;
import lifeboat.runbook.Restoring;

/**
 * What the dumps need of roles and the server lacks.
 *
 * @param roles the roles to make
 * @param memberships which role is to become a member of which
 * @param withheld what the source had and what is not given by itself, one sentence each
 */
record MissingRoles(List<Administration.NewRole> roles, List<Postgres.Membership> memberships, List<String> withheld) {
    private static final Duration LISTING = Duration.ofMinutes(30);
    private static final String POSTGRESQLS_OWN = "pg_";

    boolean isNone() {
        return roles.isEmpty() && memberships.isEmpty();
    }

    /** Compares the dumps and the globals of the backup with the server. */
    static MissingRoles of(Call<Restoring.CreateRoles> call) throws PerformException {
        BackupFolder folder = Folders.of(call);
        try {
            Map<String, SavedRoles.Row> saved = new LinkedHashMap<>();
            List<SavedRoles.Grant> grants = List.of();
            if (Files.isRegularFile(folder.globals(), LinkOption.NOFOLLOW_LINKS)) {
                SavedRoles.read(folder.globals()).forEach(row -> saved.put(row.name(), row));
                grants = SavedRoles.grants(folder.globals());
            }
            Set<String> owners = new TreeSet<>();
            Set<String> needed = new TreeSet<>();
            for (var template : call.action().databases()) {
                for (String name : call.list(template)) {
                    SavedDatabase database = Backups.database(call, name);
                    owners.add(database.owner());
                    needed.addAll(
                            RestoreTools.restores(call).roles(folder.database(name), database.serverMajor(), LISTING));
                }
            }
            needed.addAll(owners);
            Postgres postgres = call.world().postgres(call.run(), call.action().target());
            Set<String> there = new TreeSet<>();
            postgres.roles().forEach(role -> there.add(role.name()));
            return new Search(saved, grants, owners, there, Set.copyOf(postgres.memberships())).from(needed);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking for the roles was interrupted", "Try again.", e);
        }
    }

    /** What is known of the source and of the server. */
    private record Search(
            Map<String, SavedRoles.Row> saved,
            List<SavedRoles.Grant> grants,
            Set<String> owners,
            Set<String> there,
            Set<Postgres.Membership> memberships) {

        MissingRoles from(Set<String> dumps) {
            List<Administration.NewRole> roles = new ArrayList<>();
            List<Postgres.Membership> joins = new ArrayList<>();
            List<String> withheld = new ArrayList<>();
            Set<String> seen = new TreeSet<>();
            Deque<String> open = new ArrayDeque<>(dumps);
            while (!open.isEmpty()) {
                String name = open.poll();
                if (!seen.add(name)) {
                    continue;
                }
                if (!there.contains(name)) {
                    roles.add(role(name, withheld));
                }
                for (SavedRoles.Grant grant : grants) {
                    if (grant.member().equals(name) && isGiven(grant, withheld)) {
                        open.add(grant.role());
                        Postgres.Membership membership = new Postgres.Membership(grant.role(), name);
                        if (!memberships.contains(membership) && !joins.contains(membership)) {
                            joins.add(membership);
                        }
                    }
                }
            }
            return new MissingRoles(List.copyOf(roles), List.copyOf(joins), List.copyOf(withheld));
        }

        private Administration.NewRole role(String name, List<String> withheld) {
            SavedRoles.Row row = saved.get(name);
            if (row == null) {
                return new Administration.NewRole(name, owners.contains(name) ? List.of("LOGIN") : List.of());
            }
            if (!row.withheld().isEmpty()) {
                withheld.add(name + " had " + String.join(", ", row.withheld())
                        + " at the source and does not get it; give it by hand if it is needed");
            }
            return row.asNew();
        }

        /** What gives power over the whole server is not given by itself. */
        private boolean isGiven(SavedRoles.Grant grant, List<String> withheld) {
            SavedRoles.Row group = saved.get(grant.role());
            boolean mighty = grant.role().startsWith(POSTGRESQLS_OWN)
                    || group != null && !group.withheld().isEmpty();
            if (mighty) {
                withheld.add(grant.member() + " was a member of " + grant.role()
                        + " at the source and does not become one; make it one by hand if it is needed");
            } else if (grant.admin()) {
                withheld.add(grant.member() + " could make others members of " + grant.role()
                        + " at the source and cannot any more");
            }
            return !mighty;
        }
    }
}
