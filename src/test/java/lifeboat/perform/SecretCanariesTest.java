package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.runbook.Check;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.ShippedBooks;
import lifeboat.runbook.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty secrets, each in six spellings: whatever says them, none is shown or written down. */
@Fault("F58")
class SecretCanariesTest {
    private static final int CANARIES = 40;
    private static final String ODD = " \"'\\<>&:;%+/=?#@!$~^*()[]{}|`\u00e4\u20ac";

    /** A secret like those that people and generators make. */
    private static String canary(int number) {
        Random random = new Random(number);
        StringBuilder secret = new StringBuilder("c4n" + number);
        for (int length = 6 + random.nextInt(30); length > 0; length--) {
            secret.append(
                    number % 2 == 0 && random.nextInt(3) == 0
                            ? ODD.charAt(random.nextInt(ODD.length()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return secret.toString();
    }

    /** What could be found of it anywhere. */
    private static List<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        StringBuilder json = new StringBuilder();
        for (char character : secret.toCharArray()) {
            json.append(character == '"' || character == '\\' ? "\\" + character : Character.toString(character));
        }
        return List.of(
                secret,
                Base64.getEncoder().encodeToString(bytes).replace("=", ""),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                json.toString(),
                HexFormat.of().formatHex(bytes));
    }

    /** Says whatever it knows, wherever it can. */
    private static class Talkative implements Performer {
        private final String text;

        Talkative(String text) {
            this.text = text;
        }

        @Override
        public Preview preview(Run run, Step step, boolean undo) throws PerformException {
            if (undo) {
                throw new PerformException(text, text);
            }
            List<Preview.Change> changes = List.of(new Preview.Change(text, "password", text, text));
            return new Preview(
                    changes, List.of(text), List.of(List.of("psql", text)), List.of(text), List.of(text), changes);
        }

        @Override
        public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units)
                throws PerformException {
            throw new PerformException(text, text, new IllegalStateException(text));
        }

        @Override
        public Optional<String> guard(Run run) {
            return Optional.of(text);
        }

        @Override
        public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
            listener.line(text);
            listener.progress(text);
            listener.started(1, "1", List.of("psql", text));
            listener.checked(text, Severity.PASS, text);
            return switch (attempt.number()) {
                case 1 -> new Outcome.Succeeded(Map.of("stdout", List.of(text)), text);
                case 2 -> new Outcome.Failed(false, text, text, EffectSeen.UNKNOWN);
                default -> new Outcome.Cancelled(text, EffectSeen.UNKNOWN);
            };
        }

        @Override
        public Checked check(Run run, Step step, String part, Check check, Listener listener) {
            listener.line(text);
            return new Checked(Severity.FAIL, text);
        }

        @Override
        public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
            return new Finding(Optional.empty(), text, false);
        }
    }

    private record Noted(List<Object> heard) implements Performer.Listener {
        @Override
        public void line(String text) {
            heard.add(text);
        }

        @Override
        public void progress(String text) {
            heard.add(text);
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            heard.add(argv);
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            heard.add(name + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }

    @Test
    void noneComesOutOfAnyStepOfAnyRunbook(Tally tally) throws Exception {
        List<Runbook> books = new ArrayList<>();
        for (Path file : ShippedBooks.files()) {
            books.add(ShippedBooks.load(file));
        }
        for (int number = 0; number < CANARIES; number++) {
            String secret = canary(number);
            Masker masker = Masker.of(Secret.of(secret));
            List<String> spellings = spellings(secret);
            String text = "FATAL: login as me:" + String.join("@db failed: ", spellings) + "@";
            MaskedPerformer performer = new MaskedPerformer(new Talkative(text), () -> masker);
            for (Runbook book : books) {
                String all = said(performer, book);
                assertThat(all.contains(Secret.MARK)).isTrue();
                for (String spelling : spellings) {
                    tally.injected();
                    assertThat(all.contains(spelling))
                            .as("canary %d in %s", number, book.id())
                            .isFalse();
                    tally.survived();
                }
            }
        }
    }

    private static String said(MaskedPerformer performer, Runbook book) {
        Run run = Run.fresh(book, "R1");
        List<Object> out = new ArrayList<>();
        Noted noted = new Noted(out);
        out.add(performer.guard(run));
        for (Step step : book.steps()) {
            for (int number = 1; number <= 3; number++) {
                out.add(performer.act(run, step, new Attempt(step.id(), "", false, number), "yes", noted));
            }
            step.verify().forEach(check -> out.add(performer.check(run, step, "", check, noted)));
            out.add(performer.probe(run, step, new Attempt(step.id(), "", false, 1), Optional.empty()));
            try {
                out.add(performer.preview(run, step, false));
                out.add(performer.preview(run, step, true));
            } catch (PerformException e) {
                out.add(told(e));
            }
            try {
                out.add(performer.record(run, step, List.of()));
            } catch (PerformException e) {
                out.add(told(e));
            }
        }
        return out.toString();
    }

    /** What a person, or a debugging log with its causes, would be shown. */
    private static String told(PerformException exception) {
        StringBuilder all = new StringBuilder(exception.reason() + exception.hint());
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            all.append(cause);
        }
        return all.toString();
    }

    @Test
    void whatElseAStepCouldDoIsStillOffered() throws Exception {
        Runbook book = ShippedBooks.load(ShippedBooks.files().get(0));
        Masker masker = Masker.of(Secret.of(canary(1)));
        Preview.Choice choice = new Preview.Choice("also 30652", "the other port moves too", "ports", "30652");
        Performer live = new Talkative(canary(1)) {
            @Override
            public Preview preview(Run run, Step step, boolean undo) {
                return new Preview(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(choice, new Preview.Choice("x", "of " + canary(1), "p", "v")));
            }
        };

        Preview seen = new MaskedPerformer(live, () -> masker)
                .preview(Run.fresh(book, "R1"), book.steps().get(0), false);

        assertThat(seen.choices()).containsExactly(choice, new Preview.Choice("x", "of " + Secret.MARK, "p", "v"));
    }

    @Test
    void noneIsInTheOutputOfAProgramThatSaysThemAllNorInItsFilesOrArguments(Tally tally, @TempDir Path directory)
            throws Exception {
        List<Secret> secrets = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int number = 0; number < CANARIES; number++) {
            secrets.add(Secret.of(canary(number)));
            all.addAll(spellings(canary(number)));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("PGPASSWORD", canary(0));
        Programs programs = new Programs(environment, Programs.searchPath("/usr/bin:/bin"), Masker.of(secrets));
        Command talkative = Command.of("sh", "-c", "env; tr '\\000' ' ' </proc/$$/cmdline; cat; cat /dev/null >&2")
                .stdin(String.join("\n", all) + "\nat " + String.join(" and ", all) + "\n");
        Captured captured = programs.run(talkative, Duration.ofSeconds(20));
        Path out = directory.resolve("out");
        programs.run(talkative.outputTo(out, directory.resolve("err")), Duration.ofSeconds(20));

        String shown = captured.text() + Files.readString(out);
        assertThat(shown).contains("PATH=", Secret.MARK);
        for (String spelling : all) {
            tally.injected();
            assertThat(shown.contains(spelling)).as(spelling).isFalse();
            tally.survived();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }
}
