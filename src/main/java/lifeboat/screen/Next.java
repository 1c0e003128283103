package lifeboat.screen;

import java.util.List;

/**
 * What follows from a message.
 *
 * @param scene the scene from now on
 * @param commands what is to be done outside, in order
 * @param notice a line for the operator, such as why a key does nothing; empty for none
 */
public record Next(Scene scene, List<Command> commands, String notice) {
    /** Nothing is to be done outside. */
    static Next stay(Scene scene) {
        return new Next(scene, List.of(), "");
    }

    /** These are to be done. */
    static Next doing(Scene scene, Command... commands) {
        return new Next(scene, List.of(commands), "");
    }

    /** Nothing is to be done, and this is said. */
    static Next saying(Scene scene, String notice) {
        return new Next(scene, List.of(), notice);
    }
}
