package lifeboat.cluster;

import java.util.Optional;

/**
 * One thing that a run wants to be allowed to do in its namespace.
 *
 * @param verb such as {@code get}, {@code list}, {@code watch}, {@code patch}
 * @param group the API group; empty text is the core group
 * @param resource the plural, such as {@code deployments}
 * @param subresource such as {@code log}; empty for the object itself
 * @param name one object's name; empty for any
 */
public record Permission(
        String verb, String group, String resource, Optional<String> subresource, Optional<String> name) {

    /** A permission on every object of a kind. */
    public static Permission of(String verb, String group, String resource) {
        return new Permission(verb, group, resource, Optional.empty(), Optional.empty());
    }

    /** As an operator reads it: {@code patch deployments.apps/pachd}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + subresource.map(s -> "/" + s).orElse("")
                + name.map(n -> " " + n).orElse("");
    }
}
