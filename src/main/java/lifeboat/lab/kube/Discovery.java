package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the server says about itself: its groups, their resources, its version. */
final class Discovery {
    private static final String REVIEWS = "authorization.k8s.io";
    private static final String[] VERBS = {
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"
    };

    private Discovery() {}

    static Optional<ObjectNode> at(String path) {
        String[] parts = path.substring(1).split("/");
        if (path.equals("/version")) {
            return Optional.of(version());
        }
        if (path.equals("/api")) {
            ObjectNode versions = Json.object().put("kind", "APIVersions");
            versions.putArray("versions").add("v1");
            return Optional.of(versions);
        }
        if (path.equals("/api/v1")) {
            return Optional.of(resources("", "v1"));
        }
        if (path.equals("/apis")) {
            ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
            ArrayNode groups = list.putArray("groups");
            groups().forEach((group, version) -> groups.add(group(group, version)));
            return Optional.of(list);
        }
        if (parts.length == 2 && parts[0].equals("apis") && groups().containsKey(parts[1])) {
            return Optional.of(group(parts[1], groups().getOrDefault(parts[1], "v1"))
                    .put("kind", "APIGroup")
                    .put("apiVersion", "v1"));
        }
        if (parts.length == 3 && parts[0].equals("apis") && parts[2].equals(groups().get(parts[1]))) {
            return Optional.of(resources(parts[1], parts[2]));
        }
        return Optional.empty();
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            if (!kind.group.isEmpty()) {
                groups.put(kind.group, kind.version);
            }
        }
        groups.put(REVIEWS, "v1");
        return groups;
    }

    private static ObjectNode group(String group, String version) {
        ObjectNode node = Json.object().put("name", group);
        String both = group + "/" + version;
        node.putArray("versions").addObject().put("groupVersion", both).put("version", version);
        node.putObject("preferredVersion").put("groupVersion", both).put("version", version);
        return node;
    }

    private static ObjectNode resources(String group, String version) {
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (Kind kind : Kind.values()) {
            if (kind.group.equals(group)) {
                describe(resources, kind);
            }
        }
        if (group.equals(REVIEWS)) {
            resources
                    .addObject()
                    .put("name", "selfsubjectaccessreviews")
                    .put("singularName", "selfsubjectaccessreview")
                    .put("namespaced", false)
                    .put("kind", "SelfSubjectAccessReview")
                    .putArray("verbs")
                    .add("create");
        }
        return list;
    }

    private static void describe(ArrayNode resources, Kind kind) {
        ObjectNode resource = resources
                .addObject()
                .put("name", kind.plural)
                .put("singularName", kind.title.toLowerCase(Locale.ROOT))
                .put("namespaced", kind.namespaced)
                .put("kind", kind.title);
        ArrayNode verbs = resource.putArray("verbs");
        for (String verb : VERBS) {
            verbs.add(verb);
        }
        if (!kind.shortName.isEmpty()) {
            resource.putArray("shortNames").add(kind.shortName);
        }
        if (kind.hasScale() || kind == Kind.POD || kind == Kind.SERVICE || kind == Kind.JOB) {
            resource.putArray("categories").add("all");
        }
        if (kind.hasScale()) {
            part(resources, kind, "scale")
                    .put("group", "autoscaling")
                    .put("version", "v1")
                    .put("kind", "Scale");
        }
        if (kind.hasStatus()) {
            part(resources, kind, "status").put("kind", kind.title);
        }
    }

    private static ObjectNode part(ArrayNode resources, Kind kind, String name) {
        ObjectNode part = resources
                .addObject()
                .put("name", kind.plural + "/" + name)
                .put("singularName", "")
                .put("namespaced", kind.namespaced);
        part.putArray("verbs").add("get").add("patch").add("update");
        return part;
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "31")
                .put("gitVersion", "v1.31.4+lifeboat-lab")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "linux/amd64");
    }
}
