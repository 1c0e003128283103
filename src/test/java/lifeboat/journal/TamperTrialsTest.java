package lifeboat.journal;

import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Forger.Attack;
import lifeboat.journal.Forger.Forged;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.seal.AllowedSigners;
import lifeboat.journal.seal.SealException;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of tampering, many times over, is convicted; and a verifier that shares no line with ours says the same. */
@Fault("F60")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperTrialsTest {
    private static final int TRIALS = 12_000;
    private static final int COMPARED = 600;
    private static final int COMPARED_WITH_SIGNATURES = 60;
    private static final Path VERIFIER = Path.of("src", "test", "python", "audit_verify.py");

    private final Forger.Key operator = fresh();
    private final Forger.Key stranger = fresh();
    private List<String> whole = List.of();
    private Head head = Head.NONE;
    private AllowedSigners allowed = signers(operator);

    private static Forger.Key fresh() {
        try {
            return Forger.Key.fresh();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AllowedSigners signers(Forger.Key key) {
        try {
            return AllowedSigners.parse(List.of("mira " + key.open().line()));
        } catch (SealException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void write(@TempDir Path directory) throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(RUN, new byte[] {1});
        List<RunEvent> events = new ArrayList<>(Samples.oneOfEach().subList(0, 8));
        events.add(new RunEvent.RunClosed("done", ""));
        try (Journal journal = Journal.create(folder, ENVELOPE, Forger.keeping(operator))) {
            for (RunEvent event : events) {
                journal.append(List.of(event));
            }
            journal.seal();
            head = journal.head();
        }
        whole = List.copyOf(Files.readAllLines(folder.journal()));
    }

    private Verification verify(byte[] bytes, Optional<Head> anchor) throws Exception {
        return new AuditVerify(true, false, anchor.stream().toList(), Optional.of(allowed))
                .verify(List.of(Segment.of("journal.jsonl", bytes)), Optional.empty(), Optional.of(RUN));
    }

    private Forged forged(long seed) throws Exception {
        Random random = new Random(seed);
        Attack attack = Attack.values()[(int) (seed % Attack.values().length)];
        return new Forger(whole, random, stranger).forge(attack);
    }

    @Test
    void theUntouchedJournalIsIntact() throws Exception {
        Verification found = verify(Forger.bytes(whole), Optional.of(head));
        assertThat(found.finding()).isEqualTo(Finding.INTACT);
        assertThat(found.lines())
                .startsWith("OK", "ANCHORED SEALED")
                .contains("seals signed by " + operator.open().fingerprint() + " (mira)");
    }

    @Test
    void everyTrialIsConvictedOfTheRightKind(Tally tally) throws Exception {
        Long only = Long.getLong("lifeboat.tamper.seed");
        for (long seed = only == null ? 0 : only; seed < (only == null ? TRIALS : only + 1); seed++) {
            tally.injected();
            try {
                convict(seed);
            } catch (AssertionError e) {
                throw new AssertionError("replay with -DargLine=-Dlifeboat.tamper.seed=" + seed, e);
            }
            tally.survived();
        }
    }

    private void convict(long seed) throws Exception {
        Forged forged = forged(seed);
        Verification found = verify(forged.bytes(), Optional.empty());
        assertThat(found.finding()).isIn(forged.findings());
        if (found.finding() == Finding.CORRUPT || found.finding() == Finding.SIGNATURE) {
            Damage damage = found.damage().orElseThrow();
            assertThat(damage.kind()).isIn(forged.kinds());
            if (forged.sequence() > 0) {
                assertThat(damage.sequence()).isEqualTo(forged.sequence());
            }
        }
        if (seed % 4 == 0 && found.finding() != Finding.CORRUPT && found.finding() != Finding.UNKNOWN_VERSION) {
            Verification anchored = verify(forged.bytes(), Optional.of(head));
            assertThat(anchored.finding()).isEqualTo(Finding.CORRUPT);
            assertThat(anchored.damage().map(Damage::kind)).contains(Kind.ANCHOR);
        }
    }

    @Test
    void noRunGoesOnFromAJournalThatWasTamperedWith(Tally tally, @TempDir Path directory) throws Exception {
        for (long seed = 0; seed < 120; seed++) {
            Forged forged = forged(seed);
            if (verify(forged.bytes(), Optional.empty()).finding() != Finding.CORRUPT) {
                continue;
            }
            tally.injected();
            RunFolder folder = new StateDirectory(directory.resolve("state-" + seed)).create(RUN, new byte[] {1});
            Files.write(folder.journal(), forged.bytes());
            assertThatThrownBy(() -> AuditVerify.beforeGoingOn(folder, List.of()))
                    .as("seed %d", seed)
                    .isInstanceOf(JournalException.class);
            assertThat(folder.journal()).hasBinaryContent(forged.bytes());
            tally.survived();
        }
    }

    @Test
    void anIndependentVerifierSaysTheSame(Tally tally, @TempDir Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", VERIFIER.toString(), "--require-seal"));
        List<String> ours = new ArrayList<>();
        for (long seed = 0; seed < COMPARED; seed++) {
            byte[] bytes = seed % 40 == 39 ? Forger.bytes(whole) : forged(seed).bytes();
            Verification found = new AuditVerify(true, false, Optional.empty())
                    .verify(List.of(Segment.of("journal.jsonl", bytes)), Optional.empty(), Optional.of(RUN));
            if (found.finding() != Finding.SIGNATURE) {
                ours.add(verdict(found));
                command.add(
                        Files.write(directory.resolve(seed + ".jsonl"), bytes).toString());
            }
        }
        assertThat(lines(command)).isEqualTo(ours);
        tally.survived(ours.size());
    }

    @Test
    void anIndependentVerifierSaysTheSameOfSignaturesAndHeads(Tally tally, @TempDir Path directory) throws Exception {
        lines(List.of("ssh-keygen", "-?"));
        Path file = Files.writeString(
                directory.resolve("allowed"), "mira " + operator.open().line() + "\n");
        List<String> command = new ArrayList<>(
                List.of("python3", VERIFIER.toString(), "--require-seal", "--allowed-signers", file.toString()));
        List<String> ours = new ArrayList<>();
        for (long seed = 0; seed < COMPARED_WITH_SIGNATURES; seed++) {
            byte[] bytes = seed == 0 ? Forger.bytes(whole) : forged(seed).bytes();
            ours.add(verdict(verify(bytes, Optional.empty())));
            command.add(Files.write(directory.resolve(seed + ".jsonl"), bytes).toString());
        }
        assertThat(lines(command)).isEqualTo(ours);
        command.addAll(2, List.of("--head", head.code()));
        List<String> anchored = new ArrayList<>();
        for (long seed = 0; seed < COMPARED_WITH_SIGNATURES; seed++) {
            anchored.add(
                    verdict(verify(Files.readAllBytes(directory.resolve(seed + ".jsonl")), Head.parse(head.code()))));
        }
        assertThat(lines(command)).isEqualTo(anchored);
        tally.survived(2L * COMPARED_WITH_SIGNATURES);
    }

    private static String verdict(Verification found) {
        int code = found.finding().exitCode();
        return switch (found.finding()) {
            case CORRUPT, SIGNATURE ->
                code + " " + found.damage().orElseThrow().sequence() + " "
                        + found.damage().orElseThrow().kind();
            case TORN -> code + " " + (found.records() + 1) + " TORN";
            case UNKNOWN_VERSION -> code + " " + (found.records() + 1) + " VERSION";
            case UNSEALED -> code + " 0 UNSEALED";
            default -> code + " 0 OK";
        };
    }

    private static List<String> lines(List<String> command) throws Exception {
        Process started = null;
        try {
            started = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no " + command.get(0) + " here");
        }
        Process process = Objects.requireNonNull(started);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
