package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.Digest;
import lifeboat.backup.SavedSecret;
import lifeboat.cluster.helm.HelmValues;
import lifeboat.pachyderm.ChartFields;
import lifeboat.pachyderm.ChartPorts;
import lifeboat.pachyderm.GeneratedSecrets;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Deploying;

/** Writes an edited copy of the kept Helm values into the run's folder, mode 0600; the original stays as it is. */
final class EditValuesDoing implements Doing<Deploying.EditValues> {
    private static final String NAME = "helm-values.restored.yaml";

    private record Made(HelmValues.Edited edited, List<String> filled, List<String> warnings) {}

    private static Made make(Call<Deploying.EditValues> call) throws PerformException {
        HelmValues values = read(Folders.of(call).helmValues());
        ServerApp app = ServerApp.of(call, call.action().app());
        PachydermVersion version = Versions.of(call.text(call.action().version()));
        ChartFields.Answer answer = ChartFields.of(version, database(call), bucket(call), values::at);
        if (!answer.refusals().isEmpty()) {
            throw new PerformException(
                    String.join("; ", answer.refusals()), "Choose other names, or edit the values by hand.");
        }
        List<HelmValues.Edit> edits = new ArrayList<>(app.switches());
        answer.fields().forEach(field -> edits.add(new HelmValues.Edit(field.path(), field.value())));
        List<String> warnings = new ArrayList<>(answer.warnings());
        if (call.text(call.action().nodePorts()).equals("drop")) {
            withoutPorts(TakenPorts.look(call, version, app.seenBy(values), ""), edits, warnings);
        }
        Map<String, SavedSecret> secrets = new LinkedHashMap<>();
        Backups.secrets(call).forEach(secret -> secrets.put(secret.name(), secret));
        List<String> filled = new ArrayList<>();
        for (GeneratedSecrets.Place place : GeneratedSecrets.missing(values::at, place -> kept(secrets, place))) {
            edits.add(new HelmValues.Edit(place.path(), kept(secrets, place).orElseThrow(), true));
            filled.add(place.path());
        }
        if (secrets.isEmpty()) {
            warnings.add("the backup holds no content of secrets: what is blank in the values is made up anew, the root"
                    + " token and the deployment id too");
        }
        return new Made(values.with(edits), filled, warnings);
    }

    /** A service whose node ports are taken asks for none; the others keep theirs. */
    private static void withoutPorts(TakenPorts ports, List<HelmValues.Edit> edits, List<String> warnings) {
        warnings.addAll(ports.taken());
        for (ChartPorts.Asked asked : ports.inTheWay()) {
            edits.add(new HelmValues.Edit(asked.path(), asked.without().value()));
            warnings.add("nodes will not listen for " + asked.service()
                    + ": it is reached from inside the cluster, by a port-forward, or by an ingress");
        }
    }

    private static Optional<String> kept(Map<String, SavedSecret> secrets, GeneratedSecrets.Place place) {
        return Optional.ofNullable(secrets.get(place.secret()))
                .map(secret -> secret.content().get(place.key()))
                .flatMap(bytes -> place.read(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Optional<ChartFields.Database> database(Call<Deploying.EditValues> call) throws PerformException {
        Deploying.EditValues action = call.action();
        if (call.text(action.databasesBy()).equals("keep")) {
            return Optional.empty();
        }
        return Optional.of(new ChartFields.Database(
                call.text(action.host()),
                call.number(action.port()),
                call.optional(action.user()),
                call.text(action.pachyderm()),
                call.text(action.dex())));
    }

    private static Optional<ChartFields.Bucket> bucket(Call<Deploying.EditValues> call) {
        Deploying.EditValues action = call.action();
        if (call.text(action.objectsBy()).equals("keep")) {
            return Optional.empty();
        }
        return call.optional(action.bucket())
                .map(name ->
                        new ChartFields.Bucket(name, call.optional(action.endpoint()), call.optional(action.region())));
    }

    /** Reads values; a file that is not YAML is refused without quoting it. */
    static HelmValues read(Path file) throws PerformException {
        try {
            return HelmValues.read(Backups.text(file));
        } catch (HelmValues.UnreadableValues e) {
            throw new PerformException(
                    file + ": " + Reasons.message(e), "Correct the file by hand, or take another backup.", e);
        }
    }

    @Override
    public Preview preview(Call<Deploying.EditValues> call) throws PerformException {
        Made made = make(call);
        List<Preview.Change> changes = made.edited().changes().stream()
                .map(change -> new Preview.Change("helm values", change.path(), change.before(), change.after()))
                .toList();
        List<String> details = new ArrayList<>();
        details.add(
                "written to " + file(call) + ", mode 0600; " + Folders.of(call).helmValues() + " stays as it is");
        if (!made.filled().isEmpty()) {
            details.add("filled in from the kept secrets, because the chart makes up what is blank: "
                    + String.join(", ", made.filled()));
        }
        return new Preview(changes, List.of(), List.of(), details, made.warnings());
    }

    /** Where the edited values are written. */
    static Path file(Call<?> call) throws PerformException {
        return Backups.kept(call).path().resolve(NAME);
    }

    @Override
    public Outcome act(Call<Deploying.EditValues> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Made made = make(call);
        byte[] yaml = made.edited().values().yaml().getBytes(StandardCharsets.UTF_8);
        Path file = Backups.keep(call, NAME, yaml);
        List<String> changed =
                made.edited().changes().stream().map(HelmValues.Changed::path).toList();
        return Doing.done(
                Map.of("file", List.of(file.toString()), "sha256", List.of(Digest.of(yaml)), "changed", changed),
                changed.size() + " values changed, written to " + file);
    }
}
