package lifeboat.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A dotted version number, compared part by part; a missing part counts as 0.
 *
 * @param parts at least one number, none below 0
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
    private static final Pattern DOTTED = Pattern.compile("(?<![0-9.])\\d{1,9}(?:\\.\\d{1,9})+");
    private static final Pattern WHOLE = Pattern.compile("(?<![0-9.])\\d{1,9}");

    /** Copies the list. */
    public Version {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().anyMatch(p -> p < 0)) {
            throw new IllegalArgumentException("a version needs numbers from 0 up, not " + parts);
        }
    }

    /** A version of these parts. */
    public static Version of(int... parts) {
        return new Version(Arrays.stream(parts).boxed().toList());
    }

    /** The first dotted number in the text, else the first whole number, else nothing. */
    public static Optional<Version> in(String text) {
        Matcher matcher = DOTTED.matcher(text);
        if (!matcher.find()) {
            matcher = WHOLE.matcher(text);
            if (!matcher.find()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Version(Arrays.stream(matcher.group().split("\\.", -1))
                .map(Integer::valueOf)
                .toList()));
    }

    /** The first part. */
    public int major() {
        return parts.get(0);
    }

    /** The second part, 0 where there is none. */
    public int minor() {
        return part(1);
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Integer.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
