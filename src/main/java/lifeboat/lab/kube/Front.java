package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The HTTP side: who asks, what for, and what is to go wrong with it. */
final class Front {
    private static final Logger LOG = Logger.getLogger(Front.class.getName());
    private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final Set<Fault.Effect> MEETING_REQUESTS =
            EnumSet.of(Fault.Effect.DELAY, Fault.Effect.REFUSE, Fault.Effect.STATUS, Fault.Effect.DROP);

    private final Vertx vertx;
    private final Answers answers;
    private final Watches watches;
    private final AccessRules access;
    private final Faults faults;
    private final LabPaths paths;

    Front(Vertx vertx, Answers answers, Watches watches, AccessRules access, Faults faults, LabPaths paths) {
        this.vertx = vertx;
        this.answers = answers;
        this.watches = watches;
        this.access = access;
        this.faults = faults;
        this.paths = paths;
    }

    void handle(HttpServerRequest request) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if (upgrade) {
            serve(request, new byte[0]);
        } else {
            request.body().onSuccess(body -> serve(request, body.getBytes()));
        }
    }

    private void serve(HttpServerRequest request, byte[] body) {
        try {
            if (!authorized(request)) {
                throw ApiFailure.unauthorized();
            }
            Optional<Answer> simple = simple(request, body);
            if (simple.isPresent()) {
                send(request, simple.get());
                return;
            }
            Optional<String> log = paths.log(request.method().name(), request.path());
            if (log.isPresent()) {
                request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                        .end(log.get());
                return;
            }
            Call call = call(request, body);
            meet(
                    request,
                    call,
                    faults.take(MEETING_REQUESTS, call.verb(), call.target().kind(), name(call)));
        } catch (ApiFailure e) {
            send(request, Answer.of(e));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a request failed", e);
            send(request, Answer.of(ApiFailure.of(500, "InternalError", "Internal error occurred: " + e)));
        }
    }

    private static String name(Call call) {
        if (!call.target().name().isEmpty() || !call.verb().equals("create")) {
            return call.target().name();
        }
        try {
            return Meta.name(Json.read(call.body()));
        } catch (IOException e) {
            return "";
        }
    }

    private boolean authorized(HttpServerRequest request) {
        String said = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean open = Set.of("/healthz", "/livez", "/readyz").contains(request.path());
        return open || said != null && access.isAuthorized(said);
    }

    private Optional<Answer> simple(HttpServerRequest request, byte[] body) {
        String path = request.path();
        String method = request.method().name();
        if (Set.of("/healthz", "/livez", "/readyz").contains(path)) {
            return Optional.of(new Answer(200, Json.object().put("status", "ok")));
        }
        if (path.startsWith("/lab/")) {
            return Optional.of(paths.lab(request, method, path, body));
        }
        if (path.equals(REVIEW) && method.equals("POST")) {
            return Optional.of(answers.review(read(body)));
        }
        return method.equals("GET") ? Discovery.at(path).map(found -> new Answer(200, found)) : Optional.empty();
    }

    static JsonNode read(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw ApiFailure.badRequest("the body of the request is not JSON");
        }
    }

    private Call call(HttpServerRequest request, byte[] body) {
        Target target = Target.of(request.path()).orElseThrow(ApiFailure::noSuchPath);
        Map<String, String> query = new HashMap<>();
        request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
        boolean watching = Set.of("true", "1").contains(query.getOrDefault("watch", ""));
        String verb = target.verb(request.method().name(), watching).orElseThrow(ApiFailure::methodNotAllowed);
        MultiMap headers = request.headers();
        return new Call(
                verb,
                target,
                query,
                or(headers.get(HttpHeaders.ACCEPT)),
                or(headers.get(HttpHeaders.CONTENT_TYPE)).split(";")[0].strip(),
                or(headers.get(HttpHeaders.USER_AGENT)),
                body);
    }

    private static String or(@Nullable String header) {
        return header == null ? "" : header;
    }

    private void meet(HttpServerRequest request, Call call, List<Fault> met) {
        long delay = met.stream()
                .filter(fault -> fault.effect() == Fault.Effect.DELAY)
                .mapToLong(Fault::delayMillis)
                .sum();
        if (delay > 0) {
            vertx.setTimer(delay, timer -> go(request, call, met));
        } else {
            go(request, call, met);
        }
    }

    private void go(HttpServerRequest request, Call call, List<Fault> met) {
        try {
            for (Fault fault : met) {
                if (fault.effect() == Fault.Effect.REFUSE) {
                    request.connection().close();
                    return;
                }
                if (fault.effect() == Fault.Effect.STATUS) {
                    throw failure(fault, call);
                }
            }
            Target target = call.target();
            access.require(
                    call.userAgent(), call.verb(), target.kind(), target.part(), target.namespace(), target.name());
            if (call.verb().equals("watch")) {
                watches.open(request, call);
                return;
            }
            Answer answer = answers.answer(call);
            if (met.stream().anyMatch(fault -> fault.effect() == Fault.Effect.DROP)) {
                request.connection().close();
            } else {
                send(request, answer);
            }
        } catch (ApiFailure e) {
            send(request, Answer.of(e));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a request failed", e);
            send(request, Answer.of(ApiFailure.of(500, "InternalError", "Internal error occurred: " + e)));
        }
    }

    private ApiFailure failure(Fault fault, Call call) {
        Target target = call.target();
        return switch (fault.code()) {
            case 401 -> ApiFailure.unauthorized();
            case 403 ->
                access.forbidden(
                        call.verb(),
                        target.kind(),
                        target.kind().plural + target.part().path,
                        target.namespace(),
                        target.name());
            case 429 -> ApiFailure.tooManyRequests(1);
            case 500 -> ApiFailure.of(500, "InternalError", "Internal error occurred: etcdserver: request timed out");
            case 503 ->
                ApiFailure.of(503, "ServiceUnavailable", "the server is currently unable to handle the request");
            default -> ApiFailure.of(fault.code(), "Unknown", "the lab was asked to answer with " + fault.code());
        };
    }

    private static void send(HttpServerRequest request, Answer answer) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (answer.code() == 429) {
            int seconds = Json.number(answer.body(), "details", "retryAfterSeconds");
            response.putHeader("Retry-After", Integer.toString(Math.max(1, seconds)));
        }
        ObjectNode body = answer.body();
        response.setStatusCode(answer.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
