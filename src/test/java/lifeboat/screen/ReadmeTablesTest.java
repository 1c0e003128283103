package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The README's tables of keys and roles. {@code -Dlifeboat.rewrite=true} writes them anew. */
class ReadmeTablesTest {
    private static final Path README = Path.of("README.md");

    @Test
    void the_readme_shows_the_keys_of_every_screen() throws IOException {
        assertStands("keys", keys());
    }

    @Test
    void the_readme_shows_what_a_theme_may_colour() throws IOException {
        assertStands("roles", roles());
    }

    private static void assertStands(String name, String table) throws IOException {
        String begin = "<!-- " + name + ": made by ReadmeTablesTest -->\n";
        String end = "<!-- end of the " + name + " -->\n";
        String readme = Files.readString(README);
        assertThat(readme).contains(begin, end);
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf(end);
        if (Boolean.getBoolean("lifeboat.rewrite")) {
            readme = readme.substring(0, from) + table + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(end);
        }
        assertThat(readme.substring(from, to)).isEqualTo(table);
    }

    private static String keys() {
        Map<String, Map<Deed, Set<String>>> sections = new LinkedHashMap<>();
        Set<String> parts = new LinkedHashSet<>();
        Screens.all().forEach((name, app) -> {
            String title = name.split(",", -1)[0];
            if (!title.equals("The run") && (app.scene() instanceof RunScene || app.scene() instanceof PodWall)) {
                parts.add(title);
            }
            app.scene().bindings().all().stream()
                    .filter(binding -> !Cursor.KEYS.has(binding.deed()))
                    .forEach(binding -> add(sections, title, binding));
        });
        App.EVERYWHERE.all().forEach(binding -> add(sections, "Everywhere", binding));
        Cursor.KEYS.all().forEach(binding -> add(sections, "Lists and texts", binding));
        StringBuilder table = new StringBuilder("| where | key | what it does |\n|---|---|---|\n");
        Map<Deed, Set<String>> run = sections.getOrDefault("The run", Map.of());
        sections.forEach((title, deeds) -> {
            String[] where = {title};
            deeds.forEach((deed, keys) -> {
                // What a pane has of the run's keys is not said again.
                if (!parts.contains(title) || !keys.equals(run.get(deed))) {
                    table.append("| ").append(where[0]).append(" | ").append(String.join(", ", keys));
                    table.append(" | ").append(deed.help().replace("|", "\\|")).append(" |\n");
                    where[0] = "";
                }
            });
        });
        return table.toString();
    }

    private static void add(Map<String, Map<Deed, Set<String>>> sections, String title, Binding binding) {
        Set<String> keys = sections.computeIfAbsent(title, none -> new LinkedHashMap<>())
                .computeIfAbsent(binding.deed(), none -> new LinkedHashSet<>());
        binding.strokes().forEach(stroke -> keys.add("`" + KeyNames.of(stroke) + "`"));
        if (binding.strokes().isEmpty()) {
            keys.add("`:` " + binding.label());
        }
    }

    private static String roles() {
        StringBuilder table = new StringBuilder("| role | what it is for |\n|---|---|\n");
        for (Role role : Role.values()) {
            table.append("| `").append(role.name().toLowerCase(Locale.ROOT)).append("` | ");
            table.append(role.meaning()).append(" |\n");
        }
        return table.toString();
    }
}
