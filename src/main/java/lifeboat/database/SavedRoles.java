package lifeboat.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The roles in the output of {@code pg_dumpall --globals-only --no-role-passwords}. Only what is understood is taken; the file is
 * never sent to a server as it stands.
 */
public final class SavedRoles {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s;\"]+)";
    private static final Pattern CREATED = Pattern.compile("^CREATE ROLE " + NAME + ";$");
    private static final Pattern ALTERED = Pattern.compile("^ALTER ROLE " + NAME + " WITH ([A-Z ]+);$");

    // PostgreSQL 16 writes INHERIT and SET behind WITH as well.
    private static final Pattern GRANTED =
            Pattern.compile("^GRANT " + NAME + " TO " + NAME + "(?: WITH ([A-Z, ]+?))?(?: GRANTED BY " + NAME + ")?;$");

    private SavedRoles() {}

    /**
     * One role's membership of another.
     *
     * @param admin whether it could pass that on
     */
    public record Grant(String role, String member, boolean admin) {}

    /** The memberships of the file, in its order. */
    public static List<Grant> grants(Path globals) throws DatabaseException {
        List<Grant> grants = new ArrayList<>();
        for (String line : lines(globals)) {
            Matcher granted = GRANTED.matcher(line);
            if (granted.matches()) {
                String options = granted.group(3) == null ? "" : granted.group(3);
                grants.add(new Grant(
                        plain(granted.group(1)),
                        plain(granted.group(2)),
                        options.matches(".*\\bADMIN (OPTION|TRUE)\\b.*")));
            }
        }
        return List.copyOf(grants);
    }

    private static List<String> lines(Path globals) throws DatabaseException {
        try {
            return Files.readAllLines(globals, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Disk.failed("read", globals, e);
        }
    }

    /**
     * One role.
     *
     * @param name its name
     * @param attributes as PostgreSQL writes them: {@code NOSUPERUSER}, {@code LOGIN}, …
     */
    public record Row(String name, List<String> attributes) {
        /** The same as a new role; what gives power over the whole server is left out. */
        public Administration.NewRole asNew() {
            return new Administration.NewRole(
                    name,
                    attributes.stream()
                            .filter(Administration.NewRole.GIVEN::contains)
                            .toList());
        }

        /** The powers that it had and does not get back by itself. */
        public List<String> withheld() {
            return attributes.stream()
                    .filter(List.of("SUPERUSER", "REPLICATION", "BYPASSRLS")::contains)
                    .toList();
        }
    }

    /** The roles of the file, in its order. */
    public static List<Row> read(Path globals) throws DatabaseException {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        for (String line : lines(globals)) {
            Matcher created = CREATED.matcher(line);
            Matcher altered = ALTERED.matcher(line);
            if (created.matches()) {
                roles.putIfAbsent(plain(created.group(1)), List.of());
            } else if (altered.matches()) {
                roles.put(plain(altered.group(1)), List.of(altered.group(2).split(" ", -1)));
            }
        }
        List<Row> rows = new ArrayList<>();
        roles.forEach((name, attributes) -> rows.add(new Row(name, attributes)));
        return List.copyOf(rows);
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
