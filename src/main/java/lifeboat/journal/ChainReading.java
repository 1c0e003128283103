package lifeboat.journal;

import java.util.List;
import java.util.Optional;

/**
 * What the files of a journal hold.
 *
 * @param links the records that stand, up to the first that does not
 * @param damage what is wrong after them, if something is that a crash cannot explain
 * @param torn what a crash left after them, if it left something
 * @param later why the record after them cannot be read by this version, if so
 * @param lastFile the name of the file that is written on
 * @param end where in that file the last good record ends
 * @param remarks what a reader of the audit should know besides
 */
record ChainReading(
        List<Link> links,
        Optional<Damage> damage,
        Optional<Torn> torn,
        Optional<String> later,
        String lastFile,
        long end,
        List<String> remarks) {

    /** A record that stands, and where. */
    record Link(String file, long offset, Line line) {}

    /** Bytes at the end of a file that a crash explains. */
    record Torn(String file, long offset, byte[] bytes) {}

    Head head() {
        if (links.isEmpty()) {
            return Head.NONE;
        }
        Line last = links.get(links.size() - 1).line();
        return new Head(last.sequence(), last.hash());
    }

    /** Where something wrong would show: for messages. */
    long nextSequence() {
        return head().sequence() + 1;
    }
}
