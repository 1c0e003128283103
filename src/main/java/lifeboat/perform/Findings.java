package lifeboat.perform;

import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Repeat;

/** The resume table: what an interrupted action of each class comes to when nothing better is known. */
final class Findings {
    private Findings() {}

    static Performer.Finding byClass(Call<? extends Action> call, Optional<Run.Program> program) {
        Repeat repeat = call.action().repeat();
        String ended = program.map(gone -> "its program (pid " + gone.pid() + ") has ended, its exit status is lost; ")
                .orElse("");
        return switch (repeat) {
            case READ ->
                new Performer.Finding(Optional.of(Verdict.DID_NOT), ended + "it only reads and is done again", true);
            case RESUMABLE ->
                new Performer.Finding(
                        Optional.of(Verdict.PARTLY), ended + "it goes on where it was, object by object", true);
            case ARTIFACT ->
                new Performer.Finding(
                        Optional.of(Verdict.DID_NOT),
                        ended + "what it had written is kept aside and made afresh",
                        true);
            case SET ->
                new Performer.Finding(
                        Optional.of(Verdict.PARTLY),
                        ended + "it brings a value to a known state and is done again",
                        false);
            case ONCE ->
                new Performer.Finding(Optional.empty(), ended + "only you can know whether it happened", false);
            case DESTRUCTIVE ->
                new Performer.Finding(
                        Optional.empty(),
                        ended + "it destroys and is never repeated without a fresh confirmation",
                        false);
        };
    }
}
