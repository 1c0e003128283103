package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes a pachd apart into operations, in the order of the real one. */
final class Extract {
    private final Pachd pachd;
    private final boolean objects;
    private final boolean enterprise;
    private final boolean auth;

    /** What is to be left out. */
    Extract(Pachd pachd, boolean noObjects, boolean noEnterprise, boolean noAuth) {
        this.pachd = pachd;
        this.objects = !noObjects;
        this.enterprise = !noEnterprise && pachd.release().extractsAuth();
        this.auth = !noAuth && pachd.release().extractsAuth();
    }

    /** Who gets the operations. */
    interface Taker {
        void take(Op op) throws IOException;
    }

    /** All of it, as it is at this moment; or, with the trap for that, some of it and not a word. */
    void to(Taker taker) throws IOException {
        if (!pachd.falls(Trap.EXTRACT_CUT)) {
            all(taker);
            return;
        }
        List<Op> ops = new ArrayList<>();
        all(ops::add);
        for (Op op : ops.subList(0, ops.size() * 2 / 3)) {
            taker.take(op);
        }
    }

    private void all(Taker taker) throws IOException {
        Depot.Content content = pachd.content();
        int minor = pachd.release().minor();
        if (auth && pachd.authActive()) {
            taker.take(Op.of(minor, Op.Kind.TOKEN, JsonNodeFactory.instance.objectNode()));
        }
        if (objects) {
            Set<String> keys = new LinkedHashSet<>();
            content.commits().stream()
                    .map(Commit::object)
                    .filter(key -> !key.isEmpty())
                    .forEach(keys::add);
            for (String key : keys) {
                taker.take(new Op(
                        minor,
                        Op.Kind.OBJECT,
                        JsonNodeFactory.instance.objectNode().put("key", key),
                        pachd.blobs().get(pachd.bucket(), key)));
            }
        }
        for (Repo repo : content.repos()) {
            taker.take(Op.of(minor, Op.Kind.REPO, repo.json()));
        }
        for (Commit commit : content.commits()) {
            if (commit.finished().isPresent() || !pachd.release().leavesOpenCommitsOut()) {
                taker.take(Op.of(minor, Op.Kind.COMMIT, commit.json()));
            }
        }
        for (var head : content.heads().entrySet()) {
            int slash = head.getKey().indexOf('/');
            ObjectNode branch = JsonNodeFactory.instance
                    .objectNode()
                    .put("repo", head.getKey().substring(0, slash))
                    .put("name", head.getKey().substring(slash + 1))
                    .put("head", head.getValue());
            taker.take(Op.of(minor, Op.Kind.BRANCH, branch));
        }
        for (Pipeline pipeline : content.pipelines()) {
            taker.take(Op.of(minor, Op.Kind.PIPELINE, pipeline.json()));
        }
        for (Job job : content.jobs()) {
            if (job.finished().isPresent()) {
                taker.take(Op.of(minor, Op.Kind.JOB, job.json()));
            }
        }
        if (enterprise && pachd.licensed()) {
            taker.take(Op.of(minor, Op.Kind.ENTERPRISE, JsonNodeFactory.instance.objectNode()));
        }
        if (auth && pachd.authActive()) {
            taker.take(Op.of(minor, Op.Kind.AUTH, JsonNodeFactory.instance.objectNode()));
        }
    }
}
