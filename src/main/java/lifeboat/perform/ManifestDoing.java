package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.StepState;
import lifeboat.runbook.Action;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Step;

/** Writes the manifest from what the run knows and what is in the folder. */
final class ManifestDoing implements Doing<Action.WriteManifest> {
    private final RunFacts facts;

    ManifestDoing(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public Preview preview(Call<Action.WriteManifest> call) {
        return Preview.ofDetails(List.of("manifest.json, last and at once"));
    }

    @Override
    public Outcome act(Call<Action.WriteManifest> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Run run = call.run();
        BackupFolder folder = Folders.of(call);
        List<String> remarks = new ArrayList<>();
        Manifest.Status status = status(call, folder, remarks);
        remarks.forEach(remark -> listener.checked("status", Severity.WARN, remark));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", folder.path().getFileName().toString());
        fields.put("status", status.name());
        fields.put("remarks", remarks);
        fields.put("lifeboat", call.world().surroundings().version());
        fields.put("operator", call.world().surroundings().who());
        fields.put("run", run(run));
        fields.put("times", times(call));
        fields.put("source", source(run));
        fields.put("parameters", parameters(run));
        fields.put("pachyderm_version", fact(run, "preflight.pachyderm_version"));
        List<Object> databases = new ArrayList<>();
        Map<String, String> digests = new LinkedHashMap<>();
        for (String database : run.facts().getOrDefault("preflight.databases", List.of())) {
            if (Files.exists(folder.databaseNote(database), LinkOption.NOFOLLOW_LINKS)) {
                Map<?, ?> note = DumpCheck.raw(folder, database);
                databases.add(note);
                digests(folder, database, note, digests);
            }
        }
        fields.put("databases", databases);
        fields.put("bucket", bucket(run, folder));
        fields.put("helm", section(run, "helm"));
        fields.put("evidence", evidence(run));
        if (AtlasSection.isFor(run)) {
            fields.put(AtlasBackup.SECTION, AtlasSection.of(run));
        }
        server(call).ifPresent(app -> fields.put("server", app));
        Map<String, Object> clusters = EnterpriseRecord.section(folder);
        if (!clusters.isEmpty()) {
            fields.put("enterprise", clusters);
        }
        if (ClassicSection.isFor(run)) {
            fields.put(ClassicBackup.SECTION, ClassicSection.of(run));
        }
        try {
            List<Manifest.File> files = Manifest.files(folder, digests);
            fields.put("files", files.stream().map(Manifest.File::json).toList());
            String digest = Manifest.write(folder, fields);
            return Doing.done(
                    Map.of("status", List.of(status.name()), "digest", List.of(digest)),
                    status + ", " + files.size() + " files, digest " + digest);
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** What the backup is worth: nothing was skipped, nobody wrote, and what had to be gone is still gone. */
    private static Manifest.Status status(Call<Action.WriteManifest> call, BackupFolder folder, List<String> remarks)
            throws PerformException {
        Run run = call.run();
        remarks.addAll(Omissions.of(run));
        boolean partial = !remarks.isEmpty();
        boolean written = false;
        for (Step step : run.book().steps()) {
            if (step.action() instanceof Action.Drain drain && run.status(step) == StepState.Status.DONE) {
                Drainage now = Drainage.look(
                        call.world().cluster(run),
                        drain.app().resolve(call.scope()).strip());
                if (!now.isDone()) {
                    written = true;
                    remarks.add("not quiet any more: " + now.words());
                }
            }
        }
        List<String> disturbed = Disturbances.of(call);
        written |= !disturbed.isEmpty();
        remarks.addAll(disturbed);
        for (String database : run.facts().getOrDefault("preflight.databases", List.of())) {
            Object writes = Files.exists(folder.databaseNote(database), LinkOption.NOFOLLOW_LINKS)
                    ? DumpCheck.raw(folder, database).get("rows_written_meanwhile")
                    : null;
            // An AtlasDB is backed up while it works; its timestamps tell what belongs to the backup.
            if (writes instanceof Number number && number.longValue() != 0 && !AtlasSection.isFor(run)) {
                written = true;
                remarks.add(number + " rows of " + database + " were written while it was dumped");
            }
        }
        for (String repo : ClassicSection.isFor(run) ? ClassicSection.written(run) : List.<String>of()) {
            written = true;
            remarks.add("repo " + repo + " was written to while the cluster was extracted");
        }
        if (written) {
            return Manifest.Status.INCONSISTENT;
        }
        return partial ? Manifest.Status.PARTIAL : Manifest.Status.COMPLETE;
    }

    /** The deployment of the server that was backed up. */
    private static Optional<String> server(Call<?> call) {
        return call.run().book().steps().stream()
                .map(Step::action)
                .filter(Action.Preflight.class::isInstance)
                .map(action -> call.text(((Action.Preflight) action).app()))
                .findFirst();
    }

    private Map<String, Object> run(Run run) {
        RunFacts.AuditHead head = facts.auditHead();
        return Map.of(
                "id", run.id(),
                "mode", run.mode().text(),
                "book", Map.of("id", run.book().id(), "sha256", run.book().sha256()),
                "audit", Map.of("sequence", head.sequence(), "hash", head.hash()));
    }

    private static Map<String, Object> times(Call<?> call) {
        Map<String, Object> times = new LinkedHashMap<>();
        call.run().openedAt().map(Instant::toString).ifPresent(at -> times.put("opened", at));
        call.run().downtime().began().map(Instant::toString).ifPresent(at -> times.put("quiesced", at));
        times.put("written", call.world().surroundings().clock().instant().toString());
        return times;
    }

    private static Map<String, Object> source(Run run) {
        return new LinkedHashMap<>(run.identities());
    }

    /** Secrets stand there as their digests, which tell equal ones apart from others and nothing more. */
    private static Map<String, Object> parameters(Run run) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : run.book().parameters()) {
            String value = run.parameters().get(parameter.name());
            if (value != null && !parameter.isSecret()) {
                values.put(parameter.name(), value);
            }
        }
        return values;
    }

    private static String fact(Run run, String name) {
        return String.join(",", run.facts().getOrDefault(name, List.of()));
    }

    private static Map<String, Object> section(Run run, String register) {
        Map<String, Object> section = new LinkedHashMap<>();
        run.facts().forEach((name, values) -> {
            if (name.startsWith(register + ".")) {
                section.put(name.substring(register.length() + 1), String.join(",", values));
            }
        });
        return section;
    }

    private static Map<String, Object> bucket(Run run, BackupFolder folder) {
        Map<String, Object> section = new LinkedHashMap<>();
        for (Step step : run.book().steps()) {
            if (step.action() instanceof Action.CompareBuckets compare
                    && run.state(step.id()).status() == StepState.Status.DONE) {
                section.putAll(section(run, step.register().orElse("")));
                section.put("inventory", folder.relative(folder.inventory()));
                Optional<String> copy = compare.to()
                        .flatMap(to -> Optional.ofNullable(run.book().targets().get(to)))
                        .map(target -> target.templates().get(0).resolve(run.scope()));
                copy.ifPresent(name -> section.put("copied_to", name));
            }
        }
        return section;
    }

    private static Map<String, Object> evidence(Run run) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        run.facts().forEach((name, values) -> {
            if (name.endsWith(".evidence")) {
                evidence.put(name, String.join(",", values));
            }
        });
        return evidence;
    }

    private static void digests(BackupFolder folder, String database, Map<?, ?> note, Map<String, String> digests) {
        if (note.get("files") instanceof List<?> files) {
            for (Object file : files) {
                if (file instanceof Map<?, ?> map) {
                    digests.put(
                            folder.relative(folder.database(database).resolve(String.valueOf(map.get("path")))),
                            String.valueOf(map.get("sha256")));
                }
            }
        }
    }
}
