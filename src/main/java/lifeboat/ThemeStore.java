package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.screen.Message;
import lifeboat.screen.Theme;
import lifeboat.screen.theme.ThemeChoice;
import lifeboat.screen.theme.Themes;
import lifeboat.terminal.ColourDepth;

/** The theme that is used: the one that was asked for, else the cluster's, else the configured one, else the standard. */
final class ThemeStore {
    /** The configuration file, in the operator's configuration directory. */
    static final String CONFIGURATION = "lifeboat.properties";

    private static final String SIXTEEN_COLOURS = "sixteen";

    private final Themes themes;
    private final String standard;
    private final ThemeChoice choice;
    private final Optional<String> asked;
    private final List<String> warnings = new ArrayList<>();
    private String current;

    ThemeStore(Machine machine, Optional<String> asked) {
        this.themes = new Themes(machine.configuration());
        this.asked = asked;
        this.choice = choice(machine.configuration().resolve(CONFIGURATION));
        this.standard =
                ColourDepth.of(machine.environment()) == ColourDepth.SIXTEEN ? SIXTEEN_COLOURS : Themes.STANDARD;
        this.current = choice.name(asked, List.of(), standard);
        warnings.addAll(choice.warnings());
    }

    private static ThemeChoice choice(Path file) {
        try {
            return Files.exists(file) ? ThemeChoice.of(file.toString(), Files.readString(file)) : ThemeChoice.none();
        } catch (IOException e) {
            return new ThemeChoice(Optional.empty(), List.of(), List.of(file + ": cannot be read as UTF-8 text"));
        }
    }

    /** The theme before any cluster is known. */
    synchronized Theme first() {
        return load(current);
    }

    /** The theme for the cluster of a run. */
    synchronized Theme of(Run run) {
        List<String> names = run.identities().values().stream()
                .flatMap(facts -> java.util.stream.Stream.of("context", "name", "cluster")
                        .map(key -> facts.getOrDefault(key, "")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return load(choice.name(asked, names, standard));
    }

    /** The theme of that name. */
    synchronized Theme use(String name) {
        return load(name);
    }

    private Theme load(String name) {
        Themes.Loaded loaded = themes.load(name);
        loaded.warnings().stream()
                .filter(warning -> !warnings.contains(warning))
                .forEach(warnings::add);
        current = loaded.theme().name();
        return loaded.theme();
    }

    /** The themes by name and the one in use. */
    synchronized Message.Themed themed() {
        return new Message.Themed(themes.names(), current);
    }

    /** What is wrong with themes and configuration, each said once; empty if nothing is. */
    synchronized Optional<String> warning() {
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join("; ", warnings);
        warnings.clear();
        return Optional.of(all);
    }
}
