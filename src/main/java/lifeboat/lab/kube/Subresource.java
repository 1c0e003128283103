package lifeboat.lab.kube;

/** Which part of an object a request is about. */
enum Subresource {
    NONE(""),
    STATUS("/status"),
    SCALE("/scale");

    final String path;

    Subresource(String path) {
        this.path = path;
    }
}
