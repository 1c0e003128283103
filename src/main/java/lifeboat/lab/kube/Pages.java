package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists that are read page by page: the pages of one list are all of one version of the store. */
final class Pages {
    private static final int KEPT = 64;

    private final Map<String, Rest> rests = new LinkedHashMap<>();
    private long last;

    private record Rest(List<ObjectNode> objects, String version) {}

    /** A page: its objects, the version of the whole list, the token of what follows, and how much that is. */
    record Page(List<ObjectNode> objects, String version, @Nullable String next, int remaining) {}

    synchronized Page first(List<ObjectNode> all, String version, int limit) {
        return page(new Rest(all, version), limit);
    }

    /** @throws ApiFailure 410 if the token is not known, or too old */
    synchronized Page next(String token, int limit) {
        Rest rest = rests.get(token);
        if (rest == null) {
            throw ApiFailure.expired(
                    "The provided continue parameter is too old to display a consistent list result. You"
                            + " must start a new list without the continue parameter.");
        }
        return page(rest, limit);
    }

    synchronized void forget() {
        rests.clear();
    }

    private Page page(Rest rest, int limit) {
        if (limit <= 0 || rest.objects.size() <= limit) {
            return new Page(rest.objects, rest.version, null, 0);
        }
        List<ObjectNode> later = rest.objects.subList(limit, rest.objects.size());
        String token = "lab-" + ++last;
        rests.put(token, new Rest(later, rest.version));
        Iterator<String> oldest = rests.keySet().iterator();
        while (rests.size() > KEPT) {
            oldest.next();
            oldest.remove();
        }
        return new Page(rest.objects.subList(0, limit), rest.version, token, later.size());
    }
}
