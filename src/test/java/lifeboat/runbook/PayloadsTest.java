package lifeboat.runbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;

/** Whatever is given for a parameter: it is refused, or stays one harmless text wherever a runbook puts it. */
@Fault("F57")
public class PayloadsTest {
    private static final int PAYLOADS = 200;
    private static final List<String> PIECES = List.of(
            "-",
            "--",
            "-rf",
            "--help",
            "-o ProxyCommand=id",
            "--config=/etc/passwd",
            " -x",
            "\t--x",
            "$(id)",
            "`id`",
            "; id",
            "| id",
            "& id",
            "&& id",
            "> /tmp/x",
            "< /etc/passwd",
            "\n--x",
            "\r-x",
            "\0",
            "'",
            "\"",
            "\\",
            "*",
            "?",
            "~",
            "${HOME}",
            "%s",
            "..",
            "../../etc",
            "/",
            "//",
            ":",
            "@",
            "=",
            "#",
            "!",
            "{{ x }}",
            "{{ password }}",
            "\u2010x",
            "\u2212x",
            "\u00a0-x",
            "\u202e",
            "\u200b-",
            "\ud800",
            "default",
            "a",
            "x y",
            "0",
            "1",
            "https://h/",
            "file:///x");

    /** So many texts that somebody could hope to be taken for more than a text. */
    public static List<String> payloads() {
        Random random = new Random(57);
        List<String> all = new ArrayList<>(PIECES);
        while (all.size() < PAYLOADS) {
            StringBuilder text = new StringBuilder();
            for (int pieces = 2 + random.nextInt(3); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            all.add(text.toString());
        }
        return all;
    }

    @Test
    void noValueOfAnyParameterBecomesAnOptionOrMoreThanOneText(Tally tally) throws Exception {
        for (Path file : ShippedBooks.files()) {
            Runbook book = ShippedBooks.load(file);
            for (Parameter parameter : book.parameters()) {
                List<Template> users = book.steps().stream()
                        .flatMap(step -> java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(step), step.together().stream()))
                        .flatMap(step -> step.action().templates().stream())
                        .filter(template -> template.variables().contains(parameter.name()))
                        .distinct()
                        .toList();
                for (String payload : payloads()) {
                    tally.injected();
                    if (parameter.refusal(payload).isEmpty()) {
                        isHarmless(parameter, payload);
                        users.forEach(template -> staysWhereItIs(template, parameter, payload));
                    }
                    tally.survived();
                }
            }
        }
    }

    private static void isHarmless(Parameter parameter, String payload) {
        boolean controls = payload.codePoints().anyMatch(Character::isISOControl);
        boolean option = !parameter.isSecret() && payload.strip().startsWith("-");
        if (controls || option) {
            throw new AssertionError(parameter.name() + " takes " + payload);
        }
    }

    private static void staysWhereItIs(Template template, Parameter parameter, String payload) {
        String resolved =
                template.resolve(name -> Optional.of(List.of(name.equals(parameter.name()) ? payload : "other")));
        boolean option = !parameter.isSecret()
                && !template.text().strip().startsWith("-")
                && resolved.strip().startsWith("-");
        // What looks like a variable in a value is not looked up again.
        boolean alone = template.text().equals("{{ " + parameter.name() + " }}");
        if (option || (alone && !resolved.equals(payload))) {
            throw new AssertionError(template.text() + " becomes " + resolved);
        }
    }
}
