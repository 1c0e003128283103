package lifeboat.lab.classic;

/** What a pachd says against a request; its message is what {@code pachctl} prints. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
