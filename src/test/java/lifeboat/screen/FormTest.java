package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import org.junit.jupiter.api.Test;

class FormTest {
    private static Keys form(Runbook book, Mode mode, Map<String, Given> known) {
        return new Keys(OpeningScene.starting(book.title(), Optional.of(mode)))
                .tell(new Message.Asked(book, mode, known));
    }

    private static Keys lab() {
        return form(Shelf.BACKUP, Mode.REHEARSAL, Shelf.lab()).press(top());
    }

    /** Back from the button, where a rehearsal that lacks nothing begins, to the first field. */
    private static String[] top() {
        return Collections.nCopies(4, "PgUp").toArray(String[]::new);
    }

    private static Keys small(Map<String, Given> known) {
        return form(Shelf.FORM, Mode.RUN, known);
    }

    private static FormScene scene(Keys keys) {
        return (FormScene) keys.scene();
    }

    private static Keys to(Keys keys, String name) {
        for (int tries = 0; tries < 60 && !scene(keys).focus().equals(name); tries++) {
            keys.press("Down");
        }
        assertThat(scene(keys).focus()).isEqualTo(name);
        return keys;
    }

    private static Given given(Keys keys, String name) {
        Given given = scene(keys).values().all().get(name);
        return given == null ? new Given("", "nowhere") : given;
    }

    private static Map<String, Given> fine() {
        Map<String, Given> known = new LinkedHashMap<>();
        Map.of("text", "a", "port", "5432", "host", "db", "bucket", "data", "folder", "/b")
                .forEach((name, value) -> known.put(name, new Given(value, "file")));
        return known;
    }

    @Test
    void it_shows_every_parameter_with_its_value_and_where_that_came_from() {
        Shot.both("form", lab().app());
    }

    @Test
    void it_scrolls_and_marks_what_says_where_the_run_works() {
        Keys keys = to(lab(), "s3_endpoint");
        Shot.both("form-scrolled", keys.app());
    }

    @Test
    void a_known_secret_is_never_shown_and_never_put_into_a_field() {
        Keys keys = to(lab(), "database_password");
        assertThat(keys.text()).contains("set (lab)").doesNotContain("hunter2");
        Shot.both("form-secret-known", keys.app());
        keys.press("Left", "Backspace", "End");
        assertThat(given(keys, "database_password")).isEqualTo(new Given("hunter2-of-the-lab", "lab"));
        keys.type("s3cret");
        assertThat(keys.text()).doesNotContain("s3cret").contains("••••••");
        assertThat(given(keys, "database_password")).isEqualTo(new Given("s3cret", "operator"));
        Shot.both("form-secret-typed", keys.app());
        keys.press("Down");
        assertThat(keys.text()).doesNotContain("s3cret");
        keys.press("Up", "Ctrl-R");
        assertThat(given(keys, "database_password")).isEqualTo(new Given("hunter2-of-the-lab", "lab"));
        assertThat(keys.app().toString()).doesNotContain("hunter2");
    }

    @Test
    void what_is_wrong_is_said_at_the_field_while_it_is_typed() {
        Keys keys = to(small(Map.of()), "port");
        keys.type("70000");
        assertThat(keys.text()).contains("! it must be a port from 1 to 65535");
        keys.press("Backspace");
        assertThat(keys.text()).doesNotContain("it must be a port");
        keys.type("0").press("Down");
        Shot.both("form-refused", keys.app());
    }

    @Test
    void what_is_needed_is_said_when_the_keys_leave_it_and_not_before() {
        Keys keys = small(Map.of());
        assertThat(keys.text()).doesNotContain("! a value is needed");
        keys.press("Enter");
        assertThat(scene(keys).focus()).isEqualTo("text");
        assertThat(keys.app().notice()).isEqualTo("text: a value is needed");
        assertThat(keys.press("Tab").text()).contains("! a value is needed");
    }

    @Test
    void a_known_value_that_does_not_fit_is_said_from_the_start() {
        Keys keys = small(Map.of("port", new Given("99999", "environment")));
        assertThat(keys.text()).contains("! it must be a port").contains("environment");
    }

    @Test
    void defaults_follow_what_they_depend_on_until_they_are_typed() {
        Keys keys = to(small(fine()), "bucket").type("-2");
        assertThat(given(keys, "copy")).isEqualTo(new Given("data-2-copy", "default"));
        to(keys, "copy").type("x");
        assertThat(given(keys, "copy")).isEqualTo(new Given("data-2-copyx", "operator"));
        for (int presses = 0; presses < 7; presses++) {
            keys.press("Up");
        }
        assertThat(scene(keys).focus()).isEqualTo("bucket");
        keys.type("3");
        assertThat(given(keys, "copy").value()).isEqualTo("data-2-copyx");
        assertThat(given(to(keys, "copy").press("Ctrl-R"), "copy")).isEqualTo(new Given("data-23-copy", "default"));
    }

    @Test
    void a_parameter_appears_and_disappears_with_what_it_depends_on() {
        Keys keys = to(small(fine()), "how");
        assertThat(scene(keys).stops()).contains("jobs");
        to(keys, "jobs").press("Backspace").type("7").press("Up", "Up", "Up");
        assertThat(scene(keys).focus()).isEqualTo("how");
        keys.press("Enter", "Down", "Enter");
        assertThat(given(keys, "how")).isEqualTo(new Given("pause", "operator"));
        assertThat(scene(keys).stops()).doesNotContain("jobs");
        assertThat(given(keys, "jobs")).isEqualTo(new Given("4", "default"));
        keys.press("Up", "Space").type("sc").press("Enter");
        assertThat(scene(keys).stops()).contains("jobs");
        assertThat(given(keys, "jobs").value()).isEqualTo("7");
    }

    @Test
    void choices_open_as_a_list_that_typing_narrows_down() {
        Keys keys = to(lab(), "database_sslmode").press("Enter");
        Shot.both("form-choices", keys.app());
        keys.type("ver");
        assertThat(keys.text()).contains("verify-full").contains("2 of 6").doesNotContain("prefer ");
        keys.press("Esc");
        assertThat(given(keys, "database_sslmode").origin()).isEqualTo("default");
        keys.type("req").press("Enter");
        assertThat(given(keys, "database_sslmode")).isEqualTo(new Given("require", "operator"));
        assertThat(scene(keys).focus()).isEqualTo("database_sslrootcert");
    }

    @Test
    void yes_and_no_stand_for_true_and_false() {
        Keys keys = to(small(fine()), "keep");
        assertThat(keys.text()).containsPattern("keep +no");
        keys.type("y").press("Enter");
        assertThat(given(keys, "keep")).isEqualTo(new Given("true", "operator"));
        assertThat(keys.text()).containsPattern("keep +yes");
    }

    @Test
    void what_is_there_is_looked_up_when_a_field_gets_the_keys_and_again_when_it_may_have_changed() {
        Keys keys = to(small(fine()), "context");
        assertThat(offers(keys)).containsExactly("context");
        assertThat(keys.text()).contains("Looking for what is there");
        keys.tell(new Message.Offered("context", List.of("lab", "prod"), Optional.empty()));
        assertThat(keys.text()).contains("One of: lab, prod");
        keys.press("Down", "Up");
        assertThat(offers(keys)).containsExactly("context", "namespace");
        keys.press("Ctrl-U").type("lab").press("Down");
        assertThat(offers(keys)).containsExactly("context", "namespace", "namespace");
        assertThat(((Command.Offer) keys.commands().get(2)).known()).containsEntry("context", "lab");
    }

    private static List<String> offers(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Offer.class::isInstance)
                .map(command -> ((Command.Offer) command).parameter().name())
                .toList();
    }

    @Test
    void trouble_with_looking_is_said_and_typing_still_works() {
        Keys keys = to(small(fine()), "namespace")
                .tell(new Message.Offered("namespace", List.of(), Optional.of("the cluster does not answer")));
        Shot.both("form-trouble", keys.app());
        keys.press("Ctrl-U").type("pachyderm").press("Enter");
        assertThat(given(keys, "namespace")).isEqualTo(new Given("pachyderm", "operator"));
        assertThat(scene(keys).focus()).isEqualTo("bucket");
    }

    @Test
    void a_value_that_is_not_among_those_found_takes_the_same_key_twice() {
        Keys keys = to(small(fine()), "namespace")
                .tell(new Message.Offered("namespace", List.of("default", "pachyderm"), Optional.empty()));
        keys.press("Ctrl-U").type("pachydrem").press("Enter");
        assertThat(scene(keys).focus()).isEqualTo("namespace");
        assertThat(keys.app().notice()).contains("namespace is not among those that were found");
        keys.press("Enter");
        assertThat(scene(keys).focus()).isEqualTo("bucket");
        keys.press("Up").type("x").press("Tab");
        assertThat(keys.text()).contains("! it is not among those that were found");
        keys.press("Ctrl-S");
        assertThat(scene(keys).focus()).isEqualTo("namespace");
        assertThat(opened(keys)).isEmpty();
        keys.press("Ctrl-S");
        assertThat(opened(keys).orElseThrow().values()).containsEntry("namespace", new Given("pachydremx", "operator"));
    }

    private static Optional<Command.Open> opened(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Open.class::isInstance)
                .map(Command.Open.class::cast)
                .findFirst();
    }

    @Test
    void an_empty_field_that_needs_a_value_opens_what_was_found() {
        Map<String, Given> known = fine();
        known.remove("bucket");
        Keys keys = to(small(known), "bucket")
                .tell(new Message.Offered("bucket", List.of("data", "other"), Optional.empty()));
        keys.press("Enter", "Down", "Enter");
        assertThat(given(keys, "bucket")).isEqualTo(new Given("other", "operator"));
    }

    @Test
    void beginning_with_something_wrong_leads_to_the_first_of_it() {
        Keys keys = small(Map.of()).press("Down", "Down", "Down", "Ctrl-S");
        assertThat(scene(keys).focus()).isEqualTo("text");
        assertThat(keys.app().notice()).isEqualTo("text: a value is needed, and 5 more");
        Shot.both("form-begun-too-early", keys.app());
        assertThat(opened(keys)).isEmpty();
    }

    @Test
    void the_button_says_where_it_will_work_and_enter_begins() {
        Keys keys = to(small(fine()), FormScene.BEGIN);
        Shot.both("form-begin", keys.app());
        keys.press("Enter");
        Command.Open open = opened(keys).orElseThrow();
        assertThat(open.book()).isEqualTo("form");
        assertThat(open.mode()).isEqualTo(Mode.RUN);
        assertThat(open.values().keySet())
                .containsExactlyElementsOf(Shelf.FORM.parameters().stream()
                        .map(parameter -> parameter.name())
                        .toList());
        assertThat(open.values())
                .containsEntry("text", new Given("a", "file"))
                .containsEntry("patience", new Given("5m", "default"))
                .containsEntry("password", new Given("", "default"));
        assertThat(keys.scene()).isInstanceOf(OpeningScene.class);
    }

    @Test
    void a_rehearsal_that_lacks_nothing_begins_with_one_key() {
        Keys keys = form(Shelf.BACKUP, Mode.REHEARSAL, Shelf.lab());
        Shot.both("form-rehearsal", keys.app());
        assertThat(opened(keys.press("Enter"))).isPresent();
    }

    @Test
    void a_rehearsal_that_lacks_something_begins_there() {
        Map<String, Given> known = new LinkedHashMap<>(Shelf.lab());
        known.remove("backup_dir");
        assertThat(scene(form(Shelf.BACKUP, Mode.REHEARSAL, known)).focus()).isEqualTo("backup_dir");
        assertThat(scene(form(Shelf.BACKUP, Mode.RUN, known)).focus()).isEqualTo("kubeconfig");
    }

    @Test
    void enter_after_enter_walks_through_a_form_that_is_complete_and_begins() {
        Keys keys = lab();
        for (int presses = 0; presses < 100 && opened(keys).isEmpty(); presses++) {
            keys.press("Enter");
        }
        assertThat(opened(keys)).isPresent();
        assertThat(opened(keys).get().values().values())
                .noneMatch(given -> given.origin().equals("nowhere"));
    }

    @Test
    void escape_leaves_at_once_when_nothing_was_typed_and_asks_otherwise() {
        Keys keys = small(fine()).press("Esc");
        assertThat(keys.commands()).containsExactly(new Command.GiveUp(), new Command.Quit());
        Keys typed = small(fine()).type("b").press("Esc");
        assertThat(typed.commands()).isEmpty();
        assertThat(typed.app().notice()).isEqualTo("what was typed here is lost: Esc again leaves");
        typed.press("Down", "Esc");
        assertThat(typed.commands()).isEmpty();
        assertThat(typed.press("Esc").app().over()).isTrue();
    }

    @Test
    void a_paste_is_text_and_never_begins() {
        Keys keys = small(fine()).paste("line\n");
        assertThat(given(keys, "text").value()).isEqualTo("aline");
        keys.paste("two\nlines");
        assertThat(keys.app().notice()).contains("several lines");
        assertThat(to(keys, FormScene.BEGIN).paste("\n\n").commands()).noneMatch(Command.Open.class::isInstance);
        assertThat(to(small(fine()), "how").paste("pause").app().notice()).isEqualTo("nothing can be pasted here");
    }

    @Test
    void wide_hostile_and_endless_texts_stay_where_they_belong() {
        Runbook book = Shelf.book(
                """
                schema: lifeboat/v1
                id: odd
                title: "とても長い題名 とても長い題名 とても長い題名 とても長い題名 とても長い題名"
                parameters:
                  a_name_that_is_much_longer_than_any_column: {type: string, ask: "長い質問ですか？ 長い質問ですか？ 長い質問ですか？", help: "助け 助け 助け 助け 助け 助け 助け 助け 助け 助け 助け 助け 助け 助け 助け"}
                  wide: {type: string, default: "幅広い文字幅広い文字幅広い文字幅広い文字幅広い文字幅広い文字"}
                  where: {type: context}
                targets:
                  cluster: {cluster: {context: "{{ where }}", namespace: x}}
                identity: [cluster]
                lock: odd
                steps:
                  - id: look
                    title: Look
                    preflight: {checks: [tools], app: pachd, databases: [pachyderm]}
                """);
        Keys keys = to(form(book, Mode.RUN, Map.of()), "where")
                .tell(new Message.Offered(
                        "where",
                        List.of("\u001b[31mred", "\u202eright to left", "x".repeat(200), "日本"),
                        Optional.of("it said \u001b]0;mine\u0007\nand more")))
                .press("Ctrl-O");
        Shot.both("form-hostile", keys.app());
        assertThat(keys.press("Enter").scene()).isInstanceOf(FormScene.class);
        assertThat(keys.text()).contains("! it holds a control character").doesNotContain("\u001b");
    }

    @Test
    void trouble_on_the_way_in_keeps_what_was_typed() {
        Keys keys = to(small(fine()), FormScene.BEGIN).press("Enter");
        keys.tell(new Message.Opening("Looking at the cluster."))
                .tell(new Message.Opening("Taking the lock form/default."))
                .tell(new Message.Trouble("run X has the lock form/default", "Wait, or resume that run."));
        Shot.both("opening-trouble", keys.app());
        int before = keys.commands().size();
        keys.press("r");
        assertThat(keys.commands()).hasSize(before + 1).last().isInstanceOf(Command.Open.class);
        keys.tell(new Message.Trouble("again", "")).press("Esc");
        assertThat(scene(keys).focus()).isEqualTo(FormScene.BEGIN);
        assertThat(given(keys, "text")).isEqualTo(new Given("a", "file"));
    }
}
