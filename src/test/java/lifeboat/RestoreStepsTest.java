package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.JsonPatchOp;
import lifeboat.cluster.Marks;
import lifeboat.cluster.ObjectKind;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.perform.LivePerformer;
import lifeboat.perform.Performer;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Single steps of a restore against a lab: what they refuse, and how they are taken back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway")
class RestoreStepsTest {
    private static final Map<String, String> ELSEWHERE = Map.of("namespace", "default", "deployment", "new");

    @TempDir
    private static Path directory;

    private Rehearsed rehearsed;
    private Session there;
    private Session elsewhere;

    @BeforeAll
    void makeALabAndABackup() throws Exception {
        rehearsed = new Rehearsed(directory, "pachyderm-restore", Map.of());
        there = rehearsed.open(Map.of());
        elsewhere = rehearsed.open(ELSEWHERE);
    }

    @AfterAll
    void end() {
        there.close();
        elsewhere.close();
        rehearsed.close();
    }

    /** One run whose steps are done singly, in whatever order a test wants. */
    private static final class Hand implements Performer.Listener {
        private final List<String> rows = new CopyOnWriteArrayList<>();
        private final Session session;
        private final LivePerformer performer;
        private Run run;
        private int attempts;
        private volatile String enough = "never";
        private volatile boolean seen;

        Hand(Session session) {
            this.session = session;
            this.performer = new LivePerformer(session.world(), step -> List.of(), Voyage.facts(session));
            this.run = session.run();
        }

        void take(RunEvent event) {
            run = run.evolve(new Recorded(0, Instant.EPOCH, event));
        }

        Outcome act(String id, boolean undo) {
            Step step = run.step(new StepId(id));
            Attempt attempt = new Attempt(step.id(), "", undo, ++attempts);
            rows.clear();
            take(new RunEvent.ActionBegun(attempt, Map.of()));
            Outcome outcome = performer.act(run, step, attempt, "", this);
            take(new RunEvent.ActionEnded(attempt, outcome));
            return outcome;
        }

        void done(String id) {
            assertThat(act(id, false)).as(id + " " + rows).isInstanceOf(Outcome.Succeeded.class);
        }

        Preview preview(String id, boolean undo) throws Exception {
            return performer.preview(run, run.step(new StepId(id)), undo);
        }

        Performer.Checked check(String id, int number, String until) {
            enough = until;
            Step step = run.step(new StepId(id));
            return performer.check(run, step, "", step.verify().get(number), this);
        }

        Performer.Finding probe(String id) {
            Step step = run.step(new StepId(id));
            return performer.probe(run, step, new Attempt(step.id(), "", false, attempts), Optional.empty());
        }

        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {
            seen |= text.contains(enough);
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {
            rows.add(severity + " " + name + ": " + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> seen;
        }
    }

    private static Outcome.Failed refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.guard()).as(failed.toString()).isTrue();
        return failed;
    }

    /** The hand's backup with other facts about the database pachyderm. */
    private static Path changed(Hand hand, String name, Map<String, Object> facts) throws Exception {
        Path from = Path.of(hand.run.identities().get("backup").get("directory"));
        Path to = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.skip(1).toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        Map<String, Object> fields = new TreeMap<>();
        ((Map<?, ?>) CanonicalJson.read(Files.readAllBytes(to.resolve("manifest.json"))))
                .forEach((key, value) -> fields.put((String) key, value));
        List<Object> databases = new ArrayList<>();
        for (Object database : (List<?>) fields.get("databases")) {
            Map<String, Object> one = new TreeMap<>();
            ((Map<?, ?>) database).forEach((key, value) -> one.put((String) key, value));
            if (one.get("name").equals("pachyderm")) {
                one.putAll(facts);
            }
            databases.add(one);
        }
        fields.put("databases", databases);
        Files.delete(to.resolve("manifest.json"));
        Manifest.write(BackupFolder.open(to), fields);
        hand.take(new RunEvent.IdentityObserved("backup", Map.of("directory", to.toString())));
        return to;
    }

    @Test
    void aLocaleThatTheServerLacksAndADiskThatIsTooSmallAreRefused() throws Exception {
        Hand hand = new Hand(there);
        hand.done("preflight");
        assertThat(hand.rows).anyMatch(row -> row.startsWith("PASS ports: free: the node ports 30600, 30650,"));
        changed(hand, "foreign", Map.of("collation", "xx_YY.UTF-8", "bytes", 1L << 52));

        Outcome.Failed failed = refused(hand.act("preflight", false));

        assertThat(failed.reason())
                .contains("the server does not know the locale xx_YY.UTF-8 of pachyderm")
                .contains("free on the database server");
        assertThat(failed.hint()).contains("localedef").contains("Make room there.");
    }

    @Test
    void membershipsAreGrantedAndFoundAgain() throws Exception {
        Hand hand = new Hand(there);
        hand.done("read-backup");
        Path folder = changed(hand, "members", Map.of());
        Files.writeString(
                folder.resolve("postgres/globals.sql"),
                """
                CREATE ROLE pachyderm;
                ALTER ROLE pachyderm WITH NOSUPERUSER INHERIT LOGIN;
                CREATE ROLE readers;
                ALTER ROLE readers WITH NOSUPERUSER INHERIT NOLOGIN;
                GRANT readers TO pachyderm WITH ADMIN OPTION GRANTED BY postgres;
                """);
        Preview before = hand.preview("create-roles", false);
        assertThat(before.changes())
                .extracting(change -> change.object() + ": " + change.field())
                .containsExactly("role readers: role", "role pachyderm: member of readers");
        assertThat(hand.probe("create-roles").verdict()).contains(Verdict.DID_NOT);

        hand.done("create-roles");

        assertThat(hand.probe("create-roles").verdict()).contains(Verdict.TOOK_EFFECT);
        hand.done("create-roles");
    }

    @Test
    void anImageOfAnotherVersionIsNotWhatWasInstalled() throws Exception {
        Hand hand = new Hand(there);
        hand.done("preflight");
        Cluster cluster = hand.session.world().cluster(hand.run, "cluster");
        String path = "/spec/template/spec/containers/0/image";
        Change change = cluster.patch(
                ObjectKind.DEPLOYMENT,
                "pachd",
                List.of(
                        JsonPatchOp.test(path, "pachyderm/pachd:2.8.10"),
                        JsonPatchOp.replace(path, "pachyderm/pachd:2.8.9")),
                new Marks(hand.run.id(), "image", 99));
        assertThat(change).isInstanceOf(Change.Applied.class);

        long deadline = System.nanoTime() + 60_000_000_000L;
        Performer.Checked checked;
        do {
            // Until the first of its pods was replaced it still runs what was installed.
            checked = hand.check("install", 0, "run pachyderm/pachd:2.8.9, wanted is 2.8.10");
        } while (checked.severity() == Severity.PASS && System.nanoTime() < deadline);

        assertThat(checked.severity()).isEqualTo(Severity.FAIL);
        assertThat(checked.detail()).endsWith("of pachd run pachyderm/pachd:2.8.9, wanted is 2.8.10");
    }

    @Test
    void inAnotherNamespaceTakenNodePortsAreRefusedOrDroppedAndAFailedInstallIsTakenBack() throws Exception {
        Hand hand = new Hand(elsewhere);
        Outcome.Failed taken = refused(hand.act("preflight", false));
        assertThat(taken.reason())
                .contains("the service pachyderm/pachd has the node ports 30600, 30650, 30656, 30657, 30658");
        assertThat(taken.hint()).contains("node_ports: drop");

        hand.take(new RunEvent.ParameterGiven("node_ports", "drop", false, "test"));
        hand.done("preflight");
        assertThat(hand.rows).anyMatch(row -> row.startsWith("WARN ports: pachd gets none"));
        Preview edits = hand.preview("edit-values", false);
        assertThat(edits.changes())
                .contains(new Preview.Change("helm values", "pachd.service.type", "NodePort", "ClusterIP"));
        hand.done("edit-values");

        Path fault = rehearsed.lab().directory().resolve("helm/fail-after");
        Files.writeString(fault, "4");
        assertThat(hand.act("install", false))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.guard())
                        .isFalse());
        assertThat(hand.preview("install", false).warnings())
                .anyMatch(warning -> warning.startsWith("Helm has pachyderm in revision 1 (failed)"));
        assertThat(refused(hand.act("install", false)).hint()).startsWith("Take this step back first");
        assertThat(refused(hand.act("preflight", false)).reason())
                .contains("Helm has pachyderm in revision 1 (failed), which is not deployed");
        Preview back = hand.preview("install", true);
        assertThat(back.changes())
                .containsExactly(
                        new Preview.Change("release pachyderm", "status", "revision 1 (failed)", "(uninstalled)"));
        assertThat(hand.act("install", true)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(hand.preview("install", false).warnings()).isEmpty();
        hand.done("install");
        assertThat(hand.act("install", true)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aRenameIsTakenBackUnlessTheNameIsTaken() throws Exception {
        Hand hand = new Hand(there);
        hand.done("preflight");
        hand.done("set-aside-dex");
        assertThat(hand.preview("set-aside-dex", true).warnings()).isEmpty();
        hand.done("restore-dex");

        assertThat(hand.preview("set-aside-dex", true).warnings())
                .containsExactly("the name dex is taken: there is a database of that name; the step will refuse");
        Outcome.Failed taken = refused(hand.act("set-aside-dex", true));
        assertThat(taken.reason()).isEqualTo("the name dex is taken: there is a database of that name");

        assertThat(hand.act("restore-dex", true)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(hand.act("set-aside-dex", true))
                .isInstanceOfSatisfying(Outcome.Succeeded.class, back -> assertThat(back.summary())
                        .endsWith(" is dex again"));
        assertThat(hand.act("set-aside-dex", true))
                .isInstanceOfSatisfying(Outcome.Succeeded.class, back -> assertThat(back.summary())
                        .isEqualTo("dex has its name already"));
    }
}
