package lifeboat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** A disk in memory that loses, zeroes or garbles any 512-byte sector that was not forced when the power goes. */
final class CrashDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<Path, Content> files = new TreeMap<>();
    private final Map<Path, Content> keptNames = new HashMap<>();
    private final Random random;
    int writesUntilFull = Integer.MAX_VALUE;
    boolean shortWrites;
    boolean forceFails;

    CrashDisk(Random random) {
        this.random = random;
    }

    private static final class Content {
        byte[] now = new byte[0];
        byte[] kept = new byte[0];
    }

    /** The power goes, and comes back. */
    void loseWhatWasNotForced() {
        files.clear();
        files.putAll(keptNames);
        for (Content content : files.values()) {
            content.now = random.nextInt(4) == 0 ? content.kept.clone() : mixed(content);
            content.kept = content.now.clone();
        }
    }

    private byte[] mixed(Content content) {
        int longest = Math.max(content.now.length, content.kept.length);
        int shortest = Math.min(content.now.length, content.kept.length);
        byte[] after = new byte[longest == shortest ? longest : shortest + random.nextInt(longest - shortest + 1)];
        for (int from = 0; from < after.length; from += SECTOR) {
            int choice = random.nextInt(4);
            byte[] garbage = new byte[SECTOR];
            random.nextBytes(garbage);
            for (int i = from; i < Math.min(from + SECTOR, after.length); i++) {
                boolean forced = i < content.kept.length && i < content.now.length && content.kept[i] == content.now[i];
                byte newer = i < content.now.length ? content.now[i] : 0;
                byte older = i < content.kept.length ? content.kept[i] : 0;
                after[i] = forced || choice == 0 ? newer : choice == 1 ? older : choice == 2 ? 0 : garbage[i - from];
            }
        }
        return after;
    }

    @Override
    public DurableFile create(Path file) throws IOException {
        if (files.containsKey(file)) {
            throw new IOException("there already: " + file);
        }
        Content content = new Content();
        files.put(file, content);
        return new Handle(content);
    }

    @Override
    public DurableFile open(Path file) throws IOException {
        return new Handle(content(file));
    }

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
    public void delete(Path file) {
        files.remove(file);
    }

    @Override
    public void forceDirectory(Path directory) {
        keptNames.keySet().removeIf(file -> directory.equals(file.getParent()));
        files.forEach((file, content) -> {
            if (directory.equals(file.getParent())) {
                keptNames.put(file, content);
            }
        });
    }

    private Content content(Path file) throws IOException {
        if (!files.containsKey(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return Objects.requireNonNull(files.get(file));
    }

    private final class Handle implements DurableFile {
        private final Content content;

        Handle(Content content) {
            this.content = content;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            if (writesUntilFull-- <= 0) {
                throw new IOException("No space left on device");
            }
            int length = shortWrites ? 1 + random.nextInt(bytes.remaining()) : bytes.remaining();
            int end = (int) offset + length;
            if (content.now.length < end) {
                content.now = Arrays.copyOf(content.now, end);
            }
            bytes.get(content.now, (int) offset, length);
            return length;
        }

        @Override
        public void force() throws IOException {
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            content.kept = content.now.clone();
        }

        @Override
        public void truncate(long length) {
            content.now = Arrays.copyOf(content.now, (int) Math.min(length, content.now.length));
        }

        @Override
        public void close() {}
    }
}
