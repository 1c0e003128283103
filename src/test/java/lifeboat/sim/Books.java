package lifeboat.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.ShippedBooks;

/** Small runbooks out of a number, with steps of every class; and the ones that ship. */
final class Books {
    private static final int MANY = 400;
    private static final int SHIPPED_EVERY = 100;

    private final Map<Integer, Runbook> made = new ConcurrentHashMap<>();
    private final Map<String, Undisturbed> undisturbed = new ConcurrentHashMap<>();
    private final List<Runbook> shipped = new ArrayList<>();

    Books() {
        try {
            for (Path file : ShippedBooks.files()) {
                shipped.add(ShippedBooks.load(file));
            }
        } catch (IOException | RunbookException e) {
            throw new AssertionError(e);
        }
    }

    /** The runbook of a seed: one of four hundred small ones, or one of those that ship. */
    Runbook of(long seed) {
        if (Math.floorMod(seed, SHIPPED_EVERY) == SHIPPED_EVERY - 1) {
            return shipped.get((int) Math.floorMod(seed / SHIPPED_EVERY, (long) shipped.size()));
        }
        return made.computeIfAbsent((int) Math.floorMod(seed, (long) MANY), number -> load(text(new Random(number))));
    }

    /** What a runbook with these parameters leaves when nothing goes wrong; played once. */
    Undisturbed undisturbed(Runbook book, Map<String, String> given, Supplier<Undisturbed> played) {
        return undisturbed.computeIfAbsent(book.sha256() + given, key -> played.get());
    }

    /** The seeds of each runbook that ships, so many times. */
    LongStream shipped(int times) {
        return LongStream.range(0, (long) times * shipped.size()).map(number -> SHIPPED_EVERY * (number + 1) - 1);
    }

    private static Runbook load(String text) {
        try {
            return RunbookLoader.load("made.yaml", text.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new AssertionError(e.problems() + "\n" + text, e);
        }
    }

    private static final String HEAD =
            """
            schema: lifeboat/v1
            id: made
            title: A procedure that was made
            summary: For a simulation.
            parameters:
              namespace: {type: string, default: default}
              mood: {type: choice, choices: [calm, wild], default: calm}
              secret: {type: secret, ask: "The password?"}
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: "{{ namespace }}"}
              database:
                database: {host: db, port: "5432", user: u, password: "{{ secret }}", sslmode: disable, root_certificate: ""}
              from:
                bucket: {name: data, endpoint: "", region: "", access_key: "", secret_key: ""}
              to:
                bucket: {name: copy, endpoint: "", region: "", access_key: "", secret_key: ""}
              atlas:
                atlas: {program: atlas, config: /a, config_root: "", version: "", service: "http://s", store: other}
            identity: [cluster]
            lock: made/{{ namespace }}
            """;

    /** First what opens, then what works, then what releases, in the order in which it has to be. */
    private static String text(Random dice) {
        Draft draft = new Draft();
        if (dice.nextInt(4) > 0) {
            draft.step("  - {id: look, title: Look, preflight: {checks: [tools], app: pachd, databases: [a, b]},"
                    + " register: seen}");
            draft.looked = true;
        }
        if (dice.nextInt(3) == 0) {
            draft.hold("told");
            draft.step("  - {id: tell, title: Tell, announce: {message: hello}, holds: told}");
            draft.last.add(0, "  - {id: tell-again, title: Tell again, announce: {message: over}, releases: told}");
        }
        int downs = 1 + dice.nextInt(2);
        for (int i = 1; i <= downs; i++) {
            down(draft, dice, i);
        }
        int works = dice.nextInt(4);
        for (int i = 1; i <= works; i++) {
            work(draft, dice, i);
        }
        if (works > 0 && dice.nextInt(2) == 0) {
            draft.step(
                    "  - {id: manifest, title: Write the manifest, manifest: {}, register: manifest, required: true}");
        }
        return draft.text();
    }

    private static void down(Draft draft, Random dice, int i) {
        boolean required = dice.nextBoolean();
        // What a skipped step would have recorded is not there for who brings the other one back.
        boolean shared = i == 2 && draft.firstIsRequired && dice.nextInt(3) == 0;
        draft.firstIsRequired = required;
        String hold = shared ? "down1" : "down" + i;
        draft.hold(hold);
        String undo = dice.nextInt(3) > 0
                ? "    undo: {scale: {deployment: app" + i + ", replicas: \"{{ had" + i + ".replicas }}\"}}\n"
                : "";
        draft.step("  - id: down" + i + "\n    title: Down " + i + "\n    scale: {deployment: app" + i
                + ", replicas: 0}\n    register: had" + i + "\n    holds: " + hold + "\n" + undo
                + (required ? "    required: true\n" : "")
                + (dice.nextInt(3) == 0 ? "    verify: {drained: {app: app" + i + "}}\n" : "")
                + (dice.nextInt(3) == 0 ? "    probe: {replicas: {deployment: app" + i + ", equals: 0}}\n" : "")
                + (i == 1 ? "    downtime: begin" : "    timeout: 5m"));
        draft.last.add(
                0,
                "  - id: up" + i + "\n    title: Up " + i + "\n    scale: {deployment: app" + i
                        + ", replicas: \"{{ had" + i + ".replicas }}\"}\n"
                        + (shared ? "" : "    releases: " + hold + "\n")
                        + (dice.nextBoolean() ? "    verify: {ready: {deployment: app" + i + "}}\n" : "")
                        + (i == 1 ? "    downtime: end" : "    timeout: 5m"));
    }

    private static void work(Draft draft, Random dice, int i) {
        String mood = dice.nextInt(5) == 0 ? ", when: mood == calm" : "";
        String id = "  - {id: work" + i + ", title: Work " + i + mood;
        int kind = dice.nextInt(10);
        switch (draft.looked || kind != 1 && kind != 2 ? kind : 6) {
            case 0 -> draft.step(id + ", clone: {from: from, to: to}}");
            case 1 ->
                draft.step(id + ", foreach: \"{{ seen.databases }}\", parallel: " + (1 + dice.nextInt(3))
                        + ", dump: {target: database, database: \"{{ item }}\"}, register: dumped" + i
                        + (dice.nextBoolean() ? ", verify: {dumped: {database: \"{{ item }}\"}}" : "") + "}");
            case 2 -> {
                String hold = "halted" + i;
                draft.hold(hold);
                draft.step(id + ", foreach: \"{{ seen.databases }}\", parallel: " + (1 + dice.nextInt(2))
                        + ", run: {argv: [halt, " + "\"{{ item }}\"]}, holds: " + hold
                        + ", undo: {run: {argv: [start, \"{{ item }}\"]}}}");
                draft.last.add(
                        0, "  - {id: start" + i + ", title: Start, run: {argv: [start]}, releases: " + hold + "}");
            }
            case 3 ->
                draft.step(id + ", set_aside: {target: database, database: old" + i + "}, confirm: old" + i
                        + ", register: aside" + i + ", undo: {bring_back: {target: database, database: old" + i
                        + ", aside: \"{{ aside" + i + ".aside }}\"}}}");
            case 4 -> draft.step(id + ", run: {argv: [drop, it]}, effect: destroy, confirm: \"it{{ namespace }}\"}");
            case 5 ->
                draft.step("  - id: work" + i + "\n    title: Work " + i + "\n    parallel: "
                        + (1 + dice.nextInt(2)) + "\n    together:\n      - {id: left" + i
                        + ", title: Left, run: {argv: [left]}"
                        + (dice.nextBoolean() ? ", undo: {run: {argv: [unleft]}}" : "") + "}\n      - {id: right" + i
                        + ", title: Right, scale: {deployment: extra" + i + ", replicas: 2}"
                        + (dice.nextBoolean() ? ", when: mood == calm" : "") + "}");
            case 6 -> draft.step(id + ", manual: {instruction: Do it., evidence: \"Did you?\"}}");
            case 7 -> draft.step(id + ", dump_globals: {target: database}}");
            case 8 -> draft.step(id + ", clean_transactions: {target: atlas, backup: /b, while: down1}, confirm: all}");
            default -> draft.step(id + ", run: {argv: [look, there]}, effect: read}");
        }
    }

    /** A runbook in the making. */
    private static final class Draft {
        private final List<String> holds = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private final List<String> last = new ArrayList<>();
        private boolean looked;
        private boolean firstIsRequired;

        void hold(String hold) {
            if (!holds.contains(hold)) {
                holds.add(hold);
            }
        }

        void step(String step) {
            steps.add(step);
        }

        String text() {
            StringBuilder text = new StringBuilder(HEAD).append("holds:\n");
            holds.forEach(hold -> text.append("  ").append(hold).append(": {means: It is so., by_hand: Change it.}\n"));
            text.append("steps:\n");
            steps.forEach(step -> text.append(step).append('\n'));
            last.forEach(step -> text.append(step).append('\n'));
            return text.toString();
        }
    }
}
