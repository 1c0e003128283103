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
    record Link(String file, long offset, Line line) {
        Head head() {
            return new Head(line.sequence(), line.hash());
        }
    }

    /** Bytes at the end of a file that a crash explains. */
    record Torn(String file, long offset, byte[] bytes) {}

    Head head() {
        return links.isEmpty() ? Head.NONE : links.get(links.size() - 1).head();
    }

    /** The last record with those that were forced to disk together with it; none if there is no record. */
    List<Link> lastUnit() {
        int first = links.size() - 1;
        while (first > 0 && together(links.get(first - 1), links.get(first))) {
            first--;
        }
        return links.subList(Math.max(0, first), links.size());
    }

    /** Whether two records, one after the other, were forced to disk at once. */
    static boolean together(Link one, Link next) {
        return one.file().equals(next.file())
                && one.line().unit().isPresent()
                && one.line().unit().equals(next.line().unit());
    }

    /** Where something wrong would show: for messages. */
    long nextSequence() {
        return head().sequence() + 1;
    }
}
