package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.ObjectKind;
import lifeboat.cluster.PodDetail;
import lifeboat.cluster.PodRow;
import lifeboat.cluster.Workload;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Severity;

/**
 * Whether a release is installed or gone, as the cluster tells it: whoever did it, with whatever program. Helm's word for it is
 * its record; what really runs is told by the images of the pods.
 */
record Installation(
        Cluster cluster, String release, String deployment, Duration patience, Performer.Listener listener) {
    private static final Duration EVERY = Duration.ofMillis(500);

    /** Waits until the release is deployed in that version and all pods run it. */
    Performer.Checked has(String wanted) throws PerformException, InterruptedException {
        PachydermVersion version = Versions.of(wanted);
        Performer.Checked[] last = new Performer.Checked[1];
        Optional<Performer.Checked> seen = Patience.until(patience, EVERY, listener.cancelled(), () -> {
            last[0] = look(version);
            listener.progress(last[0].detail());
            return Optional.of(last[0]).filter(now -> now.severity() != Severity.FAIL);
        });
        return seen.orElseGet(() -> last[0]);
    }

    private Performer.Checked look(PachydermVersion version) throws PerformException {
        try {
            Optional<HelmRelease> there = cluster.helmRelease(Optional.of(release));
            if (there.isEmpty()) {
                List<String> records = cluster.helmRecords(release);
                return Checks.fail("no release " + release + " is deployed"
                        + (records.isEmpty() ? "" : "; Helm has revision " + String.join(", ", records)));
            }
            if (!PachydermVersion.parse(there.get().chartVersion()).equals(Optional.of(version))) {
                return Checks.fail("deployed is " + there.get() + ", wanted is " + version);
            }
            return running(there.get(), version);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private Performer.Checked running(HelmRelease there, PachydermVersion version) throws ClusterException {
        List<PodRow> pods = cluster.pods("app=" + deployment).stream()
                .filter(pod -> pod.deleted().isEmpty() && !pod.finished())
                .toList();
        if (pods.isEmpty()) {
            return Checks.fail(there + ", and no pod of " + deployment + " is there yet");
        }
        TreeSet<String> images = new TreeSet<>();
        for (PodRow pod : pods) {
            cluster.podDetail(pod.name()).flatMap(this::image).ifPresent(images::add);
        }
        List<String> others = new ArrayList<>();
        List<String> untold = new ArrayList<>();
        for (String image : images) {
            Optional<PachydermVersion> runs = version(image);
            if (runs.isEmpty()) {
                untold.add(image);
            } else if (!runs.get().equals(version)) {
                others.add(image);
            }
        }
        if (!others.isEmpty() || images.isEmpty()) {
            return Checks.fail(pods.size() + " pods of " + deployment + " run "
                    + (images.isEmpty() ? "(not told)" : String.join(", ", others)) + ", wanted is " + version);
        }
        String words = there + "; " + pods.size() + " pods of " + deployment + " run " + String.join(", ", images);
        return untold.isEmpty()
                ? Checks.pass(words)
                : new Performer.Checked(Severity.WARN, words + ": the image does not say its version");
    }

    /** The container named as its deployment; the first one where none is. */
    private Optional<String> image(PodDetail pod) {
        return pod.containers().stream()
                .filter(container -> container.name().equals(deployment))
                .findFirst()
                .or(() -> pod.containers().stream().findFirst())
                .map(PodDetail.Container::image);
    }

    /** 2.8.10 of {@code registry:5000/pachyderm/pachd:2.8.10@sha256:…}; empty if the tag is no version. */
    static Optional<PachydermVersion> version(String image) {
        String name = image.replaceFirst("@.*$", "");
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return colon < 0 ? Optional.empty() : PachydermVersion.parse(name.substring(colon + 1));
    }

    /** Waits until nothing of the release is left. */
    Performer.Checked isGone() throws PerformException, InterruptedException {
        List<String> left = new ArrayList<>();
        Optional<Boolean> gone = Patience.until(patience, EVERY, listener.cancelled(), () -> {
            left.clear();
            left.addAll(left());
            listener.progress(left.isEmpty() ? "nothing is left" : "left: " + String.join(", ", left));
            return left.isEmpty() ? Optional.of(true) : Optional.empty();
        });
        return gone.isPresent()
                ? Checks.pass("Helm has no record of " + release + ", and nothing of " + deployment + " is left")
                : Checks.fail("left: " + String.join(", ", left));
    }

    private List<String> left() throws PerformException {
        List<String> left = new ArrayList<>();
        try {
            cluster.helmRecords(release).forEach(record -> left.add("release " + release + " revision " + record));
            Optional<Workload> workload = cluster.deployment(deployment);
            workload.ifPresent(there -> left.add(ObjectKind.DEPLOYMENT.kubernetesName() + " " + there.name()));
            List<PodRow> pods = cluster.pods("app=" + deployment);
            pods.forEach(pod -> left.add("pod " + pod.name() + " " + pod.reason()));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        return left;
    }
}
