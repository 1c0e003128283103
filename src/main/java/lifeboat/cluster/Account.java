package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.ClusterException.Kind;

/** Who we are to a cluster, which cluster it is, and what we may do there. */
record Account(Api api, Frozen frozen) {
    /** Asks which cluster, namespace and user this is; what we may not see is left empty. */
    ClusterIdentity identify(String namespace) throws ClusterException {
        return new ClusterIdentity(
                uid("kube-system"),
                frozen.server(),
                frozen.caSha256(),
                frozen.context(),
                namespace,
                uid(namespace),
                Json.some(api.get("/version", Map.of(), "read the server's version"), "/gitVersion"),
                user());
    }

    private Optional<String> uid(String namespace) throws ClusterException {
        try {
            return api.find("/api/v1/namespaces/" + namespace, "read namespace/" + namespace)
                    .flatMap(node -> Json.some(node, "/metadata/uid"));
        } catch (ClusterException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> user() throws ClusterException {
        Optional<String> inKubeconfig = frozen.user().isEmpty() ? Optional.empty() : Optional.of(frozen.user());
        ObjectNode review =
                Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
        try {
            return Json.some(
                            api.ask("/apis/authentication.k8s.io/v1/selfsubjectreviews", review, "ask who we are"),
                            "/status/userInfo/username")
                    .or(() -> inKubeconfig);
        } catch (ClusterException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.FORBIDDEN || e.kind() == Kind.REFUSED) {
                return inKubeconfig;
            }
            throw e;
        }
    }

    /** Asks whether we have a permission in a namespace. */
    Access can(Permission permission, String namespace) throws ClusterException {
        ObjectNode review =
                Json.object().put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode wish = review.putObject("spec").putObject("resourceAttributes");
        wish.put("namespace", namespace)
                .put("verb", permission.verb())
                .put("group", permission.group())
                .put("resource", permission.resource());
        permission.subresource().ifPresent(s -> wish.put("subresource", s));
        permission.name().ifPresent(n -> wish.put("name", n));
        JsonNode status = api.ask(
                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                        review,
                        "ask whether we may " + permission)
                .path("status");
        String reason = Json.some(status, "/reason").orElse(Json.string(status, "/evaluationError"));
        return new Access(permission, status.path("allowed").asBoolean(false), reason);
    }
}
