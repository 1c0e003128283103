package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import lifeboat.backup.BackupFolder;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.pachyderm.ClassicContent;

/** What a cluster of 1.x held when it was extracted, in the backup's folder: a file for each of the two looks. */
final class ClassicRecord {
    private ClassicRecord() {}

    /** Where an extract into a file is. */
    static Path extract(BackupFolder folder) {
        return folder.path().resolve("classic").resolve("extract.pach");
    }

    private static Path path(BackupFolder folder, boolean after) {
        return folder.path().resolve("classic").resolve(after ? "content-after.json" : "content-before.json");
    }

    /** Writes it; the digest of what was written. */
    static String write(BackupFolder folder, boolean after, ClassicContent content) throws PerformException {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Object> repos = new LinkedHashMap<>();
        content.repos().forEach((repo, commits) -> repos.put(repo, List.copyOf(commits)));
        fields.put("repos", repos);
        fields.put("open", List.copyOf(content.open()));
        fields.put("branches", new LinkedHashMap<>(content.branches()));
        fields.put("pipelines", new LinkedHashMap<>(content.pipelines()));
        Folders.write(folder, path(folder, after), CanonicalJson.write(fields));
        return Folders.sha256(path(folder, after));
    }

    /** Reads it; empty if that look was not taken. */
    static Optional<ClassicContent> read(BackupFolder folder, boolean after) throws PerformException {
        Path file = path(folder, after);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonObject.of(CanonicalJson.read(Files.readAllBytes(file)));
            SortedMap<String, SortedSet<String>> repos = new TreeMap<>();
            JsonObject all = json.object("repos");
            for (String repo : all.names()) {
                repos.put(repo, new TreeSet<>(all.texts(repo)));
            }
            return Optional.of(new ClassicContent(
                    repos,
                    new TreeSet<>(json.texts("open")),
                    new TreeMap<>(json.textMap("branches")),
                    new TreeMap<>(json.textMap("pipelines"))));
        } catch (IOException | MalformedJsonException e) {
            throw new PerformException(
                    file + " cannot be read: " + Reasons.message(e), "Use the Lifeboat that wrote it.", e);
        }
    }

    /**
     * Takes away what crons of stopped pipelines committed in a cluster since it was restored, which they do up to 1.10.3.
     *
     * @param crons the repos that crons write
     * @return what was taken away, a sentence each
     */
    static List<String> forgetTicks(ClassicContent now, ClassicContent recorded, Set<String> crons) {
        List<String> words = new ArrayList<>();
        for (String repo : crons) {
            SortedSet<String> known = recorded.repos().get(repo);
            SortedSet<String> there = now.repos().get(repo);
            if (known == null || there == null) {
                continue;
            }
            int all = there.size();
            there.retainAll(known);
            if (there.size() < all) {
                words.add(repo + " has " + (all - there.size())
                        + " new commits: up to 1.10.3 a cron goes on while its pipeline is stopped");
                String branch = repo + "/master";
                String head = recorded.branches().get(branch);
                if (head != null) {
                    now.branches().put(branch, head);
                }
            }
        }
        return words;
    }

    /** What stands against a cluster being the one that was recorded, a sentence each; empty if nothing does. */
    static List<String> differences(ClassicContent now, ClassicContent before, ClassicContent after) {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> repos = new TreeSet<>(before.repos().keySet());
        repos.removeAll(now.repos().keySet());
        repos.forEach(repo -> wrong.add("repo " + repo + " is missing"));
        TreeSet<String> more = new TreeSet<>(now.repos().keySet());
        more.removeAll(after.repos().keySet());
        more.forEach(repo -> wrong.add("repo " + repo + " was not recorded"));
        now.repos().forEach((repo, commits) -> {
            TreeSet<String> missing = new TreeSet<>(before.repos().getOrDefault(repo, new TreeSet<>()));
            missing.removeAll(commits);
            if (!missing.isEmpty()) {
                wrong.add(missing.size() + " commits of " + repo + " are missing, " + missing.first() + " among them");
            }
            TreeSet<String> extra = new TreeSet<>(commits);
            extra.removeAll(after.repos().getOrDefault(repo, new TreeSet<>()));
            if (!extra.isEmpty() && after.repos().containsKey(repo)) {
                wrong.add(
                        extra.size() + " commits of " + repo + " were not recorded, " + extra.first() + " among them");
            }
        });
        before.branches().forEach((branch, head) -> {
            String there = now.branches().getOrDefault(branch, "");
            boolean moved = !head.equals(after.branches().getOrDefault(branch, ""));
            if (!now.branches().containsKey(branch)) {
                wrong.add("branch " + branch + " is missing");
            } else if (!there.equals(head) && !moved) {
                wrong.add("branch " + branch + " has the head " + there + " and had " + head);
            }
        });
        before.pipelines().forEach((pipeline, reads) -> {
            if (!reads.equals(now.pipelines().get(pipeline))) {
                wrong.add("pipeline " + pipeline
                        + (now.pipelines().containsKey(pipeline) ? " reads something else" : " is missing"));
            }
        });
        return wrong;
    }
}
