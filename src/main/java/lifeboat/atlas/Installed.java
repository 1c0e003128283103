package lifeboat.atlas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.process.Version;

/**
 * Which version of AtlasDB is installed. The program has no command that says it; the names of its jars do. They are looked for
 * where distributions keep them, and in the program itself where it is a script that lists them.
 */
public final class Installed {
    private static final Pattern JAR = Pattern.compile("atlasdb-[a-z-]+-([0-9]+\\.[0-9]+\\.[0-9]+)[^/]*\\.jar");
    private static final Pattern LISTED =
            Pattern.compile("\\batlasdb-[a-z-]+-([0-9]+\\.[0-9]+\\.[0-9]+)[A-Za-z0-9._+-]*\\.jar\\b");
    private static final int LONGEST_SCRIPT = 1 << 20;

    private Installed() {}

    /**
     * The version that the jars of a program are of.
     *
     * @param program the program's path; its jars are in {@code lib} or {@code service/lib} beside its directory, beside it, or
     *     on the class path that a start script sets
     * @return nothing if there is no such jar
     * @throws AtlasException if they are of several versions
     */
    public static Optional<Version> version(Path program) throws AtlasException {
        Path real;
        try {
            real = program.toRealPath();
        } catch (IOException e) {
            return Optional.empty();
        }
        TreeMap<Version, String> found = new TreeMap<>();
        read(real, found);
        Path bin = real.getParent();
        Path home = bin == null ? null : bin.getParent();
        if (bin != null && home != null) {
            look(bin, found);
            look(home.resolve("lib"), found);
            look(home.resolve("service").resolve("lib"), found);
            Path above = home.getParent();
            if (above != null && String.valueOf(home.getFileName()).equals("service")) {
                look(above.resolve("service").resolve("lib"), found);
            }
        }
        if (found.size() > 1) {
            throw new AtlasException(
                    Kind.VERSION,
                    "the jars beside " + program + " are of several versions: " + String.join(", ", found.values()),
                    "Install the program again, into a directory of its own.");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.firstKey());
    }

    /** A start script lists the jars of its class path, wherever they are. */
    private static void read(Path program, TreeMap<Version, String> found) {
        String text;
        try (InputStream in = Files.newInputStream(program)) {
            text = new String(in.readNBytes(LONGEST_SCRIPT), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // What cannot be read supports nothing; the operator's own word is left.
            return;
        }
        if (!text.startsWith("#!")) {
            return;
        }
        Matcher listed = LISTED.matcher(text);
        while (listed.find()) {
            String name = listed.group();
            Version.in(listed.group(1)).ifPresent(version -> found.put(version, name));
        }
    }

    private static void look(Path directory, TreeMap<Version, String> found) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                Matcher matcher = JAR.matcher(name);
                if (matcher.matches()) {
                    Version.in(matcher.group(1)).ifPresent(version -> found.put(version, name));
                }
            }
        } catch (IOException e) {
            // What cannot be listed supports nothing; the operator's own word is left.
            return;
        }
    }

    /**
     * Holds what the operator says against what is installed.
     *
     * @param said such as {@code 0.309.0}
     * @throws AtlasException if it is no version of AtlasDB, or another one than that of the jars
     */
    public static Version agree(String said, Path program) throws AtlasException {
        if (!said.matches("[0-9]+\\.[0-9]+(\\.[0-9]+)?")) {
            throw new AtlasException(
                    Kind.VERSION, "\"" + said + "\" is not a version of AtlasDB", "Versions look like 0.309.0.");
        }
        Version version = Version.in(said).orElseThrow();
        Optional<Version> jars = version(program);
        if (jars.isPresent() && jars.get().compareTo(version) != 0) {
            throw new AtlasException(
                    Kind.VERSION,
                    "the version is said to be " + version + ", but the jars beside " + program + " are of "
                            + jars.get(),
                    "Which options are right, and whether they delete what they should, depends on it: find out"
                            + " which is true.");
        }
        return version;
    }
}
