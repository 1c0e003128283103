package lifeboat.screen.theme;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.runbook.Nearest;

/**
 * Which theme is used: the one of the option, else the one of the cluster, else the one of the configuration, else a default.
 *
 * @param theme what the configuration names for everything
 * @param clusters what it names for clusters, in the order of the file
 * @param warnings what is wrong with the configuration, {@code FILE:LINE: what}
 */
public record ThemeChoice(Optional<String> theme, List<ForCluster> clusters, List<String> warnings) {
    private static final String THEME = "theme";
    private static final String CLUSTER = "theme.cluster.";

    /**
     * A theme for clusters.
     *
     * @param pattern the name of a context or cluster, in which {@code *} stands for anything
     */
    public record ForCluster(String pattern, String theme) {
        boolean isFor(String name) {
            return matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        }

        /** Never slower than the product of the lengths, whatever the pattern. */
        private static boolean matches(String pattern, String name) {
            int at = 0;
            int in = 0;
            int star = -1;
            int mark = 0;
            while (in < name.length()) {
                if (at < pattern.length() && pattern.charAt(at) == '*') {
                    star = at++;
                    mark = in;
                } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
                    at++;
                    in++;
                } else if (star >= 0) {
                    at = star + 1;
                    in = ++mark;
                } else {
                    return false;
                }
            }
            return pattern.substring(at).chars().allMatch(rest -> rest == '*');
        }
    }

    /** Nothing is configured. */
    public static ThemeChoice none() {
        return new ThemeChoice(Optional.empty(), List.of(), List.of());
    }

    /**
     * What {@code lifeboat.properties} says.
     *
     * @param file what it is called in warnings
     * @param text what is in it
     */
    public static ThemeChoice of(String file, String text) {
        Settings settings = Settings.parse(file, text);
        List<String> warnings = new ArrayList<>(settings.warnings());
        List<ForCluster> clusters = new ArrayList<>();
        Optional<String> theme = Optional.empty();
        for (Settings.Line line : settings.lines()) {
            String key = line.key().toLowerCase(Locale.ROOT);
            if (key.equals(THEME)) {
                theme = Optional.of(line.value());
            } else if (key.startsWith(CLUSTER) && key.length() > CLUSTER.length()) {
                clusters.add(new ForCluster(line.key().substring(CLUSTER.length()), line.value()));
            } else {
                warnings.add(settings.warning(
                        line,
                        "unknown key `" + line.key() + "`. "
                                + Nearest.hint(key, List.of(THEME, CLUSTER + "NAME"), "Known are")));
            }
        }
        return new ThemeChoice(theme, List.copyOf(clusters), List.copyOf(warnings));
    }

    /**
     * The name of the theme.
     *
     * @param option what {@code --theme} says
     * @param names what the cluster is called: its context, its own name; none while it is not known
     * @param otherwise the default
     */
    public String name(Optional<String> option, List<String> names, String otherwise) {
        Optional<String> cluster = clusters.stream()
                .filter(one -> names.stream().anyMatch(one::isFor))
                .map(ForCluster::theme)
                .findFirst();
        return option.or(() -> cluster).or(() -> theme).orElse(otherwise);
    }
}
