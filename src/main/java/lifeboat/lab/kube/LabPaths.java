package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths that are no objects: what the lab is asked about itself, and what pods have said. */
final class LabPaths {
    private static final Pattern LOG = Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)/log");

    private final World world;
    private final MutationCounter mutations;
    private final AccessRules access;

    LabPaths(World world, MutationCounter mutations, AccessRules access) {
        this.world = world;
        this.mutations = mutations;
        this.access = access;
    }

    /** What a pod has said, if it is asked for. */
    Optional<String> log(String method, String path) {
        Matcher matcher = LOG.matcher(path);
        if (!method.equals("GET") || !matcher.matches()) {
            return Optional.empty();
        }
        Key key = new Key(Kind.POD, matcher.group(1), matcher.group(2));
        if (!access.allows("get", "pods/log", key.namespace())) {
            throw access.forbidden("get", Kind.POD, "pods/log", key.namespace(), key.name());
        }
        ObjectNode pod = world.registry().require(key);
        return Optional.of(world.logs().text(Meta.uid(pod)));
    }

    Answer lab(HttpServerRequest request, String method, String path, byte[] body) {
        if (path.equals("/lab/mutations") && method.equals("GET")) {
            String after = request.getParam("after");
            return new Answer(
                    200, mutations.json(after != null && after.matches("\\d{1,18}") ? Long.parseLong(after) : 0));
        }
        if (path.equals("/lab/modes") && method.equals("GET")) {
            return new Answer(200, world.pachd().modes());
        }
        if (path.equals("/lab/access") && method.equals("GET")) {
            return new Answer(200, access.json());
        }
        if (path.startsWith("/lab/faults")) {
            return faults(method, path, body);
        }
        throw ApiFailure.noSuchPath();
    }

    private Answer faults(String method, String path, byte[] body) {
        Faults faults = world.faults();
        switch (method) {
            case "GET":
                return new Answer(200, faults.json());
            case "POST":
                return new Answer(201, Json.object().put("id", faults.add(Fault.from(Front.read(body)))));
            case "DELETE":
                String id = path.substring("/lab/faults".length()).replace("/", "");
                if (id.isEmpty()) {
                    faults.clear();
                    access.allowAll();
                } else if (id.matches("\\d{1,9}")) {
                    faults.remove(Integer.parseInt(id));
                }
                return new Answer(200, faults.json());
            default:
                throw ApiFailure.noSuchPath();
        }
    }
}
