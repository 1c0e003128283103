package lifeboat.lab.kube;

/** Where an object is; the namespace is empty for kinds that have none. */
record Key(Kind kind, String namespace, String name) {
    Key {
        if (!kind.namespaced) {
            namespace = "";
        }
    }

    /** Sorts a kind's objects by namespace, then by name. */
    String path() {
        return namespace + "/" + name;
    }
}
