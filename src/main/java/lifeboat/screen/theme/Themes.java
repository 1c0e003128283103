package lifeboat.screen.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lifeboat.runbook.Nearest;
import lifeboat.screen.Role;
import lifeboat.screen.Theme;
import lifeboat.terminal.Style;

/** The themes by name: the operator's own, in {@code themes/NAME.properties} of a directory, before those that came along. */
public final class Themes {
    /** The theme that stands in for one that cannot be had, and for what a theme does not say. */
    public static final String STANDARD = "dark";

    static final List<String> BUNDLED = List.of("dark", "light", "sixteen", "high-contrast", "production");

    private static final String ENDING = ".properties";
    private static final int DEEPEST = 5;

    private final Path own;

    /**
     * A theme and what was wrong with it.
     *
     * @param warnings a line each, {@code FILE:LINE: what}; what is at fault looks as in the theme it is based on
     */
    public record Loaded(Theme theme, List<String> warnings) {}

    /**
     * Themes of an operator.
     *
     * @param configuration the operator's configuration directory; need not exist
     */
    public Themes(Path configuration) {
        this.own = configuration.resolve("themes");
    }

    /** The names of all themes: those that came along, then the operator's others by name. */
    public List<String> names() {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(own)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .forEach(name -> found.add(name.substring(0, name.length() - ENDING.length())));
        } catch (IOException none) {
            // Without a directory there are none.
        }
        BUNDLED.forEach(found::remove);
        return Stream.concat(BUNDLED.stream(), found.stream()).toList();
    }

    /** A theme by its name; one that cannot be had is {@link #STANDARD}, with a warning. */
    public Loaded load(String name) {
        List<String> warnings = new ArrayList<>();
        Optional<ThemeFile> file = find(name, warnings);
        if (file.isEmpty()) {
            return loaded(new Theme(STANDARD, standard()), warnings);
        }
        return loaded(file.get().over(below(file.get(), 1, warnings)), warnings);
    }

    private static Loaded loaded(Theme theme, List<String> warnings) {
        return new Loaded(theme, warnings.stream().distinct().toList());
    }

    private static Map<Role, Style> standard() {
        return bundled(STANDARD).map(file -> file.over(Map.of()).styles()).orElse(Map.of());
    }

    private Map<Role, Style> below(ThemeFile file, int depth, List<String> warnings) {
        String base = file.base().orElse(STANDARD);
        if (file.name().equals(base) && file.base().isEmpty()) {
            return standard();
        }
        if (depth > DEEPEST) {
            warnings.add("theme `" + file.name() + "`: its base is based on itself");
            return Map.of();
        }
        // A theme of the operator's may be based on ours of the same name.
        Optional<ThemeFile> found = file.name().equals(base) ? bundled(base) : find(base, warnings);
        return found.map(below -> below.over(below(below, depth + 1, warnings)).styles())
                .orElseGet(Themes::standard);
    }

    private Optional<ThemeFile> find(String name, List<String> warnings) {
        Optional<ThemeFile> found = Optional.empty();
        if (name.matches("[A-Za-z0-9._-]+")) {
            Path file = own.resolve(name + ENDING);
            try {
                if (Files.exists(file)) {
                    found = Optional.of(ThemeFile.parse(name, file.toString(), Files.readString(file)));
                }
            } catch (IOException unreadable) {
                warnings.add(file + ": cannot be read as UTF-8 text");
            }
            found = found.or(() -> bundled(name));
        }
        if (found.isEmpty()) {
            warnings.add("no theme `" + name + "`. " + Nearest.hint(name, names(), "There are"));
        }
        found.ifPresent(file -> warnings.addAll(file.warnings()));
        return found;
    }

    private static Optional<ThemeFile> bundled(String name) {
        String resource = "/themes/" + name + ENDING;
        try (InputStream text = Themes.class.getResourceAsStream(resource)) {
            return text == null
                    ? Optional.empty()
                    : Optional.of(ThemeFile.parse(name, name + ENDING, new String(text.readAllBytes(), UTF_8)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
