package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunEvent.JournalRecovered;

/** Puts aside what a crash tore off the end of a journal. Being cut off in the middle of this is no harm either. */
final class Recovery {
    private static final String TORN = ".torn";

    private Recovery() {}

    /** Copies the torn bytes to a file of their own, on disk, and only then cuts them off. */
    static void putAside(RunFolder folder, ChainReading reading) throws IOException {
        if (reading.torn().isEmpty()) {
            return;
        }
        ChainReading.Torn torn = reading.torn().get();
        Disk disk = folder.disk();
        Path aside = folder.path().resolve(torn.file() + TORN);
        for (int i = 2; disk.exists(aside); i++) {
            aside = folder.path().resolve(torn.file() + TORN + "." + i);
        }
        disk.replace(aside, torn.bytes());
        try (DurableFile file = disk.open(folder.path().resolve(torn.file()))) {
            file.truncate(torn.offset());
            file.force();
        }
    }

    /** An event for everything that was put aside and that no record tells of yet. */
    static List<RunEvent> unrecorded(RunFolder folder, List<Recorded> events) throws IOException {
        Set<String> known = events.stream()
                .map(Recorded::event)
                .filter(JournalRecovered.class::isInstance)
                .map(event -> ((JournalRecovered) event).sha256())
                .collect(Collectors.toSet());
        List<RunEvent> recovered = new ArrayList<>();
        for (String name : folder.disk().names(folder.path())) {
            if (name.matches("journal(\\.\\d+)?\\.jsonl\\.torn(\\.\\d+)?")) {
                byte[] bytes = folder.disk().read(folder.path().resolve(name));
                if (known.add(Digests.hex(bytes))) {
                    recovered.add(new JournalRecovered(bytes.length, Digests.hex(bytes)));
                }
            }
        }
        return List.copyOf(recovered);
    }
}
