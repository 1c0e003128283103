package lifeboat.perform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.backup.BackupFolder;
import lifeboat.pachyderm.ClassicContent;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.ProcessException;
import lifeboat.process.Running;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/**
 * {@code pachctl restore} into an empty cluster. The configuration is kept aside first, since its session token is
 * overwritten before pachd was even asked. A new root token is shown once and kept nowhere.
 */
final class RestoreClusterDoing implements Doing<ClassicAction> {
    private static final Pattern TOKEN = Pattern.compile("(?i)(token:\\s*)([0-9a-f]{16,})");

    private final ClassicTask.Restore task;

    RestoreClusterDoing(ClassicTask.Restore task) {
        this.task = task;
    }

    private static List<String> arguments(ClassicBackup backup, boolean keepToken) {
        List<String> arguments = new ArrayList<>(List.of("restore"));
        if (keepToken) {
            arguments.add("--no-token");
        }
        if (backup.kind().equals("url")) {
            arguments.addAll(List.of("--url", backup.url()));
        }
        return arguments;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        ClassicBackup backup = ClassicBackup.of(call);
        try {
            boolean keepToken = keepsToken(call);
            ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
            List<String> details = new ArrayList<>();
            details.add(
                    backup.kind().equals("url")
                            ? "pachd reads it itself, with its own credentials"
                            : "standard input is " + backup.file() + " of the backup");
            details.add("the configuration of pachctl is kept aside first");
            return new Preview(
                    List.of(new Preview.Change(
                            "the new cluster",
                            "content",
                            "(empty)",
                            backup.pipelines() + " pipelines and their repos, of Pachyderm " + backup.version())),
                    List.of(),
                    List.of(pachctl.argv(arguments(backup, keepToken).toArray(String[]::new))),
                    details,
                    keepToken ? List.of("auth is active on the new cluster: its login is left as it is") : List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the new cluster was interrupted", "Try again.", e);
        }
    }

    /** Where auth is active already a token that is drawn at random would lock us out. */
    private boolean keepsToken(Call<ClassicAction> call) throws PerformException, InterruptedException {
        try {
            return ClassicPlace.rules(call, task.target()).extractsAuth()
                    && ClassicPlace.pachctl(call, task.target()).authActive().orElse(false);
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        ClassicBackup backup = ClassicBackup.of(call);
        BackupFolder folder = Folders.of(call);
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        if (isDone(call, folder, pachctl)) {
            listener.checked(
                    "root token",
                    Severity.WARN,
                    "if an earlier attempt made one, it showed it then; it is kept nowhere");
            return Doing.done(
                    Map.of("root_token", List.of("shown")),
                    "an earlier attempt of this run restored all of it, and it is as it was recorded");
        }
        Optional<Outcome> refused = refusal(call, backup, pachctl);
        if (refused.isPresent()) {
            return refused.get();
        }
        Command command = pachctl.command(arguments(backup, keepsToken(call)));
        if (backup.kind().equals("file")) {
            CheckExtractDoing.prove(backup, folder);
            command = command.stdin(backup.path(folder));
        }
        listener.line("kept aside: " + keepConfiguration(call, attempt));
        forget(Backups.kept(call).path().resolve(mark(call)));
        List<String> tokens = new CopyOnWriteArrayList<>();
        Exit exit = run(call, command, tokens, listener);
        if (!exit.succeeded()) {
            return failed(exit);
        }
        Backups.keep(call, mark(call), "pachctl restore ended with 0\n".getBytes(StandardCharsets.UTF_8));
        boolean shown = !tokens.isEmpty();
        if (shown) {
            listener.line("new root token of the restored cluster, shown this once: " + String.join(", ", tokens));
            listener.checked("root token", Severity.WARN, "a new one was made and shown once; it is kept nowhere");
        }
        return Doing.done(
                Map.of("root_token", List.of(shown ? "shown" : "none")),
                "restored" + (shown ? "; the root token was shown once" : ""));
    }

    /** The end of an earlier attempt says nothing of this one. */
    private static void forget(Path mark) throws PerformException {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw new PerformException(mark + " cannot be removed: " + Reasons.message(e), "Look at its mode.", e);
        }
    }

    private static String mark(Call<?> call) {
        return call.step().id() + "-ended-well";
    }

    /**
     * Whether a restore of this run ended well although nobody was told: its mark is there, and the cluster holds what was
     * recorded. The lists alone would not do, since licence and auth come last in an extract and are in none of them.
     */
    private static boolean isDone(Call<ClassicAction> call, BackupFolder folder, ClassicPachctl pachctl)
            throws PerformException, InterruptedException {
        if (!Files.exists(Backups.kept(call).path().resolve(mark(call)))) {
            return false;
        }
        Optional<ClassicContent> before = ClassicRecord.read(folder, false);
        if (before.isEmpty()) {
            return false;
        }
        ClassicContent after = ClassicRecord.read(folder, true).orElse(before.get());
        try {
            return ClassicRecord.differences(pachctl.content(repo -> {}), before.get(), after)
                    .isEmpty();
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private Optional<Outcome> refusal(Call<ClassicAction> call, ClassicBackup backup, ClassicPachctl pachctl)
            throws PerformException, InterruptedException {
        ClassicRules rules = ClassicPlace.rules(call, task.target());
        Optional<PachydermVersion> dump = PachydermVersion.parse(backup.version());
        Optional<String> ladder = dump.isEmpty() ? Optional.empty() : rules.cannotRestore(dump.get());
        if (ladder.isPresent()) {
            return Optional.of(
                    refused(ladder.get(), "Set up a cluster of the version that was extracted, or a later."));
        }
        if (backup.kind().equals("snapshot")) {
            return Optional.of(
                    refused("the backup holds a snapshot and no extract", "Restore the volume as the runbook says."));
        }
        List<String> there = ProveEmptyClusterDoing.found(call, task.target());
        if (!there.isEmpty()) {
            return Optional.of(refused(
                    "the cluster is not empty: " + String.join(", ", there), "Restore into a cluster that is."));
        }
        try {
            Optional<String> limit = ClassicLimits.against(rules, backup, pachctl.licensed());
            if (limit.isPresent()) {
                return Optional.of(refused(limit.get(), "Activate enterprise on the new cluster first."));
            }
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        return Optional.empty();
    }

    private static Outcome refused(String reason, String hint) {
        return new Outcome.Failed(true, reason, hint, EffectSeen.NONE);
    }

    private String keepConfiguration(Call<ClassicAction> call, Attempt attempt) throws PerformException {
        Path config = call.world().pachctlConfig(call.run(), task.target());
        try {
            String name = call.step().id() + "-" + attempt.number() + "-pachctl-config.json";
            return Backups.keep(call, name, Files.readAllBytes(config)).toString();
        } catch (IOException e) {
            throw new PerformException(
                    "the configuration of pachctl cannot be kept aside: " + Reasons.message(e),
                    "Its session token is overwritten by the restore; look at " + config + ".",
                    e);
        }
    }

    /** Runs it by pipes, so that nothing of what it says is in a file, and takes the token out of every line. */
    private static Exit run(Call<?> call, Command command, List<String> tokens, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            Running running = call.world().programs().start(command, (stream, line) -> {
                Matcher found = TOKEN.matcher(line);
                if (found.find()) {
                    tokens.add(found.group(2));
                }
                listener.line(hidden(line));
            });
            listener.started(running.pid(), running.startTicks(), running.argv());
            listener.progress("restoring; pachctl says nothing until it has sent everything");
            return Patience.await(running, call.timeout(), listener.cancelled());
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }

    private static String hidden(String text) {
        return TOKEN.matcher(text).replaceAll("$1(shown below)");
    }

    private static Outcome failed(Exit exit) {
        if (exit.stopped()) {
            return new Outcome.Cancelled("the restore was stopped half way", EffectSeen.UNKNOWN);
        }
        return new Outcome.Failed(
                false,
                "pachctl restore failed, " + exit.words()
                        + (exit.stderrTail().isEmpty() ? "" : ": " + hidden(String.join(" ", exit.stderrTail()))),
                "A part may have been restored. Delete everything in the new cluster (`pachctl delete all`) before you"
                        + " retry: a restore over a part of itself swallows its errors.",
                EffectSeen.UNKNOWN);
    }

    @Override
    public Performer.Finding probe(Call<ClassicAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        try {
            List<String> there = ProveEmptyClusterDoing.found(call, task.target());
            if (!there.isEmpty() && isDone(call, Folders.of(call), ClassicPlace.pachctl(call, task.target()))) {
                return new Performer.Finding(
                        Optional.of(Verdict.TOOK_EFFECT),
                        "pachctl ended with 0, and the new cluster holds what was recorded",
                        true);
            }
            return there.isEmpty()
                    ? Doing.again("the new cluster is still empty")
                    : new Performer.Finding(
                            Optional.empty(),
                            "the new cluster holds " + String.join(", ", there)
                                    + ", but whether that is all of it nobody knows: delete it and restore again",
                            false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the new cluster was interrupted", "Try again.", e);
        }
    }
}
