package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Plays a storage driver: a snapshot of a claim that is there is ready after a while, and of another one is an error. */
final class SnapshotController implements Controller {
    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Pace pace;

    SnapshotController(Store store, Registry registry, Loop loop, Pace pace) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.pace = pace;
    }

    @Override
    public void heard(Change change) {
        if (change.key().kind() == Kind.VOLUME_SNAPSHOT && change.type() == Change.Type.ADDED) {
            Key key = change.key();
            loop.after(pace.of("snapshot " + key.path(), 1_500, 3_000), () -> finish(key));
        }
    }

    private void finish(Key key) {
        ObjectNode snapshot = store.get(key);
        if (snapshot == null) {
            return;
        }
        String claim = Json.text(snapshot, "spec", "source", "persistentVolumeClaimName");
        ObjectNode volume = store.get(new Key(Kind.CLAIM, key.namespace(), claim));
        registry.change(key, Subresource.STATUS, object -> {
            ObjectNode status = Json.under(object, "status");
            if (volume == null) {
                status.put("readyToUse", false)
                        .putObject("error")
                        .put("message", "failed to get claim " + claim + ": persistentvolumeclaim not found");
                return;
            }
            status.put("readyToUse", true)
                    .put("boundVolumeSnapshotContentName", "snapcontent-" + Meta.uid(object))
                    .put("restoreSize", Json.text(volume, "spec", "resources", "requests", "storage"));
        });
    }
}
