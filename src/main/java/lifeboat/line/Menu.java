package lifeboat.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lifeboat.perform.Wish;

/** A question whose answer is a word: those that are allowed now, and for the others why not. */
final class Menu {
    /** What a word leads to, given what follows it; empty if there is nothing to ask of the run. */
    interface Choice extends Function<String, Optional<Wish>> {}

    private record Offer(Choice choice, boolean takesMore, boolean listed) {}

    private static final String HOW = "Leave the run? It can be resumed. [yes / no] >";

    private final String question;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private Optional<Choice> otherwise = Optional.empty();

    Menu(String question) {
        this.question = question;
    }

    /** A word that must stand alone. */
    Menu offer(String word, Choice choice) {
        offers.put(word, new Offer(choice, false, true));
        return this;
    }

    /** A word that may be followed by more. */
    Menu offerMore(String word, Choice choice) {
        offers.put(word, new Offer(choice, true, true));
        return this;
    }

    /** A word that is understood, not listed, and may be followed by more. */
    Menu understand(String word, Choice choice) {
        offers.put(word, new Offer(choice, true, false));
        return this;
    }

    /** A word that belongs here and is not allowed now. */
    Menu refuse(String word, String why) {
        refusals.put(word, why);
        return this;
    }

    /** What to do with a text that is no word of the menu; its choice says empty if it cannot use it either. */
    Menu otherwise(Choice choice) {
        otherwise = Optional.of(choice);
        return this;
    }

    /** Asks once. */
    Optional<Wish> put(Talk talk, String automatic) {
        Prompt prompt = new Prompt(
                question + " [" + String.join(" / ", listed()) + "] >",
                listed(),
                Prompt.Kind.DECISION,
                Optional.of(automatic));
        Answer answer = talk.put(prompt);
        if (answer instanceof Answer.Interrupted) {
            // The first takes back what was typed; the second is an offer to leave.
            answer = talk.put(prompt);
            if (answer instanceof Answer.Interrupted) {
                answer = new Answer.Text(wantsToLeave(talk) ? "leave" : "", true);
            }
        }
        Optional<Wish> wish =
                answer instanceof Answer.Text text ? answered(talk, text.text().strip()) : Optional.empty();
        return wish.isEmpty() && talk.ended() ? Optional.of(new Wish.Leave("end of input")) : wish;
    }

    private static boolean wantsToLeave(Talk talk) {
        return talk.put(new Prompt(HOW, List.of("yes", "no"), Prompt.Kind.DECISION, Optional.of("yes")))
                        instanceof Answer.Text text
                && text.text().strip().equals("yes");
    }

    private Optional<Wish> answered(Talk talk, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String word = wordOf(text);
        Offer offer = offers.get(word);
        if (offer != null) {
            return offer.choice().apply(text.substring(word.length()).strip());
        }
        if (refusals.containsKey(word)) {
            talk.page().prose("  ", "Not now: " + refusals.get(word) + ".");
            return Optional.empty();
        }
        Optional<Wish> other = otherwise.flatMap(choice -> choice.apply(text));
        if (other.isEmpty()) {
            talk.page().prose("  ", "\"" + text + "\" is none of: " + String.join(", ", listed()) + ".");
        }
        return other;
    }

    /** The longest word of this menu that the text begins with; empty if it is none, or says more than it may. */
    private String wordOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String longest = "";
        List<String> words = new ArrayList<>(offers.keySet());
        words.addAll(refusals.keySet());
        for (String word : words) {
            Offer offer = offers.get(word);
            boolean more = (offer == null || offer.takesMore()) && lower.startsWith(word + " ");
            if ((lower.equals(word) || more) && word.length() > longest.length()) {
                longest = word;
            }
        }
        return longest;
    }

    private List<String> listed() {
        return offers.entrySet().stream()
                .filter(entry -> entry.getValue().listed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
