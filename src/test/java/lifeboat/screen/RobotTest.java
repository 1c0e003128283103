package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import lifeboat.terminal.Input;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Somebody who tries every key on every screen, in any order, and pastes, resizes and types in between. */
class RobotTest {
    private static final int SEEDS = 2;
    private static final int STEPS = 200;
    private static final List<Size> SIZES =
            List.of(new Size(60, 15), new Size(80, 24), new Size(120, 40), new Size(200, 60));
    private static final List<String> PASTES = List.of(
            "yes\n",
            "pachyderm\n",
            "one\ntwo\r\nthree",
            "\u001b[2J\u0007\u009b1m\u202e",
            "",
            "\n",
            "日本語\uD83D\uDE80\uD83D",
            "x".repeat(5_000));

    @TestFactory
    Stream<DynamicTest> nothing_that_is_pressed_breaks_a_screen() {
        return Screens.all().entrySet().stream()
                .map(screen -> DynamicTest.dynamicTest(screen.getKey(), () -> {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        walk(screen, new Random(seed));
                    }
                }));
    }

    private static void walk(Map.Entry<String, App> screen, Random random) {
        List<String> steps = new ArrayList<>(List.of(screen.getKey()));
        Keys keys = new Keys(screen.getValue());
        try {
            for (int step = 0; step < STEPS; step++) {
                if (keys.app().over()) {
                    keys = new Keys(screen.getValue());
                    steps.add("(again)");
                }
                step(keys, random, steps);
                look(keys.app(), SIZES.get(random.nextInt(SIZES.size())));
            }
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(String.join(" ", steps), broken);
        }
    }

    private static void step(Keys keys, Random random, List<String> steps) {
        int kind = random.nextInt(100);
        if (kind < 60) {
            App app = keys.app();
            List<Stroke> bound = app.overlay().map(Overlay::bindings).orElse(app.bindings()).all().stream()
                    .flatMap(binding -> binding.strokes().stream())
                    .toList();
            press(keys, bound.get(random.nextInt(bound.size())), steps);
        } else if (kind < 75) {
            press(keys, Stroke.of(Character.toString(' ' + random.nextInt(95))), steps);
        } else if (kind < 85) {
            press(keys, odd(random), steps);
        } else if (kind < 90) {
            String text = PASTES.get(random.nextInt(PASTES.size()));
            steps.add("paste");
            int before = keys.commands().size();
            keys.paste(text);
            assertThat(keys.commands().subList(before, keys.commands().size())).noneMatch(RobotTest::isMoreThanALook);
        } else if (kind < 95) {
            Size size = random.nextInt(6) == 0 ? new Size(9, 3) : SIZES.get(random.nextInt(SIZES.size()));
            steps.add(size.columns() + "x" + size.rows());
            keys.resize(size.columns(), size.rows());
        } else {
            steps.add("told");
            keys.tell(new Message.Tick(Tale.START.plusSeconds(random.nextInt(100_000))));
            keys.tell(new Message.Themed(List.of("dark", "light"), "light"));
            keys.tell(new Message.Said("said \u001b[1m"));
        }
    }

    private static boolean isMoreThanALook(Command command) {
        return command instanceof Command.Ask
                || command instanceof Command.Open
                || command instanceof Command.Resume
                || command instanceof Command.Choose
                || command instanceof Command.Quit;
    }

    private static void press(Keys keys, Stroke stroke, List<String> steps) {
        steps.add(KeyNames.of(stroke));
        keys.press(stroke);
    }

    private static Stroke odd(Random random) {
        Stroke.Key[] all = Stroke.Key.values();
        Stroke.Key key = all[random.nextInt(all.length)];
        String text = key == Stroke.Key.CHARACTER ? Character.toString('a' + random.nextInt(26)) : "";
        return new Stroke(key, text, random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private static void look(App app, Size size) {
        Grid grid = app.draw(size);
        for (int row = 0; row < size.rows(); row++) {
            for (int column = 0; column < size.columns(); column++) {
                String text = grid.text(column, row);
                if (!SafeText.of(text).equals(text)) {
                    throw new AssertionError("not harmless: " + SafeText.of(text));
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> every_key_is_in_the_help() {
        return each(app -> {
            Keys keys = new Keys(app).resize(60, 15);
            List<Binding> bindings = keys.app().bindings().all();
            keys.press("F1", "Home");
            StringBuilder shown = new StringBuilder(keys.text());
            for (int page = 0; page < 20; page++) {
                shown.append(keys.press("PgDn").text());
            }
            assertThat(bindings)
                    .filteredOn(binding -> shown.indexOf(" " + DeedList.keys(binding) + " ") < 0)
                    .isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> no_deed_is_there_twice_and_none_has_only_keys_that_are_typed_into_a_field() {
        return each(app -> {
            assertThat(app.bindings().all()).extracting(Binding::deed).doesNotHaveDuplicates();
            if (app.scene().isTyping()) {
                assertThat(app.scene().bindings().all())
                        .filteredOn(binding -> !binding.strokes().isEmpty())
                        .allMatch(binding -> binding.strokes().stream().anyMatch(stroke -> !stroke.types()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_key_that_does_nothing_now_says_why_and_changes_nothing() {
        return each(app -> {
            for (Binding binding : app.bindings().all()) {
                Optional<String> obstacle = app.obstacle(binding.deed());
                for (Stroke stroke : obstacle.isPresent() ? binding.strokes() : List.<Stroke>of()) {
                    if (app.scene().isTyping() && stroke.types()) {
                        continue;
                    }
                    App.After after = app.update(new Message.Came(new Input.Pressed(stroke, 1)));
                    assertThat(after.app().notice()).isEqualTo("not now: " + obstacle.get());
                    assertThat(after.app().scene()).isEqualTo(app.scene());
                    assertThat(after.commands()).isEmpty();
                    assertThat(obstacle.get()).isNotBlank();
                }
            }
        });
    }

    private interface Look {
        void at(App app);
    }

    private static Stream<DynamicTest> each(Look look) {
        return Screens.all().entrySet().stream()
                .map(screen -> DynamicTest.dynamicTest(screen.getKey(), () -> look.at(screen.getValue())));
    }
}
