package lifeboat.cluster;

/**
 * An object of a namespace and whether a Helm release owns it: those go with an uninstall, the others stay.
 *
 * @param kind its kind
 * @param name its name
 * @param owned whether the release owns it
 */
public record OwnedObject(ObjectKind kind, String name, boolean owned) {
    /** {@code deployment/pachd}. */
    @Override
    public String toString() {
        return kind.kubectlName() + "/" + name;
    }
}
