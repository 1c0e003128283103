package lifeboat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk in memory that keeps only what was forced.
 *
 * <p>When the power goes, each 512-byte sector that was written since the last force is, by itself, the new one, the old one,
 * zeros or garbage, whatever the order in which they were written; the file's length is between the old and the new one; and a
 * name that was made, renamed or deleted since its directory was forced is there or not. A force that fails marks what was
 * written as clean, as Linux does: a later force says yes and keeps none of it.
 */
final class CrashDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<Path, Content> files = new TreeMap<>();
    private final Map<Path, Content> keptNames = new TreeMap<>();
    private final Random random;
    long room = Long.MAX_VALUE;
    boolean shortWrites;
    boolean forceFails;
    int forces;
    int failingForce = -1;
    /** Every force fails from the one with that number on. */
    int failingFrom = Integer.MAX_VALUE;

    int powerLossAtForce = -1;
    int powerLossAtWrite = -1;
    /** What lies below is on another disk, which is well and has room. */
    Optional<Path> well = Optional.empty();
    /** How often a file was forced whose force had failed before. */
    int forcedAgain;

    int writes;

    CrashDisk(Random random) {
        this.random = random;
    }

    /** Thrown in the middle of something when the power goes. */
    static final class PowerLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Content {
        byte[] now = new byte[0];
        byte[] kept = new byte[0];
        BitSet dirty = new BitSet();
        boolean lengthDirty;
        boolean forceFailed;

        Content copy() {
            Content copy = new Content();
            copy.now = now;
            copy.kept = kept;
            copy.dirty = (BitSet) dirty.clone();
            copy.lengthDirty = lengthDirty;
            return copy;
        }
    }

    /** What another roll of the dice would find after the power went: this disk stays as it is. */
    CrashDisk afterPowerLoss(Random dice) {
        CrashDisk after = new CrashDisk(dice);
        Set<Path> names = new TreeSet<>(files.keySet());
        names.addAll(keptNames.keySet());
        for (Path name : names) {
            boolean same = files.get(name) == keptNames.get(name);
            Content content = same || dice.nextBoolean() ? keptNames.get(name) : files.get(name);
            if (content != null) {
                Content survivor = new Content();
                survivor.now = survivor.kept = content.now == content.kept ? content.kept : mixed(content, dice);
                after.files.put(name, survivor);
            }
        }
        after.keptNames.putAll(after.files);
        return after;
    }

    /** The same bytes and names as they are seen now, by whoever comes next while the power stays. */
    CrashDisk afterKill(Random dice) {
        CrashDisk after = new CrashDisk(dice);
        Map<Content, Content> copies = new IdentityHashMap<>();
        files.forEach((name, content) -> after.files.put(name, copies.computeIfAbsent(content, Content::copy)));
        keptNames.forEach((name, content) -> after.keptNames.put(name, copies.computeIfAbsent(content, Content::copy)));
        return after;
    }

    private static byte[] mixed(Content content, Random dice) {
        int length = content.kept.length;
        if (content.lengthDirty) {
            int longest = Math.max(content.now.length, content.kept.length);
            int shortest = Math.min(content.now.length, content.kept.length);
            length = shortest + dice.nextInt(longest - shortest + 1);
            length = dice.nextInt(4) == 0 ? longest : dice.nextInt(4) == 0 ? shortest : length;
        }
        byte[] after = Arrays.copyOf(content.kept, length);
        for (int sector = content.dirty.nextSetBit(0); sector >= 0; sector = content.dirty.nextSetBit(sector + 1)) {
            int choice = dice.nextInt(8);
            for (int i = sector * SECTOR; i < Math.min((sector + 1) * SECTOR, length); i++) {
                byte newer = i < content.now.length ? content.now[i] : 0;
                byte older = i < content.kept.length ? content.kept[i] : 0;
                // A disk keeps what it had where both are the same; no half of a sector that is written again gets
                // lost.
                boolean unchanged = i < content.kept.length && newer == older;
                after[i] = choice < 4 || unchanged
                        ? newer
                        : choice < 6 ? older : choice == 6 ? 0 : (byte) dice.nextInt(256);
            }
        }
        return after;
    }

    /** How many bytes all of its files have. */
    long used() {
        return files.values().stream().mapToLong(content -> content.now.length).sum();
    }

    @Override
    public DurableFile create(Path file) throws IOException {
        if (files.containsKey(file)) {
            throw new IOException("there already: " + file);
        }
        Content content = new Content();
        files.put(file, content);
        return new Handle(content, isWell(file));
    }

    @Override
    public DurableFile open(Path file) throws IOException {
        return new Handle(content(file), isWell(file));
    }

    private boolean isWell(Path file) {
        return well.filter(file::startsWith).isPresent();
    }

    @Override
    public void makePrivate(Path directory) {}

    @Override
    public byte[] read(Path file) throws IOException {
        return content(file).now.clone();
    }

    @Override
    public boolean exists(Path file) {
        return files.containsKey(file);
    }

    @Override
    public List<String> names(Path directory) {
        return files.keySet().stream()
                .filter(file -> directory.equals(file.getParent()))
                .map(file -> String.valueOf(file.getFileName()))
                .sorted()
                .toList();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public void delete(Path file) throws IOException {
        content(file);
        files.remove(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!isWell(directory)) {
            failIfDue();
        }
        Set<Path> all = new HashSet<>(files.keySet());
        all.addAll(keptNames.keySet());
        for (Path file : all) {
            if (directory.equals(file.getParent())) {
                Content now = files.get(file);
                if (now == null) {
                    keptNames.remove(file);
                } else {
                    keptNames.put(file, now);
                }
            }
        }
    }

    private void failIfDue() throws IOException {
        if (forces == powerLossAtForce) {
            throw new PowerLoss();
        }
        boolean sick = forces >= failingFrom || forceFails;
        if (forces++ == failingForce || sick) {
            throw new IOException("Input/output error");
        }
    }

    private Content content(Path file) throws IOException {
        if (!files.containsKey(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return Objects.requireNonNull(files.get(file));
    }

    private final class Handle implements DurableFile {
        private final Content content;
        private final boolean well;

        Handle(Content content, boolean well) {
            this.content = content;
            this.well = well;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            int wanted = shortWrites ? 1 + random.nextInt(bytes.remaining()) : bytes.remaining();
            long free = well || room == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : room - used() + Math.max(0, content.now.length - offset);
            int length = (int) Math.min(wanted, free);
            if (length <= 0) {
                throw new IOException("No space left on device");
            }
            int end = (int) offset + length;
            // Never in place: what is kept, and copies of this disk, share the array.
            // A force has to keep the length that what was written needs, also where a failed one lost it.
            content.lengthDirty |= end > content.now.length || end > content.kept.length;
            content.now = Arrays.copyOf(content.now, Math.max(end, content.now.length));
            bytes.get(content.now, (int) offset, length);
            content.dirty.set((int) offset / SECTOR, (end - 1) / SECTOR + 1);
            if (writes++ == powerLossAtWrite) {
                throw new PowerLoss();
            }
            return length;
        }

        @Override
        public void force() throws IOException {
            try {
                forcedAgain += content.forceFailed ? 1 : 0;
                if (!well) {
                    failIfDue();
                }
            } catch (IOException e) {
                content.forceFailed = true;
                content.kept = mixed(content, random);
                content.dirty.clear();
                content.lengthDirty = false;
                throw e;
            }
            byte[] kept = Arrays.copyOf(content.kept, content.lengthDirty ? content.now.length : content.kept.length);
            for (int sector = content.dirty.nextSetBit(0); sector >= 0; sector = content.dirty.nextSetBit(sector + 1)) {
                int from = sector * SECTOR;
                int to = Math.min(Math.min(from + SECTOR, content.now.length), kept.length);
                if (from < to) {
                    System.arraycopy(content.now, from, kept, from, to - from);
                }
            }
            boolean whole = Arrays.equals(kept, content.now);
            content.kept = whole ? content.now : kept;
            content.dirty.clear();
            content.lengthDirty = false;
        }

        @Override
        public void truncate(long length) {
            if (length < content.now.length) {
                content.now = Arrays.copyOf(content.now, (int) length);
                content.lengthDirty = true;
            }
        }

        @Override
        public void close() {}
    }
}
