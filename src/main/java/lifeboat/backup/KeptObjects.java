package lifeboat.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/** Compares the downloaded objects with the inventory, a line at a time, so that memory does not grow with the bucket. */
final class KeptObjects {
    private static final int MOST = 100;
    private static final Pattern FILE = Pattern.compile("objects/[0-9a-f]{2}/[0-9a-f]{64}");

    private final BackupFolder folder;
    private final List<String> problems = new ArrayList<>();
    private long more;
    private long there;

    private KeptObjects(BackupFolder folder) {
        this.folder = folder;
    }

    /**
     * One sentence for each object that is not as the inventory says, up to a hundred, and how many more there are.
     *
     * @param inventory whether the manifest has an inventory
     * @param found how many files there are under {@code objects/}
     */
    static List<String> check(BackupFolder folder, boolean inventory, long found) throws BackupException {
        KeptObjects objects = new KeptObjects(folder);
        if (inventory && Files.isRegularFile(folder.inventory(), LinkOption.NOFOLLOW_LINKS)) {
            objects.read();
        }
        if (objects.more > 0) {
            objects.problems.add(objects.more + " more objects are missing or not what they were");
        }
        if (found > objects.there) {
            objects.problems.add("objects/ holds " + (found - objects.there) + " more than the inventory names");
        }
        return objects.problems;
    }

    private void read() throws BackupException {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(folder.inventory(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonObject row = JsonObject.of(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8)));
                if (row.has("file")) {
                    compare(row);
                }
            }
        } catch (MalformedJsonException e) {
            complain("line " + number + " of the inventory cannot be understood: " + e.getMessage());
        } catch (IOException e) {
            throw BackupFolder.failed("read", folder.inventory(), e);
        }
    }

    private void compare(JsonObject row) throws MalformedJsonException, IOException, BackupException {
        String name = row.text("file");
        if (!FILE.matcher(name).matches()) {
            throw row.wrong("file", "is not the place of an object");
        }
        Path file = folder.path().resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            complain(name + " is missing");
            return;
        }
        there++;
        if (Files.size(file) != row.number("size")) {
            complain(name + " has " + Files.size(file) + " bytes instead of " + row.number("size"));
        } else if (!Digest.of(file).equals(row.text("sha256"))) {
            complain(name + " has the right size and another content");
        }
    }

    private void complain(String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            more++;
        }
    }
}
