package lifeboat.lab.classic;

import java.io.IOException;
import java.util.Optional;

/** Puts operations into a pachd, one after the other. Nothing is checked that the real one does not check. */
final class Restore {
    private static final int FREE_PIPELINES = 16;
    private static final int FREE_WORKERS = 8;

    private final Pachd pachd;
    private final String rootToken;
    private int version;

    /** @param rootToken what becomes the root's token if auth becomes active; empty text for none */
    Restore(Pachd pachd, String rootToken) {
        this.pachd = pachd;
        this.rootToken = rootToken;
    }

    void take(Op op) throws Refusal, IOException {
        if (version == 0) {
            version = op.minor();
        } else if (version != op.minor()) {
            throw new Refusal("cannot mix different versions of pachd operation within a metadata dumps (found both 1."
                    + version + " and 1." + op.minor() + ")");
        }
        if (op.minor() > pachd.release().minor()) {
            if (pachd.release().refusesUnknownStreams()) {
                throw new Refusal("unrecognized stream version: undefined");
            }
            return;
        }
        switch (op.kind()) {
            case TOKEN -> {
                // It only asks whether the caller may; whoever came as far as here may.
            }
            case OBJECT ->
                pachd.blobs().put(pachd.bucket(), op.body().path("key").asText(), op.data());
            case REPO -> repo(Repo.of(op.body()));
            case COMMIT -> commit(Commit.of(op.body()));
            case BRANCH -> {
                String repo = op.body().path("repo").asText();
                String head = op.body().path("head").asText();
                pachd.with(depot -> {
                    // The head of a branch may have been left out because it was open.
                    if (depot.commit(repo, head).isPresent()) {
                        depot.head(repo, op.body().path("name").asText(), head);
                    }
                });
            }
            case PIPELINE -> pipeline(Pipeline.of(op.body()));
            case JOB -> pachd.with(depot -> depot.put(Job.of(op.body())));
            case ENTERPRISE -> pachd.license();
            case AUTH -> {
                if (!rootToken.isEmpty()) {
                    pachd.activateAuth(rootToken);
                }
            }
        }
    }

    private void repo(Repo repo) {
        pachd.with(depot -> {
            if (!depot.hasRepo(repo.name())) {
                depot.put(repo);
            }
        });
    }

    private void commit(Commit commit) throws Refusal {
        if (!commit.parent().isEmpty()) {
            Optional<Commit> parent = pachd.content().commits().stream()
                    .filter(other ->
                            other.repo().equals(commit.repo()) && other.id().equals(commit.parent()))
                    .findFirst();
            if (parent.isPresent() && parent.get().finished().isEmpty()) {
                throw new Refusal("parent commit " + commit.parent() + " has not been finished");
            }
        }
        pachd.with(depot -> {
            if (depot.commit(commit.repo(), commit.id()).isEmpty()) {
                depot.put(commit);
            }
        });
    }

    private void pipeline(Pipeline pipeline) throws Refusal {
        Depot.Content content = pachd.content();
        if (content.pipelines().stream().anyMatch(other -> other.name().equals(pipeline.name()))) {
            // The real one deletes the spec commit before it finds out that the pipeline exists, and swallows that.
            pachd.loseSpec(pipeline.name());
            return;
        }
        boolean tooMuch = content.pipelines().size() >= FREE_PIPELINES || pipeline.workers() > FREE_WORKERS;
        if (pachd.release().limitsWithoutLicence() && !pachd.licensed() && tooMuch) {
            throw new Refusal("cannot create pipeline " + pipeline.name()
                    + ": requires an activation key to create more than " + FREE_PIPELINES + " total pipelines or "
                    + FREE_WORKERS + " workers");
        }
        pachd.with(depot -> depot.put(pipeline));
    }
}
