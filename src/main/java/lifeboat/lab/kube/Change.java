package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One change of the store.
 *
 * @param version the store's version after it
 * @param object what is there now, or the last state of what was removed
 * @param previous what was there before; null when it was added
 */
record Change(Type type, long version, Key key, ObjectNode object, @Nullable ObjectNode previous) {
    enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
