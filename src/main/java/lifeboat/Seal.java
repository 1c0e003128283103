package lifeboat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.ClockWatch;
import lifeboat.journal.JournalException;
import lifeboat.journal.Keeping;
import lifeboat.journal.seal.Signer;
import lifeboat.process.Masker;
import lifeboat.process.Programs;

/** How this installation keeps its journals: who signs their seals, and what watches the clock. */
record Seal(Wiring wiring) {
    /** Names the operator's own key: a private key's file, or a public key that the agent has the other half of. */
    static final String KEY = "LIFEBOAT_SEAL_KEY";

    /** A clock that was set by less is not told. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Signed by the operator's key if there is one, and by the installation's from the first time on that this one fails. */
    Keeping keeping() throws JournalException {
        Machine machine = wiring.machine();
        Signer local = wiring.state().sealKey();
        Optional<Path> key = machine.variable(KEY).map(Path::of);
        Signer signer = key.<Signer>map(path -> new SshKeygen(programs(machine), path).or(local))
                .orElse(local);
        return Keeping.unsigned(machine.clock())
                .signedBy(signer)
                .watchedBy(new ClockWatch(machine.clock(), System::nanoTime, TOLERANCE));
    }

    static Programs programs(Machine machine) {
        List<Path> path = machine.variable("PATH").map(Programs::searchPath).orElseGet(List::of);
        return new Programs(machine.environment(), path, Masker.NONE);
    }
}
