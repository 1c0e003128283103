package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** What the operator does; the evidence that was typed is the result. */
final class ManualDoing implements Doing<Action.Manual> {
    @Override
    public Preview preview(Call<Action.Manual> call) {
        return Preview.ofDetails(List.of(
                call.text(call.action().instruction()), call.text(call.action().evidence())));
    }

    @Override
    public Outcome act(Call<Action.Manual> call, Attempt attempt, Performer.Listener listener) throws PerformException {
        if (call.answer().isBlank()) {
            throw new PerformException(
                    "no evidence was given for " + call.step().id(), "Write down what you did or saw.");
        }
        return Doing.done(Map.of("evidence", List.of(call.answer())), "done by hand: " + call.answer());
    }
}
