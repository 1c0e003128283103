package lifeboat.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands in a backup's folder, by path relative to it. What failed attempts left aside, the manifest itself and the
 * head of the audit are left out; no link is followed.
 *
 * @param files every file but the downloaded objects
 * @param objects how many downloaded objects there are
 * @param odd links and whatever else is neither a file nor a folder
 */
record Contents(SortedMap<String, Path> files, long objects, List<String> odd) {
    static final String OBJECTS = "objects/";

    /** {@code NAME.partial}, {@code NAME.partial.1} and {@code NAME.1}, with all that is in them. */
    private static final Pattern ASIDE = Pattern.compile(".+(\\.partial|\\.\\d+)");

    static Contents of(BackupFolder folder) throws BackupException {
        SortedMap<String, Path> files = new TreeMap<>();
        List<String> odd = new ArrayList<>();
        long objects = 0;
        try (Stream<Path> walk = Files.walk(folder.path())) {
            for (Iterator<Path> paths = walk.iterator(); paths.hasNext(); ) {
                Path path = paths.next();
                String name = folder.relative(path);
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || isAside(name)) {
                    continue;
                }
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    odd.add(name);
                } else if (name.startsWith(OBJECTS)) {
                    objects++;
                } else if (!name.equals(BackupFolder.MANIFEST) && !name.equals(BackupFolder.AUDIT_HEAD)) {
                    files.put(name, path);
                }
            }
        } catch (UncheckedIOException e) {
            throw BackupFolder.failed("read", folder.path(), e);
        } catch (IOException e) {
            throw BackupFolder.failed("read", folder.path(), e);
        }
        odd.sort(String::compareTo);
        return new Contents(Collections.unmodifiableSortedMap(files), objects, List.copyOf(odd));
    }

    private static boolean isAside(String path) {
        for (String part : path.split("/", -1)) {
            if (ASIDE.matcher(part).matches()) {
                return true;
            }
        }
        return false;
    }
}
