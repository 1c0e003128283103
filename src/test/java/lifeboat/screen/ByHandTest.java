package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** What is done by hand for each element of a list: each has its own words, and its own evidence. */
class ByHandTest {
    private static final Question.Confirm ASKED = new Question.Confirm(
            new StepId("copy"),
            false,
            Preview.ofDetails(
                    List.of("Run scp -r node-2:/data backup/node-2.", "How many files of node-2 are there?")));

    private static Tale second() {
        return Tale.opened(Mode.RUN, Tale.book("by-hand.yaml"))
                .done("look", "", Map.of("databases", List.of("node-1", "node-2", "node-3")))
                .begun("copy", "node-1", 1)
                .ended("copy", "node-1", new Outcome.Succeeded(Map.of("evidence", List.of("41")), "by hand: 41"))
                .asks(ASKED);
    }

    @Test
    void the_element_whose_turn_it_is_stands_in_the_instruction() {
        Shot.of(second().scene(), 80, 24).matches("run-by-hand");
        Shot.of(second().scene(), 120, 40).matches("run-by-hand");
    }

    @Test
    void the_element_stands_where_the_evidence_is_asked_for() {
        Keys keys = new Keys(second().scene()).press("Enter");
        Shot.of(keys.app(), 80, 24).matches("run-by-hand-evidence");
        keys.press("4", "0", "Enter");
        assertThat(keys.commands()).contains(new Command.Ask(new Wish.Confirm(new StepId("copy"), false, "40")));
    }
}
