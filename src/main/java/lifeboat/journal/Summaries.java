package lifeboat.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.RunSummary.State;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;

/** Tells a run in short, from its journal. */
final class Summaries {
    private Summaries() {}

    static RunSummary of(RunFolder folder, Holder self) {
        Optional<Holder> holder = Optional.empty();
        try {
            holder = LockFile.inUse(folder.path().resolve(RunFolder.LOCK), self);
            List<Recorded> events = Journal.read(folder);
            if (events.isEmpty() || !(events.get(0).event() instanceof RunEvent.RunOpened opened)) {
                return unreadable(folder, holder, "its journal does not begin with the opening of a run");
            }
            return readable(folder, holder, opened, events);
        } catch (JournalException e) {
            return unreadable(folder, holder, String.valueOf(e.getMessage()));
        }
    }

    private static RunSummary readable(
            RunFolder folder, Optional<Holder> holder, RunEvent.RunOpened opened, List<Recorded> events) {
        Optional<String> result = Optional.empty();
        List<Run.OpenHold> holds = new ArrayList<>();
        for (Recorded recorded : events) {
            if (recorded.event() instanceof RunEvent.RunClosed closed) {
                result = Optional.of(closed.result());
            } else if (recorded.event() instanceof RunEvent.HoldOpened hold
                    && holds.stream().noneMatch(open -> open.id().equals(hold.hold()))) {
                holds.add(new Run.OpenHold(hold.hold(), hold.stepId(), recorded.at()));
            } else if (recorded.event() instanceof RunEvent.HoldReleased hold) {
                holds.removeIf(open -> open.id().equals(hold.hold()));
            }
        }
        State ended = result.isPresent() ? State.CLOSED : State.UNFINISHED;
        return new RunSummary(
                folder.runId(),
                holder.isPresent() ? State.IN_USE : ended,
                opened.bookId(),
                opened.title(),
                opened.mode(),
                events.get(0).at(),
                events.get(events.size() - 1).at(),
                result,
                List.copyOf(holds),
                holder,
                Optional.empty());
    }

    private static RunSummary unreadable(RunFolder folder, Optional<Holder> holder, String problem) {
        // A run whose owner is alive is not broken: its first record may just be on its way.
        return new RunSummary(
                folder.runId(),
                holder.isPresent() ? State.IN_USE : State.UNREADABLE,
                "",
                "",
                null,
                null,
                null,
                Optional.empty(),
                List.of(),
                holder,
                Optional.of(problem));
    }
}
