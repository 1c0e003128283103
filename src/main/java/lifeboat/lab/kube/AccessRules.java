package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who may do what: everything is allowed except what was taken away. There is one user.
 */
public final class AccessRules {
    private final String user;
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final Set<String> needed = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile byte[] authorization;

    AccessRules(String user, String token) {
        this.user = user;
        this.authorization = header(token);
    }

    private static byte[] header(String token) {
        return ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /** From now on that token is asked for, and every other one has expired. */
    public void accept(String token) {
        authorization = header(token);
    }

    boolean isAuthorized(String header) {
        return MessageDigest.isEqual(authorization, header.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A permission that was taken away.
     *
     * @param verb get, list, watch, create, update, patch, delete or deletecollection; {@code *} for all
     * @param resource plural, with a subresource where one is meant ({@code deployments}, {@code deployments/scale});
     *     {@code *} for all
     * @param namespace {@code *} for all, and for resources without one
     */
    public record Denial(String verb, String resource, String namespace) {
        boolean covers(String otherVerb, String otherResource, String otherNamespace) {
            return matches(verb, otherVerb) && matches(resource, otherResource) && matches(namespace, otherNamespace);
        }

        private static boolean matches(String pattern, String value) {
            return pattern.equals("*") || pattern.equals(value);
        }
    }

    /** Takes a permission away. */
    public void deny(String verb, String resource, String namespace) {
        denials.add(new Denial(verb, resource, namespace));
    }

    /** Gives back everything that was taken away. */
    public void allowAll() {
        denials.clear();
    }

    /** What was taken away. */
    public List<Denial> denials() {
        return List.copyOf(denials);
    }

    /** What Lifeboat needed so far, as {@code patch deployments}; reviews of what would be allowed do not count. */
    public Set<String> needed() {
        return Set.copyOf(needed);
    }

    /** What reviews asked for so far, in the same words. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode need = json.putArray("needed");
        needed.stream().sorted().forEach(need::add);
        ArrayNode ask = json.putArray("asked");
        asked.stream().sorted().forEach(ask::add);
        return json;
    }

    boolean review(String verb, String resource, String namespace) {
        asked.add(verb + " " + resource);
        return allows(verb, resource, namespace);
    }

    boolean allows(String verb, String resource, String namespace) {
        return denials.stream().noneMatch(denial -> denial.covers(verb, resource, namespace));
    }

    String user() {
        return user;
    }

    /** @throws ApiFailure 403 in the API server's words */
    void require(String agent, String verb, Kind kind, Subresource part, String namespace, String name) {
        String resource = kind.plural + part.path;
        if (agent.startsWith("lifeboat")) {
            needed.add(verb + " " + resource);
        }
        if (!allows(verb, resource, namespace)) {
            throw forbidden(verb, kind, resource, namespace, name);
        }
    }

    ApiFailure forbidden(String verb, Kind kind, String resource, String namespace, String name) {
        String what = name.isEmpty() ? kind.resource() : kind.resource() + " \"" + name + "\"";
        String where = namespace.isEmpty() ? " at the cluster scope" : " in the namespace \"" + namespace + "\"";
        return ApiFailure.of(
                        403,
                        "Forbidden",
                        what + " is forbidden: User \"" + user + "\" cannot " + verb + " resource \"" + resource
                                + "\" in API group \"" + kind.group + "\"" + where)
                .naming(kind, name);
    }
}
