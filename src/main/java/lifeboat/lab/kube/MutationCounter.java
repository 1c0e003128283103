package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Every request of a client that changed something, in the order in which they took effect. Requests that were refused,
 * that only tried ({@code dryRun}) or that changed nothing are not in it, nor is what controllers do. One whose answer
 * was lost is.
 */
public final class MutationCounter {
    private final List<Mutation> mutations = new ArrayList<>();

    /**
     * One such request.
     *
     * @param sequence counts from 1
     * @param at when, UTC, RFC 3339 with microseconds
     * @param verb create, update, patch or delete
     * @param kind {@code Deployment}
     * @param subresource {@code scale}, {@code status}, or empty
     * @param namespace empty for kinds that have none
     * @param resourceVersion of the object after the change
     * @param user who the token belongs to
     * @param contentType of the body; empty without one
     * @param body of patches, as it was sent; empty for other verbs
     */
    public record Mutation(
            long sequence,
            String at,
            String verb,
            String kind,
            String subresource,
            String namespace,
            String name,
            String resourceVersion,
            String user,
            String userAgent,
            String contentType,
            String body) {}

    synchronized void add(Mutation mutation) {
        mutations.add(new Mutation(
                mutations.size() + 1,
                mutation.at,
                mutation.verb,
                mutation.kind,
                mutation.subresource,
                mutation.namespace,
                mutation.name,
                mutation.resourceVersion,
                mutation.user,
                mutation.userAgent,
                mutation.contentType,
                mutation.body));
    }

    /** All of them, oldest first. */
    public synchronized List<Mutation> all() {
        return List.copyOf(mutations);
    }

    /** Those of one kind and name, whatever the namespace. */
    public List<Mutation> of(String kind, String name) {
        return all().stream()
                .filter(mutation -> mutation.kind.equals(kind) && mutation.name.equals(name))
                .toList();
    }

    /** How many there were of one verb on one object. */
    public int count(String verb, String kind, String name) {
        return (int) of(kind, name).stream()
                .filter(mutation -> mutation.verb.equals(verb))
                .count();
    }

    /** How many there were. */
    public synchronized int total() {
        return mutations.size();
    }

    ObjectNode json(long after) {
        List<Mutation> all = all();
        ObjectNode answer = Json.object().put("total", all.size());
        TreeMap<String, ObjectNode> counts = new TreeMap<>();
        ArrayNode list = Json.object().arrayNode();
        for (Mutation mutation : all) {
            String group = String.join(" ", mutation.kind, mutation.namespace, mutation.name, mutation.verb);
            ObjectNode count = counts.computeIfAbsent(group, any -> Json.object()
                    .put("verb", mutation.verb)
                    .put("kind", mutation.kind)
                    .put("namespace", mutation.namespace)
                    .put("name", mutation.name)
                    .put("count", 0));
            count.put("count", count.path("count").asInt() + 1);
            if (mutation.sequence > after) {
                JsonNode entry = Json.from(mutation);
                list.add(entry);
            }
        }
        answer.putArray("counts").addAll(counts.values());
        answer.set("mutations", list);
        return answer;
    }
}
