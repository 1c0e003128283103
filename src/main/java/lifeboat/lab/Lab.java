package lifeboat.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lifeboat.lab.atlas.AtlasDescription;

/** A lab that runs as a process of its own, seen from the process that uses it. */
public final class Lab {
    private static final Duration UP = Duration.ofSeconds(90);
    private static final Duration DOWN = Duration.ofSeconds(20);

    private final Path directory;
    private final LabDescription description;

    private Lab(Path directory, LabDescription description) {
        this.directory = directory;
        this.description = description;
    }

    /**
     * Starts a lab and returns when everything in it answers. Labs beside it whose process is gone are removed first.
     *
     * @param directory the lab's own; it must not exist, or be what a dead lab left
     * @param progress told, on this thread, of each part that is up, one line each
     * @throws LabException if the lab does not come up; nothing of it is left then
     */
    public static Lab start(Path directory, LabOptions options, LabCommand command, Consumer<String> progress)
            throws LabException {
        Path path = directory.toAbsolutePath().normalize();
        LabDirectory own = new LabDirectory(path);
        LabFiles files = new LabFiles(path);
        try {
            Path beside = path.getParent();
            if (beside != null) {
                removeDead(beside);
            }
            if (Files.exists(path)) {
                throw new LabException(path + " is there already", "Choose another directory for the lab.");
            }
            own.claim(ProcessMark.self());
            files.write(options);
            List<String> words = new java.util.ArrayList<>(command.words());
            words.add(path.toString());
            Process process = LabProgram.detach(words, files.log());
            try {
                return new Lab(path, await(process, files, progress));
            } catch (LabException | RuntimeException e) {
                process.destroyForcibly().waitFor(DOWN.toSeconds(), TimeUnit.SECONDS);
                LabPostgres.endOrphan(path);
                own.remove();
                throw e;
            }
        } catch (IOException e) {
            throw new LabException("cannot make the lab's directory " + path, "Is the disk full?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the lab was starting", "Start it again.", e);
        }
    }

    /**
     * The lab in a directory, if its process is alive.
     *
     * @throws LabException if the directory cannot be read
     */
    public static Optional<Lab> find(Path directory) throws LabException {
        Path path = directory.toAbsolutePath().normalize();
        try {
            return new LabFiles(path).read().map(found -> new Lab(path, found)).filter(Lab::alive);
        } catch (IOException e) {
            throw new LabException("cannot read the lab in " + path, "Its lab.json may be damaged.", e);
        }
    }

    /**
     * Removes every lab in a directory whose process is gone, as after a crash of the machine.
     *
     * @return what was removed
     */
    public static List<Path> removeDead(Path labs) throws LabException {
        try {
            return LabDirectory.removeDead(labs);
        } catch (IOException e) {
            throw new LabException("cannot remove dead labs in " + labs, "Remove them by hand.", e);
        }
    }

    private static LabDescription await(Process process, LabFiles files, Consumer<String> progress)
            throws LabException, IOException, InterruptedException {
        long deadline = System.nanoTime() + UP.toNanos();
        int told = 0;
        while (true) {
            boolean ended = !process.isAlive();
            Optional<LabDescription> up = files.read();
            List<String> lines = Files.exists(files.progress()) ? Files.readAllLines(files.progress()) : List.of();
            for (; told < lines.size(); told++) {
                progress.accept(lines.get(told));
            }
            if (up.isPresent()) {
                return up.get();
            }
            Optional<LabFiles.Failure> failure = files.whyNot();
            if (failure.isPresent()) {
                throw new LabException(failure.get().message(), failure.get().hint());
            }
            if (ended) {
                throw new LabException(
                        "the lab's process ended with " + process.exitValue() + ": "
                                + LabProgram.lastLines(Files.readString(files.log())),
                        "The message above is the lab's own.");
            }
            if (System.nanoTime() > deadline) {
                throw new LabException(
                        "the lab was not up after " + UP.toSeconds() + " s", "The machine may be too busy.");
            }
            process.waitFor(30, TimeUnit.MILLISECONDS);
        }
    }

    /** How the lab is reached. */
    public LabDescription description() {
        return description;
    }

    /** How the lab's AtlasDB is reached, if it has one. */
    public Optional<AtlasDescription> atlas() throws LabException {
        try {
            return new LabFiles(directory).atlas();
        } catch (IOException e) {
            throw new LabException("cannot read the lab in " + directory, "Its atlas.json may be damaged.", e);
        }
    }

    /** The lab's directory. */
    public Path directory() {
        return directory;
    }

    /** Whether the lab's process is still running. */
    public boolean alive() {
        return mark().alive();
    }

    /** Tells the lab that somebody still needs it; without that and without requests it ends by itself. */
    public void touch(Clock clock) throws LabException {
        try {
            Files.setLastModifiedTime(new LabFiles(directory).heartbeat(), FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new LabException("the lab in " + directory + " is gone", "Start another.", e);
        }
    }

    /**
     * Lets something go wrong with the lab's Pachyderm.
     *
     * @param story {@code corrupted} or {@code upgraded}
     * @return what happened, one sentence
     */
    public String damage(String story) throws LabException {
        return LabQuestions.damage(description, story);
    }

    /** A file of a commit that is in the lab from the beginning, as {@code pachctl get file} names it. */
    public String knownFile() throws LabException {
        return LabQuestions.knownFile(description);
    }

    /**
     * Does what somebody would do by hand with the volume of a Pachyderm of 1.x.
     *
     * @param what {@code keep} to make a snapshot, {@code restore} to give the empty cluster a volume made from one
     * @param snapshot its name
     */
    public void volume(String what, String snapshot) throws LabException {
        LabQuestions.volume(description, directory, what, snapshot);
    }

    /** Ends the lab and removes everything it made; returns when both are done. Does nothing if it has ended. */
    public void stop() throws LabException {
        try {
            if (alive()) {
                end(ProcessHandle.of(description.pid()).orElse(null));
            }
            LabPostgres.endOrphan(directory);
            new LabDirectory(directory).remove();
        } catch (IOException e) {
            throw new LabException("cannot remove the lab in " + directory, "Remove the directory by hand.", e);
        }
    }

    private static void end(@org.jspecify.annotations.Nullable ProcessHandle process) throws LabException {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            process.onExit().get(DOWN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new LabException("cannot wait for the lab to end", "Look for process " + process.pid() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the lab was ending", "It ends by itself.", e);
        }
    }

    private ProcessMark mark() {
        return new ProcessMark(description.pid(), description.startTicks());
    }
}
