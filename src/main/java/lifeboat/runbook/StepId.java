package lifeboat.runbook;

import java.util.regex.Pattern;

/**
 * The stable name of a step: a slug from the runbook, never a position.
 *
 * @param value lower-case letters, digits and hyphens, at most 64 characters
 */
public record StepId(String value) implements Comparable<StepId> {
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** Refuses what is not a slug with an {@link IllegalArgumentException}; the loader checks before. */
    public StepId {
        if (!isSlug(value)) {
            throw new IllegalArgumentException("not a step id: " + value);
        }
    }

    /** Whether the text may name a step, a hold or a runbook. */
    public static boolean isSlug(String text) {
        return SLUG.matcher(text).matches();
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
