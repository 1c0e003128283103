package lifeboat.screen.theme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.runbook.Nearest;
import lifeboat.screen.Role;
import lifeboat.screen.Theme;
import lifeboat.terminal.Colour;
import lifeboat.terminal.Style;

/**
 * A theme as its file says it: {@code ROLE.fg}, {@code ROLE.bg} and {@code ROLE.style} for some roles, and the theme that is
 * used for the others. Faults are warnings; what is at fault is as if it were not there.
 *
 * @param base the name of the theme for what is missing; empty if the file names none
 */
record ThemeFile(String name, Optional<String> base, Map<Role, Look> looks, List<String> warnings) {
    private static final String BASE = "base";
    private static final List<String> PARTS = List.of("fg", "bg", "style");
    private static final List<String> STYLES = List.of("bold", "underline", "reverse", "dim", "plain");

    /** What a file says of one role; what it does not say is empty. */
    record Look(Optional<Colour> foreground, Optional<Colour> background, Optional<List<String>> style) {
        static final Look NOTHING = new Look(Optional.empty(), Optional.empty(), Optional.empty());

        Style over(Style base) {
            List<String> words = style.orElseGet(List::of);
            boolean own = style.isPresent();
            return new Style(
                    foreground.orElse(base.foreground()),
                    background.orElse(base.background()),
                    own ? words.contains("bold") : base.bold(),
                    own ? words.contains("underline") : base.underline(),
                    own ? words.contains("reverse") : base.reverse(),
                    own ? words.contains("dim") : base.dim());
        }
    }

    static ThemeFile parse(String name, String file, String text) {
        Settings settings = Settings.parse(file, text);
        List<String> warnings = new ArrayList<>(settings.warnings());
        Map<Role, Look> looks = new EnumMap<>(Role.class);
        Optional<String> base = Optional.empty();
        for (Settings.Line line : settings.lines()) {
            String key = line.key().toLowerCase(Locale.ROOT);
            if (key.equals(BASE)) {
                base = Optional.of(line.value());
                continue;
            }
            int dot = key.lastIndexOf('.');
            Optional<Role> role = role(key.substring(0, Math.max(0, dot)));
            String part = key.substring(dot + 1);
            if (role.isEmpty() || !PARTS.contains(part)) {
                String near = role.isEmpty() ? hint(key, keys()) : "A role has .fg, .bg and .style.";
                warnings.add(settings.warning(line, "unknown key `" + line.key() + "`. " + near));
                continue;
            }
            Look before = looks.getOrDefault(role.get(), Look.NOTHING);
            Reading reading = read(part, line.value(), before);
            reading.fault().ifPresent(fault -> warnings.add(settings.warning(line, fault)));
            looks.put(role.get(), reading.look());
        }
        return new ThemeFile(name, base, looks, List.copyOf(warnings));
    }

    private record Reading(Look look, Optional<String> fault) {}

    private static Reading read(String part, String value, Look before) {
        if (part.equals("style")) {
            List<String> words = Arrays.stream(value.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            Optional<String> unknown =
                    words.stream().filter(word -> !STYLES.contains(word)).findFirst();
            List<String> known = words.stream().filter(STYLES::contains).toList();
            return new Reading(
                    new Look(before.foreground(), before.background(), Optional.of(known)),
                    unknown.map(word -> "unknown style `" + word + "`. " + hint(word, STYLES)));
        }
        Optional<Colour> colour = Colour.parse(value);
        if (colour.isEmpty()) {
            List<String> names =
                    Stream.concat(Stream.of("default"), Colour.NAMES.stream()).toList();
            String near = Nearest.to(value, names)
                    .map(name -> "Did you mean `" + name + "`?")
                    .orElse("A colour is default, #rrggbb, #0 to #255, or one of " + String.join(", ", Colour.NAMES)
                            + ".");
            return new Reading(before, Optional.of("unknown colour `" + value + "`. " + near));
        }
        return new Reading(
                part.equals("fg")
                        ? new Look(colour, before.background(), before.style())
                        : new Look(before.foreground(), colour, before.style()),
                Optional.empty());
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> name(role).equals(name))
                .findFirst();
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** All keys that a theme may have. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(BASE));
        for (Role role : Role.values()) {
            PARTS.forEach(part -> keys.add(name(role) + "." + part));
        }
        return keys;
    }

    private static String hint(String word, Collection<String> names) {
        return Nearest.hint(word, names, "Known are");
    }

    /** The theme, over another one for what is missing. */
    Theme over(Map<Role, Style> others) {
        Map<Role, Style> styles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            Style other = others.getOrDefault(role, Style.PLAIN);
            styles.put(role, looks.getOrDefault(role, Look.NOTHING).over(other));
        }
        return new Theme(name, Map.copyOf(styles));
    }
}
