package lifeboat.screen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.perform.Question;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** The switch of the ports as it was read by a person once: asked for, while it happens, and when it is taken back. */
class PortSwitchGoldenTest {
    private static final StepId SWITCH = new StepId("switch-ports");
    private static final String SERVICE = "service/pachd";

    private static Preview.Change port(String name, String before, String after) {
        return new Preview.Change(SERVICE, name, before, after);
    }

    private static Preview preview(int from, int to) {
        List<Preview.Change> stays =
                new ArrayList<>(List.of(new Preview.Change(SERVICE, "type", "NodePort", "NodePort")));
        for (String open : List.of(
                "trace-port 651 : 30651",
                "api-http-port 652 : 30652",
                "saml-port 654 : 30654",
                "api-git-port 655 : 30655",
                "s3gateway-port 600 : 30600",
                "oidc-port 657 : 30657",
                "prom-metrics 656 : 30656")) {
            String[] words = open.split(" ", 2);
            stays.add(port(words[0], words[1], words[1]));
        }
        return new Preview(
                List.of(port("api-grpc-port", "650 : " + from, "650 : " + to)),
                List.of("every client of :" + from + " (how many cannot be seen from here)"),
                List.of(List.of("kubectl", "patch", "service", "pachd", "--type=json", "-p", "[…]")),
                List.of(
                        "still open: trace 30651, api-http 30652, saml 30654, api-git 30655, s3gateway 30600, oidc 30657,"
                                + " prom-metrics 30656",
                        "may move too: 30651, 30600",
                        "still in: pachd:650 inside the cluster; who is connected now, until it hangs up",
                        "firewall: must let " + to + " through",
                        "saved: kubernetes/pach_service_backup_" + from + ".json",
                        "patch of service/pachd:\n{\"op\":\"test\",\"path\":\"/spec/type\",\"value\":\"NodePort\"}\n{\"op\":\"replace\","
                                + "\"path\":\"/spec/ports/0/nodePort\",\"value\":" + to + "}"),
                List.of(),
                stays,
                from > to
                        ? List.of(
                                also("also all", "all of these move", "30651:30648,30600:30611"),
                                also("also 30651", "trace-port moves to 30648 as well", "30651:30648"),
                                also("also 30600", "s3gateway-port moves to 30611 as well", "30600:30611"))
                        : List.of());
    }

    private static Preview.Choice also(String say, String what, String value) {
        return new Preview.Choice(say, what, "more_ports", value);
    }

    private static Tale tale() {
        try {
            Runbook book = RunbookLoader.load(
                    "port-switch.yaml",
                    Files.readAllBytes(Path.of("src", "test", "resources", "route", "port-switch.yaml")));
            return Tale.opened(Mode.RUN, book);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Tale asked() {
        return tale().happened(new RunEvent.PreviewShown(SWITCH, false, preview(30650, 30649)))
                .asks(new Question.Confirm(SWITCH, false, preview(30650, 30649)));
    }

    private static void both(String name, Tale tale, String... presses) {
        RunScene scene = tale.scene();
        Shot.of(new Keys(scene).press(presses).app(), 80, 24).matches(name);
        Shot.of(new Keys(scene).press(presses).app(), 120, 40).matches(name);
    }

    @Test
    void it_is_seen_before_and_after_and_who_is_still_in() {
        both("port-switch", asked());
    }

    @Test
    void the_patch_itself_is_one_key_away() {
        both("port-switch-patch", asked(), "d");
    }

    @Test
    void what_is_seen_while_it_happens_stands_below_it() {
        Attempt first = new Attempt(SWITCH, "", false, 1);
        Tale tale = tale().happened(
                        new RunEvent.PreviewShown(SWITCH, false, preview(30650, 30649)),
                        new RunEvent.StepConfirmed(SWITCH, false, "yes"),
                        new RunEvent.ActionBegun(first, Map.of("before", List.of("api-grpc-port=30650"))))
                .happened(
                        seen("endpoints", Severity.PASS, "10.1.0.7, 10.1.0.8 ready"),
                        seen(":30649", Severity.PASS, "pachd 1.11.9 answers"))
                .progress("switch-ports", "", "asking grpc://10.2.0.5:30650")
                .later(Duration.ofSeconds(2));
        both("port-switch-live", tale);
    }

    private static RunEvent seen(String name, Severity severity, String detail) {
        return new RunEvent.CheckObserved(SWITCH, "", name, severity, detail, false);
    }

    @Test
    void other_ports_are_offered_by_one_key() {
        both("port-switch-also", asked(), "a");
    }

    @Test
    void all_of_it_is_taken_back_by_one_key_and_an_enter_for_each() {
        StepId context = new StepId("move-context");
        Attempt first = new Attempt(SWITCH, "", false, 1);
        Attempt second = new Attempt(context, "", false, 1);
        Tale tale = tale().happened(
                        new RunEvent.PreviewShown(SWITCH, false, preview(30650, 30649)),
                        new RunEvent.ActionBegun(first, Map.of("before", List.of("api-grpc-port=30650"))),
                        new RunEvent.ActionEnded(
                                first, new Outcome.Succeeded(Map.of(), "service/pachd listens on 30649")),
                        new RunEvent.HoldOpened("port-moved", SWITCH),
                        new RunEvent.ActionBegun(second, Map.of("context", List.of("prod"))),
                        new RunEvent.ActionEnded(second, new Outcome.Succeeded(Map.of(), "the context follows")),
                        new RunEvent.HoldOpened("context-moved", context),
                        new RunEvent.CheckObserved(context, "", "reachable", Severity.PASS, "so", false),
                        new RunEvent.CheckObserved(context, "", "reachable", Severity.PASS, "so", true))
                .asks(new Question.Confirm(new StepId("context-back"), false, preview(30649, 30650)));
        both("port-switch-all-back", tale, "u");
    }

    @Test
    void it_is_taken_back_half_way() {
        Attempt first = new Attempt(SWITCH, "", false, 1);
        Tale tale = tale().happened(
                        new RunEvent.PreviewShown(SWITCH, false, preview(30650, 30649)),
                        new RunEvent.ActionBegun(first, Map.of("before", List.of("api-grpc-port=30650"))),
                        new RunEvent.ActionEnded(
                                first, new Outcome.Succeeded(Map.of(), "service/pachd listens on 30649")),
                        new RunEvent.HoldOpened("port-moved", SWITCH),
                        new RunEvent.PreviewShown(SWITCH, true, preview(30649, 30650)))
                .asks(new Question.Confirm(SWITCH, true, preview(30649, 30650)));
        both("port-switch-back", tale);
    }
}
