package lifeboat.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces known secrets by {@link Secret#MARK} wherever they turn up: raw, base64 (also inside a longer encoded text),
 * hexadecimal, URL-encoded, JSON-escaped, and quoted for SQL, a shell or a PostgreSQL password file. Immutable and safe for any thread.
 *
 * <p>A secret shorter than {@value #SHORT} characters is replaced only where it stands as a word of its own and only in its raw
 * form: to replace every {@code a} would destroy the output and tell the reader what the secret is. The empty secret masks
 * nothing. Text is masked line by line; a secret of several lines is masked line by line too.
 */
public final class Masker {
    /** Knows no secret and changes nothing. */
    public static final Masker NONE = new Masker(Set.of());

    private static final int SHORT = 4;

    private final Set<Secret> secrets;
    private final @Nullable Pattern pattern;
    private final int longest;

    private Masker(Set<Secret> secrets) {
        this.secrets = secrets;
        Set<String> forms = new HashSet<>();
        for (Secret secret : secrets) {
            String text = secret.reveal();
            if (text.length() >= SHORT) {
                SecretForms.of(text).stream()
                        .filter(form -> !form.isEmpty())
                        .map(Pattern::quote)
                        .forEach(forms::add);
            } else if (!text.isEmpty()) {
                forms.add("(?<![\\p{L}\\p{N}_])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}_])");
            }
        }
        // The longest form first, so that no form which is a part of another leaves the rest of it standing.
        List<String> ordered = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        this.pattern =
                ordered.isEmpty() ? null : Pattern.compile(ordered.stream().collect(Collectors.joining("|")));
        this.longest = ordered.isEmpty() ? 0 : ordered.get(0).length();
    }

    /** A masker of these secrets. */
    public static Masker of(Collection<Secret> secrets) {
        Set<Secret> known = secrets.stream().filter(s -> !s.isEmpty()).collect(Collectors.toUnmodifiableSet());
        return known.isEmpty() ? NONE : new Masker(known);
    }

    /** A masker of these secrets. */
    public static Masker of(Secret... secrets) {
        return of(List.of(secrets));
    }

    /** A masker that knows this secret too. */
    public Masker plus(Secret secret) {
        return plus(Set.of(secret));
    }

    /** A masker that knows these secrets too. */
    public Masker plus(Collection<Secret> more) {
        Set<Secret> all = new HashSet<>(secrets);
        all.addAll(more);
        return of(all);
    }

    /** The text with every known secret replaced. */
    public String mask(String text) {
        if (pattern == null || text.isEmpty()) {
            return text;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.replaceAll(Secret.MARK) : text;
    }

    /** An argument list with every known secret replaced, one element for one element. */
    public List<String> mask(List<String> texts) {
        return texts.stream().map(this::mask).toList();
    }

    /** An upper bound for the length of one spelling, in characters: how far behind a cut a secret can begin. */
    int longest() {
        return longest;
    }

    @Override
    public String toString() {
        return "Masker of " + secrets.size() + " secrets";
    }
}
