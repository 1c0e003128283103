package lifeboat.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.terminal.Stroke;

/**
 * The keys of one screen, in the order in which footer, help, palette and the README's table show them.
 *
 * @param title what the screen is called, such as {@code The run}
 * @param all each deed once; no key twice
 */
public record Bindings(String title, List<Binding> all) {
    /** Checks that no key is there twice. */
    public Bindings {
        all = List.copyOf(all);
        Set<Stroke> seen = new HashSet<>();
        for (Binding binding : all) {
            for (Stroke stroke : binding.strokes()) {
                if (!seen.add(stroke)) {
                    throw new IllegalArgumentException(title + ": " + KeyNames.of(stroke) + " is bound twice");
                }
            }
        }
    }

    /** A table without keys. */
    static Bindings of(String title) {
        return new Bindings(title, List.of());
    }

    /** A deed that stands in the footer, with its keys by name. */
    Bindings shown(Deed deed, String... keys) {
        return with(new Binding(deed, strokes(keys), deed.label(), true));
    }

    /** A deed that stands in the footer under another word. */
    Bindings shownAs(String label, Deed deed, String... keys) {
        return with(new Binding(deed, strokes(keys), label, true));
    }

    /** A deed that only help and palette show. */
    Bindings also(Deed deed, String... keys) {
        return with(new Binding(deed, strokes(keys), deed.label(), false));
    }

    /** These and the others after them. */
    Bindings and(Bindings more) {
        List<Binding> both = new ArrayList<>(all);
        both.addAll(more.all());
        return new Bindings(title, both);
    }

    /** Whether a deed is among them. */
    public boolean has(Deed deed) {
        return all.stream().anyMatch(binding -> binding.deed() == deed);
    }

    private Bindings with(Binding binding) {
        List<Binding> more = new ArrayList<>(all);
        more.add(binding);
        return new Bindings(title, more);
    }

    private static List<Stroke> strokes(String... keys) {
        return Arrays.stream(keys).map(KeyNames::stroke).toList();
    }

    /** What a key does here. */
    public Optional<Deed> deed(Stroke stroke) {
        return all.stream()
                .filter(binding -> binding.strokes().contains(stroke))
                .map(Binding::deed)
                .findFirst();
    }
}
