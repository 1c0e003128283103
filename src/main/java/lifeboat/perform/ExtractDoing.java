package lifeboat.perform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ExtractStream;
import lifeboat.pachyderm.ExtractUrl;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.OutputListener;
import lifeboat.process.ProcessException;
import lifeboat.process.Running;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/**
 * {@code pachctl extract}. A stream that was cut between two operations is a whole stream to every reader, so the file gets
 * its name only after the program has ended with 0, and its size and digest are what a restore goes by.
 */
final class ExtractDoing implements Doing<ClassicAction> {
    private static final long LOOK_MILLIS = 500;

    private final ClassicTask.Extract task;

    ExtractDoing(ClassicTask.Extract task) {
        this.task = task;
    }

    /** What is asked for, checked. */
    private record Wanted(boolean objects, Optional<ExtractUrl> url) {
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("extract"));
            if (!objects) {
                arguments.add("--no-objects");
            }
            url.ifPresent(where -> arguments.addAll(List.of("--url", where.toString())));
            return arguments;
        }
    }

    private Wanted wanted(Call<ClassicAction> call) throws PerformException {
        boolean objects = call.isTrue(task.objects());
        String url = call.text(task.url());
        if (url.isEmpty()) {
            return new Wanted(objects, Optional.empty());
        }
        ExtractUrl parsed = ExtractUrl.parse(url)
                .orElseThrow(() -> new PerformException(
                        url + " is not scheme://bucket/OBJECT",
                        "Add the key of an object: pachctl refuses a bucket alone."));
        if (!objects) {
            throw new PerformException(
                    "an extract without objects cannot go to a URL: pachctl ignores --no-objects there, and extracts them",
                    "Extract into a file, and copy the bucket beside it.");
        }
        return new Wanted(true, Optional.of(parsed));
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        Wanted wanted = wanted(call);
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        List<String> details = new ArrayList<>();
        if (wanted.url().isPresent()) {
            details.add("pachd writes it itself, with its own credentials; pachctl prints nothing meanwhile");
        } else {
            BackupFolder folder = Folders.of(call);
            details.add("standard output goes to " + folder.relative(ClassicRecord.extract(folder))
                    + ".partial, and gets its name after exit 0");
        }
        List<String> arguments = wanted.arguments();
        return new Preview(
                List.of(),
                List.of(),
                List.of(pachctl.argv(arguments.toArray(String[]::new))),
                details,
                wanted.objects()
                        ? List.of()
                        : List.of("the objects are not in it: without the copy of the bucket it restores nothing"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Wanted wanted = wanted(call);
        ClassicPlace.rules(call, task.target());
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        Command command = pachctl.command(wanted.arguments());
        return wanted.url().isPresent()
                ? byPachd(call, attempt, command, wanted.url().get(), listener)
                : intoFile(call, attempt, command, wanted, listener);
    }

    private Outcome byPachd(
            Call<ClassicAction> call, Attempt attempt, Command command, ExtractUrl url, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Path log = call.world().artifacts().resolve(call.step().id() + "-" + attempt.number());
        Exit exit = run(
                call,
                command.outputTo(log.resolveSibling(log.getFileName() + ".out"), errors(log)),
                listener,
                () -> listener.progress("pachd writes " + url));
        Optional<Outcome> trouble = trouble(exit, EffectSeen.UNKNOWN);
        if (trouble.isPresent()) {
            return trouble.get();
        }
        ExtractObject object = ExtractObject.read(call, task.store(), url, listener);
        if (object.missing()) {
            return new Outcome.Failed(
                    false,
                    "pachctl ended with 0, but there is no object " + url + ": " + object.whyNot(),
                    "Look whether pachd writes to the store that is asked here, and with which credentials.",
                    EffectSeen.UNKNOWN);
        }
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        outputs.put("file", List.of());
        outputs.put("url", List.of(url.toString()));
        outputs.put("objects", List.of("true"));
        outputs.put("verified", List.of(Boolean.toString(object.seen().isPresent())));
        if (object.seen().isEmpty()) {
            listener.checked(
                    "object",
                    Severity.WARN,
                    "UNVERIFIED: pachd says that it wrote " + url
                            + "; its size and content are not known here, and a restore cannot check it: "
                            + object.whyNot());
            return Doing.done(outputs, "pachd says that it wrote " + url + ", which is unverified");
        }
        ExtractObject.Content content = object.seen().get();
        if (content.fault().isPresent()) {
            return new Outcome.Failed(
                    false,
                    "pachctl ended with 0, but " + url + " is no extract: "
                            + content.fault().get(),
                    "Look at the log of pachd, then retry.",
                    EffectSeen.UNKNOWN);
        }
        outputs.put("bytes", List.of(Long.toString(content.bytes())));
        outputs.put("sha256", List.of(content.sha256()));
        listener.checked("object", Severity.PASS, "read back: " + Words.bytes(content.bytes()));
        return Doing.done(
                outputs,
                "pachd wrote " + url + ", " + Words.bytes(content.bytes()) + ", sha256 " + content.sha256()
                        + ", read back");
    }

    private static Path errors(Path log) {
        return log.resolveSibling(log.getFileName() + ".err");
    }

    private Outcome intoFile(
            Call<ClassicAction> call, Attempt attempt, Command command, Wanted wanted, Performer.Listener listener)
            throws PerformException, InterruptedException {
        BackupFolder folder = Folders.of(call);
        Path file = ClassicRecord.extract(folder);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            makeRoom(folder, file, partial, listener);
            long begun = System.nanoTime();
            Exit exit = run(
                    call,
                    command.dataTo(
                            partial,
                            errors(call.world().artifacts().resolve(call.step().id() + "-" + attempt.number()))),
                    listener,
                    () -> listener.progress(pace(partial, begun)));
            Optional<Outcome> trouble = trouble(exit, EffectSeen.NONE);
            if (trouble.isPresent()) {
                return trouble.get();
            }
            Optional<String> fault = ExtractStream.fault(partial);
            if (fault.isPresent()) {
                return new Outcome.Failed(
                        false,
                        "pachctl ended with 0, but what it wrote is no extract: " + fault.get(),
                        "Look for space on the disk, then retry.",
                        EffectSeen.NONE);
            }
            publish(partial, file);
            long bytes = Files.size(file);
            String sha256 = Folders.sha256(file);
            Map<String, List<String>> outputs = new LinkedHashMap<>();
            outputs.put("file", List.of(folder.relative(file)));
            outputs.put("url", List.of());
            outputs.put("verified", List.of("true"));
            outputs.put("objects", List.of(Boolean.toString(wanted.objects())));
            outputs.put("bytes", List.of(Long.toString(bytes)));
            outputs.put("sha256", List.of(sha256));
            return Doing.done(
                    outputs,
                    folder.relative(file) + ", " + Words.bytes(bytes) + ", sha256 " + sha256
                            + (wanted.objects() ? "" : ", without the objects"));
        } catch (IOException e) {
            throw new PerformException(
                    file + " could not be written: " + Reasons.message(e), "Look for space and permissions there.", e);
        }
    }

    /** What an earlier attempt left is kept aside, never continued and never overwritten. */
    private static void makeRoom(BackupFolder folder, Path file, Path partial, Performer.Listener listener)
            throws PerformException, IOException {
        try {
            // A small file makes the folder on the way, with its mode and no link in it.
            Path mark = file.resolveSibling("README");
            folder.write(
                    mark,
                    "What pachctl extract wrote, and what the cluster held then.\n"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (BackupException e) {
            throw Folders.of(e);
        }
        for (Path left : List.of(partial, file)) {
            if (Files.exists(left, LinkOption.NOFOLLOW_LINKS)) {
                Path aside = left;
                for (int i = 1; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
                    aside = left.resolveSibling(left.getFileName() + ".aside-" + i);
                }
                Files.move(left, aside);
                listener.line("kept aside: " + aside.getFileName());
            }
        }
    }

    private static String pace(Path partial, long begun) {
        long bytes = 0;
        try {
            bytes = Files.exists(partial) ? Files.size(partial) : 0;
        } catch (IOException e) {
            // It is only for looking at; the next look may succeed.
            bytes = 0;
        }
        double seconds = Math.max(0.1, (System.nanoTime() - begun) / 1e9);
        return Words.bytes(bytes) + " extracted, " + Words.bytes(Math.round(bytes / seconds)) + "/s";
    }

    private static void publish(Path partial, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Exit run(Call<?> call, Command command, Performer.Listener listener, Runnable look)
            throws PerformException, InterruptedException {
        try {
            Running running = call.world().programs().start(command, (stream, line) -> {
                if (stream == OutputListener.Stream.ERR) {
                    listener.line(line);
                }
            });
            listener.started(running.pid(), running.startTicks(), running.argv());
            Thread looking = new Thread(
                    () -> {
                        try {
                            while (running.isAlive()) {
                                look.run();
                                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                            }
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "progress of pid " + running.pid());
            looking.setDaemon(true);
            looking.start();
            try {
                return Patience.await(running, call.timeout(), listener.cancelled());
            } finally {
                looking.interrupt();
            }
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }

    private static Optional<Outcome> trouble(Exit exit, EffectSeen seen) {
        if (exit.succeeded()) {
            return Optional.empty();
        }
        if (exit.stopped()) {
            return Optional.of(new Outcome.Cancelled("the extract was stopped", seen));
        }
        return Optional.of(new Outcome.Failed(
                false,
                "pachctl extract failed, " + exit.words()
                        + (exit.stderrTail().isEmpty() ? "" : ": " + String.join(" ", exit.stderrTail())),
                "What it wrote is worthless, although it can be read: it ends where the failure was. Retry makes it anew.",
                seen));
    }
}
