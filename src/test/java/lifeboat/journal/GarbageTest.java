package lifeboat.journal;

import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, reading it as a journal ends in a verdict, and never in anything else. */
class GarbageTest {
    private static final int ROUNDS = Integer.getInteger("lifeboat.garbage.rounds", 20_000);
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "-0",
            "1e9",
            "9007199254740993",
            "\"lifeboat\":{\"chain\":{\"hash\":\"",
            "\"prev\":\"",
            "\"event\":{\"sequence\":1}",
            "\n",
            "\r\n",
            "\u0000",
            "\u202e",
            "\u001b[2J",
            "0".repeat(64),
            "[".repeat(2000),
            "{\"a\":".repeat(1500),
            "9".repeat(400));

    @Test
    @Fault("F60")
    void everyFileGetsAVerdict(Tally tally, @TempDir Path directory) throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(RUN, new byte[] {1});
        try (Journal journal = Journal.create(folder, ENVELOPE, Samples.CLOCK)) {
            journal.append(List.of(Samples.opened()));
            journal.append(List.of(new RunEvent.NoteAdded("one"), new RunEvent.NoteAdded("two")));
            journal.seal();
        }
        byte[] whole = Files.readAllBytes(folder.journal());
        for (int seed = 0; seed < ROUNDS; seed++) {
            tally.injected();
            byte[] bytes = garbage(new Random(seed), whole);
            try {
                Verification found = new AuditVerify(false, false, Optional.empty())
                        .verify(List.of(Segment.of("journal.jsonl", bytes)), Optional.empty(), Optional.empty());
                assertThat(found.lines()).isNotEmpty();
                assertThat(found.finding()).isNotEqualTo(Finding.UNSEALED);
                if (found.finding() == Finding.INTACT) {
                    // Only a beginning of the journal, at the end of a line, is one as well.
                    assertThat(bytes).isEqualTo(Arrays.copyOf(whole, bytes.length));
                    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
                }
            } catch (JournalException | RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            tally.survived();
        }
    }

    private static byte[] garbage(Random random, byte[] whole) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int part = random.nextInt(8); part >= 0; part--) {
            switch (random.nextInt(4)) {
                case 0 ->
                    out.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 1 -> {
                    byte[] noise = new byte[random.nextInt(64)];
                    random.nextBytes(noise);
                    out.writeBytes(noise);
                }
                default -> {
                    int from = random.nextInt(whole.length);
                    out.write(whole, from, random.nextInt(whole.length - from));
                }
            }
        }
        return out.toByteArray();
    }
}
