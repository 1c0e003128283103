package lifeboat.atlas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;

/**
 * A file with one timestamp: 1 to 19 digits in one line. The program accepts more than that, overwrites what is there, and
 * takes a number that was cut short for a timestamp long ago; so the file is written under another name first, read back, and
 * only then gets its own.
 */
public final class TimestampFile {
    /** No timestamp service gets here; it is where the program's own arithmetic begins to overflow. */
    private static final long MOST = 1L << 62;

    private static final int LONGEST = 64;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");
    private static final String DAMAGED = "Do not repair it by hand: find out what changed it, or take another backup.";

    private TimestampFile() {}

    /** The name under which the program writes a timestamp, beside where it will be. */
    public static Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + ".partial");
    }

    /**
     * Makes sure that a timestamp may be written: there is none yet. What an attempt that did not end has left is deleted, since
     * a timestamp that was consumed and not kept does no harm.
     *
     * @return where the program is to write it
     */
    public static Path prepare(Path target) throws AtlasException {
        refuseExisting(target);
        Path partial = partial(target);
        try {
            Files.deleteIfExists(partial);
            return partial;
        } catch (IOException e) {
            throw failed("made ready", target, e);
        }
    }

    /**
     * Reads back what the program wrote, and gives it its name; the timestamp.
     *
     * @throws AtlasException if it is not a timestamp, or something has that name already; nothing is overwritten
     */
    public static long publish(Path target) throws AtlasException {
        Path partial = partial(target);
        long timestamp = read(partial);
        try {
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-------"));
            force(partial);
            try {
                // A link, unlike a move, fails when something has the name.
                Files.createLink(target, partial);
                Files.delete(partial);
            } catch (UnsupportedOperationException noLinks) {
                Files.move(partial, target);
            }
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                force(folder);
            }
            return timestamp;
        } catch (FileAlreadyExistsException e) {
            throw existing(target);
        } catch (IOException e) {
            throw failed("written", target, e);
        }
    }

    /**
     * The timestamp in a file.
     *
     * @return from 1 up
     * @throws AtlasException if the file is not there, or holds anything but one line of 1 to 19 digits
     */
    public static long read(Path file) throws AtlasException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new AtlasException(
                    Kind.TIMESTAMP,
                    "there is no timestamp file " + file,
                    "The backup was not finished, or somebody moved the file; bring it back.");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw failed("read", file, e);
        }
        return parse(file, bytes);
    }

    private static long parse(Path file, byte[] bytes) throws AtlasException {
        if (bytes.length == 0) {
            throw wrong(file, "is empty");
        }
        if (bytes.length > LONGEST) {
            throw wrong(file, "is longer than any timestamp");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            throw wrong(file, "begins with a byte order mark");
        }
        if (text.indexOf('\r') >= 0) {
            throw wrong(file, "has a carriage return, as another system's editor leaves it");
        }
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.indexOf('\n') >= 0) {
            throw wrong(file, "has more than one line");
        }
        if (!DIGITS.matcher(line).matches()) {
            throw wrong(file, "is not one line of 1 to 19 digits");
        }
        if (line.charAt(0) == '0') {
            throw wrong(file, "begins with a zero, which no timestamp does");
        }
        // Twenty digits do not get here, and nineteen may still be too many for a long.
        long value = line.length() == 19 && line.compareTo(Long.toString(MOST)) > 0 ? Long.MAX_VALUE : number(line);
        if (value > MOST) {
            throw wrong(file, "holds a number that no timestamp service reaches");
        }
        return value;
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    private static void refuseExisting(Path target) throws AtlasException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw existing(target);
        }
    }

    private static AtlasException existing(Path target) {
        return new AtlasException(
                Kind.TIMESTAMP,
                "there is a timestamp in " + target + " already",
                "It is the only record of its moment and is not overwritten; a new backup gets a folder of its own.");
    }

    private static AtlasException wrong(Path file, String what) {
        return new AtlasException(Kind.TIMESTAMP, "the timestamp file " + file + " " + what, DAMAGED);
    }

    private static AtlasException failed(String what, Path file, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new AtlasException(
                Kind.TIMESTAMP,
                "the timestamp file " + file + " could not be " + what + ": " + why,
                "Look at the disk.",
                e);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
