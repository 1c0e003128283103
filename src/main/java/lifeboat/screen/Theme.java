package lifeboat.screen;

import java.util.Map;
import lifeboat.terminal.Style;

/**
 * How each role looks.
 *
 * @param name its name, such as {@code dark}
 * @param styles the look of roles; one that is missing looks plain
 */
public record Theme(String name, Map<Role, Style> styles) {
    /** How that role looks. */
    public Style style(Role role) {
        return styles.getOrDefault(role, Style.PLAIN);
    }
}
