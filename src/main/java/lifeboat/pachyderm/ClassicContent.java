package lifeboat.pachyderm;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a cluster of 1.x holds, by name and id: what a restored one is compared with.
 *
 * @param repos each with the ids of its finished commits
 * @param open commits that are not finished, as {@code repo@id}
 * @param branches {@code repo/branch}, each with the id of its head
 * @param pipelines each with the repos that it reads, with commas between them
 */
public record ClassicContent(
        SortedMap<String, SortedSet<String>> repos,
        SortedSet<String> open,
        SortedMap<String, String> branches,
        SortedMap<String, String> pipelines) {

    /** Nothing. */
    public static ClassicContent empty() {
        return new ClassicContent(new TreeMap<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** How many finished commits there are. */
    public int commits() {
        return repos.values().stream().mapToInt(Set::size).sum();
    }

    /** How many commits of each repo are here and not in another, which was looked at before. */
    public SortedMap<String, Integer> since(ClassicContent before) {
        SortedMap<String, Integer> more = new TreeMap<>();
        for (Map.Entry<String, SortedSet<String>> repo : repos.entrySet()) {
            SortedSet<String> fresh = new TreeSet<>(repo.getValue());
            SortedSet<String> known = before.repos.get(repo.getKey());
            if (known != null) {
                fresh.removeAll(known);
            }
            if (!fresh.isEmpty()) {
                more.put(repo.getKey(), fresh.size());
            }
        }
        return more;
    }
}
