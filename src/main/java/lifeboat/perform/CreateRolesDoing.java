package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.SavedRoles;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Verdict;
import lifeboat.runbook.Restoring;
import org.jspecify.annotations.Nullable;

/** Makes the roles that the dumps need and the server lacks. Passwords were never dumped; they are set by hand. */
final class CreateRolesDoing implements Doing<Restoring.CreateRoles> {
    private static final Duration LISTING = Duration.ofMinutes(30);

    /** A role to make, and what it had at the source and does not get back by itself. */
    private record Missing(Administration.NewRole role, List<String> withheld) {}

    @Override
    public Preview preview(Call<Restoring.CreateRoles> call) throws PerformException {
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        List<Missing> missing = missing(call);
        List<Preview.Change> changes = new ArrayList<>();
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Missing one : missing) {
            changes.add(new Preview.Change("role " + one.role().name(), "role", "(not there)", "there, no password"));
            details.add(administration.createStatement(one.role()));
            if (!one.withheld().isEmpty()) {
                warnings.add(one.role().name() + " had " + String.join(", ", one.withheld())
                        + " at the source and does not get it; give it by hand if it is needed");
            }
        }
        if (missing.isEmpty()) {
            details.add("every role that is needed is there");
        } else {
            warnings.add("a backup holds no passwords: set them afterwards, or nobody can log in with these roles");
        }
        return new Preview(changes, List.of(), List.of(), details, warnings);
    }

    private static List<Missing> missing(Call<Restoring.CreateRoles> call) throws PerformException {
        BackupFolder folder = Folders.of(call);
        Map<String, SavedRoles.Row> saved = new LinkedHashMap<>();
        Set<String> needed = new TreeSet<>();
        Set<String> owners = new TreeSet<>();
        try {
            if (Files.isRegularFile(folder.globals(), LinkOption.NOFOLLOW_LINKS)) {
                SavedRoles.read(folder.globals()).forEach(row -> saved.put(row.name(), row));
            }
            for (var template : call.action().databases()) {
                for (String name : call.list(template)) {
                    SavedDatabase database = Backups.database(call, name);
                    owners.add(database.owner());
                    needed.addAll(
                            RestoreTools.restores(call).roles(folder.database(name), database.serverMajor(), LISTING));
                }
            }
            needed.addAll(owners);
            Set<String> there = new TreeSet<>();
            call.world().postgres(call.run(), call.action().target()).roles().forEach(role -> there.add(role.name()));
            List<Missing> missing = new ArrayList<>();
            for (String name : needed) {
                if (!there.contains(name)) {
                    missing.add(missing(name, saved.get(name), owners.contains(name)));
                }
            }
            return missing;
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking for the roles was interrupted", "Try again.", e);
        }
    }

    private static Missing missing(String name, SavedRoles.@Nullable Row row, boolean owner) {
        if (row != null) {
            return new Missing(row.asNew(), row.withheld());
        }
        return new Missing(new Administration.NewRole(name, owner ? List.of("LOGIN") : List.of()), List.of());
    }

    @Override
    public Outcome act(Call<Restoring.CreateRoles> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        List<String> created = new ArrayList<>();
        for (Missing one : missing(call)) {
            try {
                administration.create(one.role());
            } catch (DatabaseException e) {
                throw created.isEmpty() ? Reasons.of(e) : Reasons.of(e).after(EffectSeen.HAPPENED);
            }
            created.add(one.role().name());
            listener.line("made the role " + one.role().name());
        }
        return Doing.done(
                Map.of("created", created),
                created.isEmpty() ? "every role was there" : created.size() + " roles made, without passwords");
    }

    @Override
    public Performer.Finding probe(
            Call<Restoring.CreateRoles> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        List<Missing> missing = missing(call);
        return missing.isEmpty()
                ? new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), "every role that is needed is there", true)
                : new Performer.Finding(
                        Optional.of(Verdict.DID_NOT), missing.size() + " roles are still missing", true);
    }
}
