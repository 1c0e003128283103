package lifeboat.lab.kube;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a path names.
 *
 * @param namespace empty for all of them, and for kinds without one
 * @param name empty for the collection
 */
record Target(Kind kind, String namespace, String name, Subresource part) {

    /** Reads {@code /api/v1/…} and {@code /apis/GROUP/VERSION/…}; empty if there is no such thing. */
    static Optional<Target> of(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(1).split("/")) {
            parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        String group = "";
        if (parts.size() > 2 && parts.get(0).equals("api")) {
            parts = parts.subList(1, parts.size());
        } else if (parts.size() > 3 && parts.get(0).equals("apis")) {
            group = parts.get(1);
            parts = parts.subList(2, parts.size());
        } else {
            return Optional.empty();
        }
        String version = parts.get(0);
        List<String> rest = parts.subList(1, parts.size());
        String namespace = "";
        boolean inNamespace = rest.size() > 2
                && rest.get(0).equals("namespaces")
                && !List.of("status", "finalize").contains(rest.get(2));
        if (inNamespace) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() > 3) {
            return Optional.empty();
        }
        Optional<Kind> kind = Kind.find(group, version, rest.get(0));
        Optional<Subresource> part = part(rest.size() > 2 ? rest.get(2) : "");
        String home = namespace;
        String name = rest.size() > 1 ? rest.get(1) : "";
        return kind.filter(found -> found.namespaced != home.isEmpty() || name.isEmpty() && home.isEmpty())
                .flatMap(found -> part.filter(wanted -> wanted == Subresource.NONE
                                || wanted == Subresource.STATUS && found.hasStatus()
                                || wanted == Subresource.SCALE && found.hasScale())
                        .map(wanted -> new Target(found, home, name, wanted)));
    }

    private static Optional<Subresource> part(String word) {
        return switch (word) {
            case "" -> Optional.of(Subresource.NONE);
            case "status" -> Optional.of(Subresource.STATUS);
            case "scale" -> Optional.of(Subresource.SCALE);
            default -> Optional.empty();
        };
    }

    Key key() {
        return new Key(kind, namespace, name);
    }

    /** The API's verb for a method, as access rules and faults know it. */
    Optional<String> verb(String method, boolean watching) {
        boolean one = !name.isEmpty();
        return switch (method) {
            case "GET", "HEAD" -> Optional.of(watching ? "watch" : one ? "get" : "list");
            case "POST" -> one ? Optional.empty() : Optional.of("create");
            case "PUT" -> one ? Optional.of("update") : Optional.empty();
            case "PATCH" -> one ? Optional.of("patch") : Optional.empty();
            case "DELETE" ->
                part == Subresource.NONE ? Optional.of(one ? "delete" : "deletecollection") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
