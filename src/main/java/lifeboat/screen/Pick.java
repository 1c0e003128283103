package lifeboat.screen;

import java.util.Optional;

/**
 * Something to choose in a popup.
 *
 * @param label what it is
 * @param more what it leads to; may be empty
 * @param obstacle why it cannot be chosen now
 */
record Pick(String label, String more, Optional<String> obstacle) {
    /** One that can be chosen. */
    static Pick of(String label, String more) {
        return new Pick(label, more, Optional.empty());
    }

    /** What stands beside its label. */
    String beside() {
        return obstacle.map(why -> "not now: " + why).orElse(more);
    }
}
