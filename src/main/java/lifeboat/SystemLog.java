package lifeboat;

import java.time.Duration;
import lifeboat.journal.Anchor;
import lifeboat.journal.Head;
import lifeboat.journal.JournalException;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** The machine's log, through {@code logger}: where it is forwarded to another machine, the head leaves this one. */
record SystemLog(Programs programs) implements Anchor {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public String place() {
        return "the system's log";
    }

    @Override
    public void keep(String runId, Head head) throws JournalException {
        Command command = Command.of(
                "logger",
                "-t",
                "lifeboat",
                "-p",
                "auth.notice",
                "--",
                "audit of run " + runId + " head " + head.text());
        try {
            if (!programs.run(command, TIMEOUT).exit().succeeded()) {
                throw new JournalException("logger failed", "Note the head down yourself: " + head.text());
            }
        } catch (ProcessException e) {
            throw new JournalException(
                    String.valueOf(e.getMessage()), "Note the head down yourself: " + head.text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted", "Note the head down yourself: " + head.text(), e);
        }
    }
}
