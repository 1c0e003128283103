package lifeboat.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lifeboat.perform.Conductor;
import lifeboat.perform.PodFeed;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;

/** A run with a fake world and a real conductor, shown in line mode. */
final class Stage {
    /** What a run in line mode left behind. */
    record Played(int code, String transcript) {}

    final FakePerformer world = new FakePerformer();
    final MemoryRecord record = new MemoryRecord();
    final Runbook book;
    final List<String> changed = new ArrayList<>();
    PodFeed pods = PodFeed.NONE;
    Duration progressEvery = Duration.ofSeconds(5);

    Stage(String file, Mode mode) {
        book = book(file);
        record.happened(List.of(
                new RunEvent.RunOpened(
                        book.id(),
                        book.sha256(),
                        book.title(),
                        mode,
                        "0.1.0",
                        Optional.of("lab").filter(lab -> mode == Mode.REHEARSAL)),
                new RunEvent.ParameterGiven("namespace", "default", false, "default"),
                new RunEvent.ParameterGiven("copies", "2", false, "default"),
                new RunEvent.ParameterGiven("database", "pachyderm", false, "default"),
                new RunEvent.IdentityObserved("cluster", Map.of("context", "prod-eu1"))));
    }

    static Runbook book(String file) {
        try (InputStream in = Stage.class.getResourceAsStream("/line/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no such runbook: " + file);
            }
            return RunbookLoader.load(file, in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (RunbookException wrong) {
            throw new IllegalArgumentException(wrong.problems().toString(), wrong);
        }
    }

    /** Plays the run with these answers, one a line. */
    Played answers(String... lines) throws InterruptedException {
        StringReader typed = new StringReader(String.join("\n", lines) + (lines.length > 0 ? "\n" : ""));
        return play(out -> new PipedDialogue(typed, out));
    }

    Played auto() throws InterruptedException {
        return play(out -> new AutoDialogue(new PipedDialogue(new StringReader(""), out)));
    }

    Played play(Function<PrintWriter, Dialogue> dialogue) throws InterruptedException {
        StringWriter transcript = new StringWriter();
        Run start = Run.replay(book, "01JD7Q", record.all());
        try (Conductor conductor = conductor(start)) {
            LineMode line = line(conductor, start, dialogue.apply(new PrintWriter(transcript)));
            conductor.begin();
            int code = line.run();
            conductor.await(10, TimeUnit.SECONDS);
            return new Played(code, transcript.toString());
        }
    }

    Conductor conductor(Run start) {
        return new Conductor(
                start,
                record,
                world,
                secret -> "hmac-sha256:" + secret.length(),
                (name, value) -> changed.add(name + "=" + value));
    }

    LineMode line(Conductor conductor, Run start, Dialogue dialogue) {
        Ending ending = new Ending("state/runs/01JD7Q/journal.jsonl", "lifeboat resume 01JD7Q --line");
        return new LineMode(conductor, start, dialogue, pods, ending, System::nanoTime, progressEvery);
    }
}
