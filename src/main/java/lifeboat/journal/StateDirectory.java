package lifeboat.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshKey;

/** The state directory: all runs, the locks on what they work on, and the key for secrets. */
public final class StateDirectory {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String HINT = "Look at the permissions there, or name another place with LIFEBOAT_STATE.";

    private final Path root;
    private final Disk disk = new RealDisk();

    /** Names a state directory; nothing is looked at or made yet. */
    public StateDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Where it is. */
    public Path path() {
        return root;
    }

    /**
     * Makes the folder of a new run, mode 0700, with its copy of the runbook, all on disk when it returns.
     *
     * @param runId as {@link RunIds} makes it
     * @param runbook the runbook's bytes; it includes nothing
     */
    public RunFolder create(String runId, byte[] runbook) throws JournalException {
        return create(runId, Map.of(RunFolder.RUNBOOK, runbook));
    }

    /**
     * Makes the folder of a new run, mode 0700, with its copies of the runbook and the fragments, all on disk when it returns.
     *
     * @param runId as {@link RunIds} makes it
     * @param copies the bytes of {@link RunFolder#RUNBOOK}, and of each fragment by its path, which stays inside the folder
     */
    public RunFolder create(String runId, Map<String, byte[]> copies) throws JournalException {
        prepare();
        RunFolder folder = folder(runId);
        try {
            PrivateDirectories.create(folder.path());
            PrivateDirectories.create(folder.path().resolve(RunFolder.ARTIFACTS));
            for (Map.Entry<String, byte[]> copy : copies.entrySet()) {
                keep(folder.path(), copy.getKey(), copy.getValue());
            }
            disk.forceDirectory(folder.path());
            disk.forceDirectory(runs());
            return folder;
        } catch (IOException e) {
            throw new JournalException("could not make the folder " + folder.path() + ": " + e.getMessage(), HINT, e);
        }
    }

    private void keep(Path folder, String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("leads out of the folder: " + path);
        }
        List<Path> made = new ArrayList<>();
        Path parent = folder;
        for (Path part : folder.relativize(file)) {
            Path next = parent.resolve(part);
            if (!next.equals(file)) {
                PrivateDirectories.createIfMissing(next);
                made.add(next);
            }
            parent = next;
        }
        disk.replace(file, bytes);
        for (Path directory : made) {
            disk.forceDirectory(directory);
        }
    }

    /** The run with that id, or the only one whose id begins so. */
    public RunFolder find(String runId) throws JournalException {
        List<String> there = runIds();
        if (there.contains(runId)) {
            return folder(runId);
        }
        List<String> close = there.stream().filter(id -> id.startsWith(runId)).toList();
        if (runId.isEmpty() || close.isEmpty()) {
            throw new JournalException("there is no run " + runId, "All runs are listed by: lifeboat runs");
        }
        if (close.size() > 1) {
            throw new JournalException(
                    close.size() + " runs begin with " + runId, "Name one of " + String.join(", ", close) + ".");
        }
        return folder(close.get(0));
    }

    /**
     * All runs, newest first; those that cannot be read are among them, and say so.
     *
     * @param self stands for the asking process
     */
    public List<RunSummary> runs(Holder self) throws JournalException {
        List<RunSummary> summaries = new ArrayList<>();
        for (String id : runIds()) {
            summaries.add(Summaries.of(folder(id), self));
        }
        summaries.sort(Comparator.comparing(RunSummary::openedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(RunSummary::runId)
                .reversed());
        return List.copyOf(summaries);
    }

    /** Who works on a run now, if somebody does. */
    public Optional<Holder> inUse(RunFolder folder, Holder self) throws JournalException {
        return LockFile.inUse(folder.path().resolve(RunFolder.LOCK), self);
    }

    /**
     * Takes the lock that a runbook names.
     *
     * @param name the runbook's {@code lock}, with its variables filled in
     * @throws LockedException if another run has it; it says which
     */
    public TargetLock lockTarget(String name, Holder holder) throws JournalException {
        prepare();
        Path locks = root.resolve("locks");
        try {
            PrivateDirectories.createIfMissing(locks);
        } catch (IOException e) {
            throw new JournalException("could not make the folder " + locks + ": " + e.getMessage(), HINT, e);
        }
        return new TargetLock(name, LockFile.take(locks.resolve(Digests.hex(name)), "the lock " + name, holder));
    }

    /** What turns secrets into digests, with this installation's key, which is made when it is not there. */
    public SecretDigest secretDigest() throws JournalException {
        prepare();
        return SecretDigest.withKeyAt(root.resolve("hmac.key"));
    }

    /**
     * Who signs seals when the operator signs with no key of their own: an Ed25519 key of this installation, which is made
     * when it is not there.
     */
    public Signer sealKey() throws JournalException {
        prepare();
        return LocalKey.at(root.resolve("seal.key"));
    }

    /** The public half of {@link #sealKey}: what goes into a file of allowed signers. */
    public SshKey sealPublicKey() throws JournalException {
        prepare();
        return LocalKey.at(root.resolve("seal.key")).key();
    }

    private void prepare() throws JournalException {
        PrivateDirectories.prepareRoot(root);
        try {
            PrivateDirectories.createIfMissing(runs());
        } catch (IOException e) {
            throw new JournalException("could not make the folder " + runs() + ": " + e.getMessage(), HINT, e);
        }
    }

    private Path runs() {
        return root.resolve("runs");
    }

    private RunFolder folder(String runId) throws JournalException {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new JournalException("not the id of a run: " + runId, "All runs are listed by: lifeboat runs");
        }
        return new RunFolder(disk, runs().resolve(runId));
    }

    private List<String> runIds() throws JournalException {
        if (!Files.exists(root, NOFOLLOW_LINKS)) {
            return List.of();
        }
        PrivateDirectories.check(root);
        try {
            return disk.names(runs()).stream()
                    .filter(name -> RUN_ID.matcher(name).matches())
                    .filter(name -> Files.isDirectory(runs().resolve(name), NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException e) {
            throw new JournalException("could not list " + runs() + ": " + e.getMessage(), HINT, e);
        }
    }
}
