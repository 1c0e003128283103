package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a value of a runbook may look like.
 *
 * <p>{@link Vocabulary} is a table of these. Both the loader and the JSON Schema are made from it, so that they cannot
 * say different things.
 */
sealed interface Form {

    /** What a scalar stands for; decides how it is read and what it is checked against. */
    enum Kind {
        TEXT("a text"),
        SLUG("a name of lower-case letters, digits and hyphens"),
        /** Letters, digits and underscores, dots between parts. */
        REGISTER("a name of letters, digits and underscores, with dots between parts"),
        TEMPLATE("a text"),
        NUMBER_TEMPLATE("a whole number or a variable"),
        BOOLEAN_TEMPLATE("`true`, `false` or a variable"),
        NUMBER("a whole number"),
        BOOLEAN("`true` or `false`"),
        DURATION("a duration"),
        CONDITION("a condition"),
        PATTERN("a regular expression"),
        /** One of a few words. */
        WORD("one of a few words"),
        /** A text of a certain form. */
        SHAPED("a text of a certain form"),
        /** The name of a target, of the kinds in {@code words}. */
        TARGET("the name of a target"),
        HOLD("the name of a hold"),
        STEP("the id of a step");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What it is called in messages, with its article. */
        String words() {
            return words;
        }

        /** Whether variables are allowed in it. */
        boolean isTemplate() {
            return this == TEMPLATE || this == NUMBER_TEMPLATE || this == BOOLEAN_TEMPLATE;
        }
    }

    /**
     * A single value.
     *
     * @param words the words of {@link Kind#WORD}, the kinds of target of {@link Kind#TARGET}
     * @param minimum the least {@link Kind#NUMBER}
     * @param maximum the largest {@link Kind#NUMBER}
     * @param pattern what {@link Kind#SHAPED} must match as a whole
     * @param example shown when a value does not fit
     */
    record Scalar(Kind kind, List<String> words, int minimum, int maximum, String pattern, String example)
            implements Form {
        static Scalar of(Kind kind) {
            return new Scalar(kind, List.of(), 0, 0, "", "");
        }

        static Scalar number(int minimum, int maximum) {
            return new Scalar(Kind.NUMBER, List.of(), minimum, maximum, "", "");
        }

        static Scalar words(String... words) {
            return new Scalar(Kind.WORD, List.of(words), 0, 0, "", "");
        }

        static Scalar target(String... kinds) {
            return new Scalar(Kind.TARGET, List.of(kinds), 0, 0, "", "");
        }

        static Scalar shaped(String pattern, String example) {
            return new Scalar(Kind.SHAPED, List.of(), 0, 0, pattern, example);
        }
    }

    /**
     * A list.
     *
     * @param orOne whether a single element may stand without its list
     */
    record ListOf(Form element, boolean orOne, int minimum) implements Form {}

    /**
     * A mapping whose keys the author chooses.
     *
     * @param names what the keys look like
     */
    record MapOf(Form value, String what, Scalar names) implements Form {}

    /** A single value or a list of them, for an argument: its form is that of the field in which it is used. */
    record Plain() implements Form {}

    /** What the form says, or an include that stands for any number of those. */
    record OrInclude(Form form) implements Form {}

    /** How many of the alternatives a mapping must have. */
    enum Choice {
        NONE,
        EXACTLY_ONE,
        AT_LEAST_ONE
    }

    /**
     * A mapping with known keys.
     *
     * @param name what it is called in messages and in the schema
     * @param fields the keys that may stand beside each other
     * @param choice how many of the alternatives must be there
     * @param alternatives keys of which one is chosen; asked for late, because steps hold steps
     */
    record Fields(String name, String doc, List<Field> fields, Choice choice, Supplier<List<Field>> alternatives)
            implements Form {
        static Fields of(String name, String doc, Field... fields) {
            return new Fields(name, doc, List.of(fields), Choice.NONE, List::of);
        }

        Fields oneOf(Field... more) {
            List<Field> list = List.of(more);
            return new Fields(name, doc, fields, Choice.EXACTLY_ONE, () -> list);
        }

        /** Every key by its name, alternatives last. */
        Map<String, Field> byName() {
            Map<String, Field> all = new LinkedHashMap<>();
            fields.forEach(field -> all.put(field.name(), field));
            alternatives.get().forEach(field -> all.put(field.name(), field));
            return all;
        }

        /** The names of the alternatives. */
        List<String> alternativeNames() {
            List<String> names = new ArrayList<>();
            alternatives.get().forEach(field -> names.add(field.name()));
            return names;
        }
    }

    /**
     * One key.
     *
     * @param otherwise what it is when it is left out
     * @param doc one line for the editor and the reader of the schema
     */
    record Field(String name, Form form, boolean required, Optional<String> otherwise, String doc) {
        static Field required(String name, Form form, String doc) {
            return new Field(name, form, true, Optional.empty(), doc);
        }

        static Field optional(String name, Form form, String doc) {
            return new Field(name, form, false, Optional.empty(), doc);
        }

        static Field optional(String name, Form form, String otherwise, String doc) {
            return new Field(name, form, false, Optional.of(otherwise), doc);
        }
    }
}
