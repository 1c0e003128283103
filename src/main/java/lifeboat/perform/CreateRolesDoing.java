package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Verdict;
import lifeboat.runbook.Restoring;

/**
 * Makes the roles that the dumps need and the server lacks, and their memberships. Passwords were never dumped; they are set by
 * hand.
 */
final class CreateRolesDoing implements Doing<Restoring.CreateRoles> {
    @Override
    public Preview preview(Call<Restoring.CreateRoles> call) throws PerformException {
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        MissingRoles missing = MissingRoles.of(call);
        List<Preview.Change> changes = new ArrayList<>();
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>(missing.withheld());
        for (Administration.NewRole role : missing.roles()) {
            changes.add(new Preview.Change("role " + role.name(), "role", "(not there)", "there, no password"));
            details.add(administration.createStatement(role));
        }
        for (Postgres.Membership membership : missing.memberships()) {
            changes.add(
                    new Preview.Change("role " + membership.member(), "member of " + membership.role(), "no", "yes"));
            details.add(administration.grantStatement(membership.role(), membership.member()));
        }
        if (missing.isNone()) {
            details.add("every role that is needed is there");
        } else if (!missing.roles().isEmpty()) {
            warnings.add("a backup holds no passwords: set them afterwards, or nobody can log in with these roles");
        }
        return new Preview(changes, List.of(), List.of(), details, warnings);
    }

    @Override
    public Outcome act(Call<Restoring.CreateRoles> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        MissingRoles missing = MissingRoles.of(call);
        List<String> created = new ArrayList<>();
        boolean touched = false;
        try {
            for (Administration.NewRole role : missing.roles()) {
                administration.create(role);
                touched = true;
                created.add(role.name());
                listener.line("made the role " + role.name());
            }
            for (Postgres.Membership membership : missing.memberships()) {
                administration.grant(membership.role(), membership.member());
                touched = true;
                listener.line(membership.member() + " is a member of " + membership.role());
            }
        } catch (DatabaseException e) {
            throw touched ? Reasons.of(e).after(EffectSeen.HAPPENED) : Reasons.of(e);
        }
        return Doing.done(
                Map.of("created", created),
                missing.isNone()
                        ? "every role was there"
                        : created.size() + " roles made, without passwords, and "
                                + missing.memberships().size() + " memberships");
    }

    @Override
    public Performer.Finding probe(
            Call<Restoring.CreateRoles> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        MissingRoles missing = MissingRoles.of(call);
        return missing.isNone()
                ? new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), "every role that is needed is there", true)
                : new Performer.Finding(
                        Optional.of(Verdict.DID_NOT),
                        missing.roles().size() + " roles and "
                                + missing.memberships().size() + " memberships are still missing",
                        true);
    }
}
