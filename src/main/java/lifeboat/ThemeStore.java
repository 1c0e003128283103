package lifeboat;

import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.screen.Theme;
import lifeboat.terminal.Display;

/** The theme that is used: the one that was asked for, else the cluster's, else the configured one. */
final class ThemeStore {
    ThemeStore(Wiring wiring, Optional<String> asked, Display display) {}

    Theme first() {
        return new Theme("plain", Map.of());
    }

    Optional<Theme> choose(Run run) {
        return Optional.empty();
    }

    Optional<Theme> use(String name) {
        return Optional.empty();
    }
}
