package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import lifeboat.fault.Tally;
import lifeboat.perform.Performer;
import lifeboat.process.Secret;

/**
 * The secrets of a rehearsal, and everything that is said, logged, written or started while it goes on. Whatever acts for the
 * run tells them all the time, in six encodings.
 */
final class Canaries implements AutoCloseable {
    private static final long LARGEST = 20 << 20;
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<String> spellings = new ArrayList<>();
    private final Set<String> processes = ConcurrentHashMap.newKeySet();
    private final StringBuffer logged = new StringBuffer();
    private final Path lab;
    private final Thread watch = new Thread(this::watch, "canaries");
    private final Handler log = new Handler() {
        private final SimpleFormatter form = new SimpleFormatter();

        @Override
        public void publish(LogRecord message) {
            logged.append(form.format(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private volatile boolean over;

    Canaries(Rehearsed rehearsed) throws Complaint {
        rehearsed.secrets().values().forEach(secret -> spellings.addAll(spellings(secret.value())));
        assertThat(spellings).isNotEmpty();
        lab = rehearsed.lab().directory();
        Logger.getLogger("").addHandler(log);
        watch.setDaemon(true);
        watch.start();
    }

    private static List<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        secret,
                        Base64.getEncoder().encodeToString(bytes).replace("=", ""),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Someone who acts, and tells them. */
    Performer around(Performer live) {
        return new Leaking(live, String.join(" and ", spellings));
    }

    /** What every program that was started has among its arguments and in its environment. */
    private void watch() {
        while (!over) {
            ProcessHandle.current().descendants().forEach(process -> {
                for (String what : List.of("cmdline", "environ")) {
                    read(Path.of("/proc", Long.toString(process.pid()), what)).ifPresent(processes::add);
                }
            });
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** None is in the audit, in what was shown or printed, in the debug log, beside the backup, or with any program. */
    void areNowhere(Tally tally, Path directory, String shown) throws IOException {
        over = true;
        assertThat(shown).contains(Secret.MARK);
        assertThat(processes).hasSizeGreaterThan(1);
        isFree(tally, "what was shown", shown);
        isFree(tally, "the log", logged.toString());
        isFree(tally, "arguments and environments", String.join("\n", processes));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(this::isOurs).toList()) {
                isFree(tally, file.toString(), read(file).orElseThrow());
            }
        }
    }

    /** What the lab keeps for itself is its own, and a backup has what was secret in files that only their owner reads. */
    private boolean isOurs(Path file) {
        try {
            return Files.isRegularFile(file)
                    && !file.startsWith(lab)
                    && Files.size(file) < LARGEST
                    && !file.toString().contains("/secrets/")
                    && !file.endsWith("helm-values.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void isFree(Tally tally, String where, String text) {
        for (String spelling : spellings) {
            tally.injected();
            int at = text.indexOf(spelling);
            assertThat(at < 0)
                    .as(() -> "a secret in " + where + " behind " + text.substring(Math.max(0, at - 60), at))
                    .isTrue();
            tally.survived();
        }
    }

    @Override
    public void close() {
        over = true;
        Logger.getLogger("").removeHandler(log);
    }
}
