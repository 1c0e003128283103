package lifeboat.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.ChainReading.Link;
import lifeboat.journal.ChainReading.Torn;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Segment.Piece;

/**
 * Follows the chain through the files of a journal and says where it breaks, and how.
 *
 * <p>What a crash can leave is told from what it cannot: only what was not yet forced may be missing or garbled, and
 * that is at most the last lines that were written together (they name their {@code unit}), at the end of a file.
 */
final class ChainReader {
    private final List<Link> links = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<Damage> damage = Optional.empty();
    private Optional<Torn> torn = Optional.empty();
    private Optional<String> later = Optional.empty();

    private ChainReader() {}

    /** Reads the files in the order in which they were written. */
    static ChainReading read(List<Segment> segments) {
        ChainReader reader = new ChainReader();
        for (int i = 0; i < segments.size() && reader.sound(); i++) {
            reader.follow(segments.get(i), i > 0);
        }
        return reader.reading(segments);
    }

    private boolean sound() {
        return damage.isEmpty() && later.isEmpty();
    }

    private void follow(Segment segment, boolean continued) {
        if (continued) {
            goOnFrom(segment);
        }
        if (!sound()) {
            return;
        }
        torn.ifPresent(tail -> remarks.add(tail.bytes().length + " bytes at the end of " + tail.file()
                + " were never forced to disk and are left out"));
        torn = Optional.empty();
        List<Piece> pieces = segment.pieces();
        for (int i = 0; i < pieces.size() && sound(); i++) {
            Piece piece = pieces.get(i);
            if (piece.line().isEmpty()) {
                broken(segment, i);
                return;
            }
            accept(segment, i, piece, piece.line().get());
        }
    }

    /**
     * A later file names the last record that was surely on disk; what stands after that one does not count. Only what was
     * forced to disk together can be unsure: who leaves out more than that hides something.
     */
    private void goOnFrom(Segment segment) {
        Optional<Piece> first = segment.pieces().stream().findFirst();
        if (first.isEmpty() || first.get().line().isEmpty()) {
            return;
        }
        Line line = first.get().line().get();
        for (int i = links.size(); i >= 0; i--) {
            Head before = i == 0 ? Head.NONE : links.get(i - 1).head();
            if (before.hash().equals(line.prev()) && before.sequence() + 1 == line.sequence()) {
                leaveOut(links.subList(i, links.size()), segment, first.get());
                return;
            }
        }
    }

    private void leaveOut(List<Link> unsure, Segment segment, Piece first) {
        if (unsure.isEmpty()) {
            return;
        }
        for (int i = 1; i < unsure.size(); i++) {
            if (!ChainReading.together(unsure.get(i - 1), unsure.get(i))) {
                damage = Optional.of(new Damage(
                        Kind.REWRITTEN,
                        unsure.get(0).line().sequence(),
                        segment.name(),
                        first.offset(),
                        "it goes on before " + unsure.size() + " records that were surely on disk"));
                return;
            }
        }
        remarks.add(unsure.size() + " records before " + segment.name() + " were not surely on disk and do not count");
        unsure.clear();
    }

    private void accept(Segment segment, int index, Piece piece, Line line) {
        Head head = head();
        boolean intact = line.intact();
        // A later version may hash otherwise, so a first record of one cannot be judged; after ours it must fit our
        // chain.
        if (line.version() > EventCodec.VERSION && (intact || links.isEmpty())) {
            later = Optional.of("record " + (head.sequence() + 1) + " has version " + line.version()
                    + " of the journal's form; this program reads version " + EventCodec.VERSION);
        } else if (!intact) {
            damage(Kind.EDITED, segment, piece, "it is not what its hash was made of");
        } else if (foreign(line)) {
            damage(Kind.FOREIGN, segment, piece, "it is of run " + line.run().orElse(""));
        } else if (line.sequence() != head.sequence() + 1) {
            outOfOrder(segment, index, piece, line);
        } else if (!line.prev().equals(head.hash())) {
            damage(Kind.REWRITTEN, segment, piece, "the hash before it is not that of the record before it");
        } else {
            links.add(new Link(segment.name(), piece.offset(), line));
        }
    }

    /** A record that was copied from another run's journal has a right hash of its own. */
    private boolean foreign(Line line) {
        return !links.isEmpty()
                && line.run().isPresent()
                && !line.run().equals(links.get(0).line().run());
    }

    private void outOfOrder(Segment segment, int index, Piece piece, Line line) {
        long expected = head().sequence() + 1;
        String found = "record " + line.sequence() + " stands where " + expected + " belongs";
        if (line.sequence() > expected) {
            List<Line> after = laterLines(segment, index);
            boolean elsewhere = after.stream().anyMatch(other -> other.sequence() == expected);
            boolean seal = line.isSealAfter(expected) || after.stream().anyMatch(other -> other.isSealAfter(expected));
            Kind missing = seal ? Kind.SEAL_STRIPPED : Kind.REMOVED;
            damage(elsewhere ? Kind.REORDERED : missing, segment, piece, found);
        } else {
            boolean twice = links.stream().anyMatch(link -> link.line().hash().equals(line.hash()));
            damage(twice ? Kind.REPEATED : Kind.INSERTED, segment, piece, found);
        }
    }

    private void broken(Segment segment, int index) {
        Piece piece = segment.pieces().get(index);
        byte[] tail = segment.from(piece.offset());
        long expected = head().sequence() + 1;
        List<Line> after = laterLines(segment, index);
        boolean sameUnit = after.stream()
                .allMatch(line ->
                        line.unit().isPresent() && line.unit().getAsLong() <= expected && line.sequence() > expected);
        if (sameUnit && tail.length <= Journal.UNIT_LIMIT) {
            torn = Optional.of(new Torn(segment.name(), piece.offset(), tail));
            return;
        }
        boolean gap = !after.isEmpty() && after.get(0).sequence() > expected + 1;
        damage(gap ? Kind.TRUNCATED : Kind.DAMAGED, segment, piece, piece.complaint());
    }

    private static List<Line> laterLines(Segment segment, int index) {
        return segment.pieces().stream()
                .skip(index + 1L)
                .flatMap(piece -> piece.line().stream())
                .filter(Line::intact)
                .toList();
    }

    private void damage(Kind kind, Segment segment, Piece piece, String detail) {
        damage = Optional.of(new Damage(kind, head().sequence() + 1, segment.name(), piece.offset(), detail));
    }

    private Head head() {
        return links.isEmpty() ? Head.NONE : links.get(links.size() - 1).head();
    }

    private ChainReading reading(List<Segment> segments) {
        Segment last = segments.get(segments.size() - 1);
        long end = torn.map(Torn::offset).orElse((long) last.bytes().length);
        return new ChainReading(List.copyOf(links), damage, torn, later, last.name(), end, List.copyOf(remarks));
    }
}
