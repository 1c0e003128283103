package lifeboat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState.Status;

/** A run that another process works on, as its journal tells it. Never takes a lock, writes nothing; for one thread. */
final class JournalView {
    private final Unfinished unfinished;
    private long length = -1;
    private int told;
    private Optional<Question.Confirm> shown = Optional.empty();

    JournalView(Unfinished unfinished) {
        this.unfinished = unfinished;
    }

    /**
     * What there is to be seen.
     *
     * @param question what the process that works on it is asking, as far as the journal says
     * @param news what happened since the last look
     */
    record Sight(Run run, Question question, List<Recorded> news) {}

    /** The run as it is now; empty if it is as it was. */
    Optional<Sight> look() throws Complaint {
        long now = length();
        if (now == length) {
            return Optional.empty();
        }
        List<Recorded> events = unfinished.events();
        length = now;
        if (events.size() <= told) {
            return Optional.empty();
        }
        List<Recorded> news = List.copyOf(events.subList(told, events.size()));
        told = events.size();
        news.forEach(this::hear);
        Run run = unfinished.run(events);
        return Optional.of(new Sight(run, question(run), news));
    }

    private void hear(Recorded recorded) {
        RunEvent event = recorded.event();
        if (event instanceof RunEvent.PreviewShown preview) {
            shown = Optional.of(new Question.Confirm(preview.stepId(), preview.undo(), preview.preview()));
        } else if (!(event instanceof RunEvent.NoteAdded
                || event instanceof RunEvent.Sealed
                || event instanceof RunEvent.ClockJumped
                || event instanceof RunEvent.HoldReleased)) {
            shown = Optional.empty();
        }
    }

    private Question question(Run run) {
        if (run.phase() != Run.Phase.OPEN) {
            return new Question.Over();
        }
        if (!run.inFlight().isEmpty() || !run.doubts().isEmpty()) {
            return new Question.Busy();
        }
        if (shown.isPresent()) {
            return shown.get();
        }
        return run.current()
                .filter(step -> run.status(step) == Status.FAILED)
                .<Question>map(step -> new Question.Failed(step.id()))
                .orElseGet(Question.Busy::new);
    }

    /** The bytes of all its files: they only ever grow. Something that cannot be told is looked at again. */
    private long length() {
        long sum = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(unfinished.folder().path(), "journal*.jsonl")) {
            for (Path file : files) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            return length == Long.MIN_VALUE ? Long.MIN_VALUE + 1 : Long.MIN_VALUE;
        }
    }
}
