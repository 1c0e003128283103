package lifeboat.runbook;

/**
 * A value of a parameter and where it came from.
 *
 * @param value may be empty; of a secret the secret itself
 * @param origin {@code operator}, {@code default}, {@code option}, {@code file}, {@code environment} or {@code lab}
 */
public record Given(String value, String origin) {
    /** Does not show the value, which may be a secret. */
    @Override
    public String toString() {
        return "Given[" + origin + "]";
    }
}
