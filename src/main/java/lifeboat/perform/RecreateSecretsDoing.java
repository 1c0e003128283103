package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lifeboat.backup.SavedSecret;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.NewSecret;
import lifeboat.pachyderm.GeneratedSecrets;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Verdict;
import lifeboat.runbook.Deploying;

/** Makes the kept secrets again that Helm does not make. What is there is never overwritten. */
final class RecreateSecretsDoing implements Doing<Deploying.RecreateSecrets> {
    @Override
    public Preview preview(Call<Deploying.RecreateSecrets> call) throws PerformException {
        List<Preview.Change> changes = new ArrayList<>();
        List<String> details = new ArrayList<>();
        Cluster cluster = call.world().cluster(call.run());
        try {
            for (SavedSecret secret : wanted(call)) {
                if (cluster.secret(secret.name()).isPresent()) {
                    details.add("secret/" + secret.name() + " is there and is left alone");
                } else {
                    changes.add(new Preview.Change(
                            "secret/" + secret.name(),
                            "data",
                            "(not there)",
                            String.join(", ", new TreeSet<>(secret.content().keySet()))));
                }
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        List<String> warnings = new ArrayList<>();
        if (Backups.secrets(call).isEmpty()) {
            warnings.add("the backup holds names and digests of the secrets, but no content: make them by hand");
        }
        if (changes.isEmpty()) {
            details.add("nothing has to be made");
        }
        return new Preview(changes, List.of(), List.of(), details, warnings);
    }

    private static List<SavedSecret> wanted(Call<?> call) throws PerformException {
        return Backups.secrets(call).stream()
                .filter(secret -> !secret.isMadeByHelm() && !GeneratedSecrets.areMadeByTheChart(secret.name()))
                .toList();
    }

    @Override
    public Outcome act(Call<Deploying.RecreateSecrets> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        List<String> created = new ArrayList<>();
        try {
            for (SavedSecret secret : wanted(call)) {
                if (cluster.secret(secret.name()).isPresent()) {
                    listener.line("secret/" + secret.name() + " is there");
                    continue;
                }
                Change change = cluster.createSecret(
                        new NewSecret(secret.name(), secret.type(), secret.labels(), secret.content()), call.marks());
                if (!(change instanceof Change.Applied)) {
                    return Changes.failed("secret/" + secret.name() + " was not made", change, !created.isEmpty());
                }
                created.add(secret.name());
                listener.line("made secret/" + secret.name());
            }
        } catch (ClusterException e) {
            throw created.isEmpty() ? Reasons.of(e) : Reasons.of(e).after(EffectSeen.HAPPENED);
        }
        return Doing.done(Map.of("created", created), created.size() + " secrets made");
    }

    @Override
    public Performer.Finding probe(
            Call<Deploying.RecreateSecrets> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        List<String> missing = new ArrayList<>();
        try {
            for (SavedSecret secret : wanted(call)) {
                if (call.world().cluster(call.run()).secret(secret.name()).isEmpty()) {
                    missing.add(secret.name());
                }
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        return missing.isEmpty()
                ? new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), "every secret is there", true)
                : new Performer.Finding(
                        Optional.of(Verdict.PARTLY), "still missing: " + String.join(", ", missing), true);
    }
}
