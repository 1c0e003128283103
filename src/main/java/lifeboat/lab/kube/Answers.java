package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers every request except watches. */
final class Answers {
    private final Store store;
    private final Registry registry;
    private final AccessRules access;
    private final MutationCounter mutations;
    private final Tables tables;
    private final LabTime time;
    private final Pages pages = new Pages();

    Answers(Store store, Registry registry, AccessRules access, MutationCounter mutations, LabTime time) {
        this.store = store;
        this.registry = registry;
        this.access = access;
        this.mutations = mutations;
        this.tables = new Tables(time);
        this.time = time;
    }

    Pages pages() {
        return pages;
    }

    Answer answer(Call call) {
        Target target = call.target();
        return switch (call.verb()) {
            case "get" -> new Answer(200, shown(call, registry.require(target.key())));
            case "list" -> list(call);
            case "deletecollection" -> deleteAll(call);
            case "delete" -> delete(call);
            case "create" ->
                new Answer(
                        201,
                        counted(
                                call,
                                "",
                                () -> registry.create(target.kind(), home(call), call.object(), call.dryRun())));
            case "update" ->
                new Answer(
                        200,
                        shown(
                                call,
                                counted(
                                        call,
                                        "",
                                        () -> registry.replace(
                                                target.key(), target.part(), call.object(), call.dryRun()))));
            case "patch" ->
                new Answer(
                        200,
                        shown(
                                call,
                                counted(
                                        call,
                                        call.text(),
                                        () -> registry.patch(
                                                target.key(),
                                                target.part(),
                                                call.contentType(),
                                                call.json(),
                                                call.dryRun()))));
            default -> throw ApiFailure.methodNotAllowed();
        };
    }

    private static String home(Call call) {
        if (call.target().kind().namespaced && call.target().namespace().isEmpty()) {
            throw ApiFailure.methodNotAllowed();
        }
        return call.target().namespace();
    }

    private ObjectNode shown(Call call, ObjectNode object) {
        Kind kind = call.target().kind();
        if (call.target().part() == Subresource.SCALE) {
            return Scale.of(kind, object);
        }
        if (call.wantsTable()) {
            return tables.table(
                    kind, List.of(object), versionOnly(Meta.version(object)), call.parameter("includeObject"));
        }
        return object;
    }

    /** An object as an event of a watch carries it. */
    ObjectNode watched(Call call, ObjectNode object) {
        return shown(call, object);
    }

    private static ObjectNode versionOnly(String version) {
        return Json.object().put("resourceVersion", version);
    }

    private Answer list(Call call) {
        Kind kind = call.target().kind();
        Pages.Page page = page(call);
        ObjectNode meta = versionOnly(page.version());
        if (page.next() != null) {
            meta.put("continue", page.next());
            if (call.parameter("labelSelector").isEmpty()
                    && call.parameter("fieldSelector").isEmpty()) {
                meta.put("remainingItemCount", page.remaining());
            }
        }
        if (call.wantsTable()) {
            return new Answer(200, tables.table(kind, page.objects(), meta, call.parameter("includeObject")));
        }
        ObjectNode list = Json.object().put("kind", kind.title + "List").put("apiVersion", kind.apiVersion());
        list.set("metadata", meta);
        ArrayNode items = list.putArray("items");
        for (ObjectNode object : page.objects()) {
            ObjectNode item = items.addObject();
            item.setAll(object);
            item.remove(List.of("kind", "apiVersion"));
        }
        return new Answer(200, list);
    }

    private Pages.Page page(Call call) {
        int limit = number(call.parameter("limit"));
        String token = call.parameter("continue");
        if (!token.isEmpty()) {
            return pages.next(token, limit);
        }
        Predicate<JsonNode> wanted = call.wanted();
        return store.locked(() -> {
            List<ObjectNode> all = store
                    .list(call.target().kind(), call.target().namespace())
                    .stream()
                    .filter(wanted)
                    .toList();
            return pages.first(all, Long.toString(store.version()), limit);
        });
    }

    private static int number(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private Answer delete(Call call) {
        Key key = call.target().key();
        ObjectNode before = registry.require(key);
        ObjectNode last = counted(call, "", () -> registry.delete(key, deletion(call), call.dryRun()));
        if (store.get(key) != null) {
            return new Answer(200, last);
        }
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", key.name());
        if (!key.kind().group.isEmpty()) {
            details.put("group", key.kind().group);
        }
        details.put("kind", key.kind().plural).put("uid", Meta.uid(before));
        return new Answer(200, status);
    }

    private Answer deleteAll(Call call) {
        Kind kind = call.target().kind();
        List<ObjectNode> gone = new ArrayList<>();
        for (ObjectNode object : store.list(kind, home(call))) {
            if (call.wanted().test(object)) {
                Key key = new Key(kind, Meta.namespace(object), Meta.name(object));
                gone.add(counted(call, "", () -> registry.delete(key, deletion(call), call.dryRun())));
            }
        }
        ObjectNode list = Json.object().put("kind", kind.title + "List").put("apiVersion", kind.apiVersion());
        list.set("metadata", versionOnly(Long.toString(store.version())));
        list.putArray("items").addAll(gone);
        return new Answer(200, list);
    }

    private static Registry.Deletion deletion(Call call) {
        JsonNode options = call.body().length == 0 ? Json.object() : call.json();
        String asked = call.parameter("gracePeriodSeconds");
        Integer grace = options.hasNonNull("gracePeriodSeconds")
                ? Integer.valueOf(options.path("gracePeriodSeconds").asInt())
                : graceIn(asked);
        String propagation = options.path("propagationPolicy").asText(call.parameter("propagationPolicy"));
        return new Registry.Deletion(
                grace,
                propagation.isEmpty() ? "Background" : propagation,
                Json.text(options, "preconditions", "uid"),
                Json.text(options, "preconditions", "resourceVersion"));
    }

    private static @Nullable Integer graceIn(String parameter) {
        return parameter.isEmpty() ? null : Integer.valueOf(number(parameter));
    }

    /** Does something, and counts it if anything was different afterwards. */
    private ObjectNode counted(Call call, String body, Supplier<ObjectNode> work) {
        return store.locked(() -> {
            long before = store.version();
            ObjectNode result = work.get();
            if (store.version() != before) {
                Target target = call.target();
                mutations.add(new MutationCounter.Mutation(
                        0,
                        time.micros(),
                        call.verb().equals("deletecollection") ? "delete" : call.verb(),
                        target.kind().title,
                        target.part() == Subresource.NONE
                                ? ""
                                : target.part().path.substring(1),
                        target.namespace(),
                        Meta.name(result),
                        Meta.version(result),
                        access.user(),
                        call.userAgent(),
                        call.contentType(),
                        body));
            }
            return result;
        });
    }

    /** Answers a SelfSubjectAccessReview. */
    Answer review(JsonNode sent) {
        JsonNode asked = Json.at(sent, "spec", "resourceAttributes");
        String part = asked.path("subresource").asText();
        String resource = asked.path("resource").asText() + (part.isEmpty() ? "" : "/" + part);
        boolean allowed = access.review(
                asked.path("verb").asText(), resource, asked.path("namespace").asText());
        ObjectNode review =
                Json.object().put("kind", "SelfSubjectAccessReview").put("apiVersion", "authorization.k8s.io/v1");
        review.putObject("metadata").putNull("creationTimestamp");
        review.set("spec", sent.path("spec"));
        ObjectNode status = review.putObject("status").put("allowed", allowed);
        if (!allowed) {
            status.put("reason", "taken away by the lab");
        }
        return new Answer(201, review);
    }
}
