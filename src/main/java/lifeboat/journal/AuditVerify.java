package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.journal.seal.AllowedSigners;

/**
 * Checks a journal against its own hashes and seals, and against heads that were kept elsewhere if there are any.
 *
 * @param requireSeal whether a journal without a seal at its end is refused
 * @param requireAnchor whether a journal that could not be compared with a head is refused
 * @param anchors heads that were kept elsewhere, such as in a backup's manifest; each has to fit
 * @param allowed who may sign seals; then every seal has to be signed by one of them
 */
public record AuditVerify(
        boolean requireSeal, boolean requireAnchor, List<Head> anchors, Optional<AllowedSigners> allowed) {
    /** Keeps its own copy. */
    public AuditVerify {
        anchors = List.copyOf(anchors);
    }

    /** With one head at most, and whoever may sign. */
    public AuditVerify(boolean requireSeal, boolean requireAnchor, Optional<Head> anchor) {
        this(requireSeal, requireAnchor, anchor.stream().toList(), Optional.empty());
    }

    /**
     * Checks a journal before a run goes on from it: what a crash tears off is no damage, what somebody changed is.
     *
     * @param anchors heads that were kept elsewhere
     * @throws JournalException if it is corrupt or was tampered with
     */
    public static void beforeGoingOn(RunFolder folder, List<Head> anchors) throws JournalException {
        Verification found = new AuditVerify(false, false, anchors, Optional.empty()).verify(folder);
        if (found.finding() == Finding.CORRUPT) {
            throw new JournalException(
                    "the journal " + folder.journal() + " is corrupt or was tampered with: "
                            + found.damage().map(Damage::toString).orElse(""),
                    "Nothing was done. Compare it with the heads that were kept elsewhere: `lifeboat audit verify "
                            + folder.runId() + "`; then put the right one back.");
        }
    }

    /** Checks a run's journal, with the longer texts that it names. */
    public Verification verify(RunFolder folder) throws JournalException {
        return verify(Replay.segments(folder), Optional.of(folder.artifacts()), Optional.of(folder.runId()));
    }

    /** Checks one file, or the folder of a run wherever it stands. */
    public Verification verify(Path path) throws JournalException {
        if (Files.isDirectory(path)) {
            RunFolder folder =
                    new RunFolder(new RealDisk(), path.toAbsolutePath().normalize());
            return verify(Replay.segments(folder), Optional.of(folder.artifacts()), Optional.empty());
        }
        try {
            Path artifacts = path.toAbsolutePath().resolveSibling(RunFolder.ARTIFACTS);
            boolean there = Files.isDirectory(artifacts, LinkOption.NOFOLLOW_LINKS);
            return verify(
                    List.of(Segment.of(String.valueOf(path.getFileName()), Files.readAllBytes(path))),
                    there ? Optional.of(new Artifacts(new RealDisk(), artifacts)) : Optional.empty(),
                    Optional.empty());
        } catch (IOException e) {
            throw new JournalException(
                    "could not read " + path + ": " + e.getMessage(), "Name a run or a journal's file.", e);
        }
    }

    Verification verify(List<Segment> segments, Optional<Artifacts> artifacts, Optional<String> runId)
            throws JournalException {
        ChainReading reading = ChainReader.read(segments);
        List<String> remarks = new ArrayList<>(reading.remarks());
        Optional<Damage> damage = reading.damage();
        Optional<String> later = reading.later();
        Seals seals = new Seals(allowed, damage.isEmpty());
        for (ChainReading.Link link : reading.links()) {
            if (damage.isPresent() && damage.get().sequence() <= link.line().sequence() || later.isPresent()) {
                break;
            }
            try {
                Optional<Damage> found = content(link, seals, artifacts, runId);
                damage = found.isPresent() ? found : damage;
            } catch (UnknownVersionException e) {
                later = Optional.of("record " + link.line().sequence() + ": " + e.getMessage());
            }
        }
        damage = damage.isPresent() ? damage : againstAnchors(reading);
        damage = damage.isPresent() || later.isPresent() ? damage : seals.signatures();
        later.ifPresent(remarks::add);
        remarks.addAll(seals.remarks());
        if (artifacts.isEmpty()) {
            remarks.add("longer texts were not checked: there is no folder of artifacts beside the file");
        }
        boolean sealed = seals.sealed() && reading.torn().isEmpty();
        boolean anchored = !anchors.isEmpty() && damage.isEmpty() && later.isEmpty();
        Optional<String> torn = reading.torn()
                .map(tail -> "record " + reading.nextSequence() + " at byte " + tail.offset() + " of " + tail.file()
                        + ": " + tail.bytes().length + " bytes at the end are no record; resuming puts them aside");
        return new Verification(
                finding(reading, damage, later, sealed, anchored),
                reading.links().size(),
                reading.head(),
                sealed,
                anchored,
                damage,
                torn,
                List.copyOf(remarks));
    }

    private Finding finding(
            ChainReading reading, Optional<Damage> damage, Optional<String> later, boolean sealed, boolean anchored) {
        if (damage.isPresent()) {
            return damage.get().kind() == Kind.SIGNATURE ? Finding.SIGNATURE : Finding.CORRUPT;
        }
        if (later.isPresent()) {
            return Finding.UNKNOWN_VERSION;
        }
        if (reading.torn().isPresent() || reading.links().isEmpty()) {
            return Finding.TORN;
        }
        if (requireSeal && !sealed) {
            return Finding.UNSEALED;
        }
        return requireAnchor && !anchored ? Finding.UNANCHORED : Finding.INTACT;
    }

    /** What is wrong with a record whose hash is right. */
    private static Optional<Damage> content(
            ChainReading.Link link, Seals seals, Optional<Artifacts> artifacts, Optional<String> runId)
            throws UnknownVersionException {
        Line line = link.line();
        JsonObject record = line.record();
        try {
            String run = record.object("trace").text("id");
            if (runId.isPresent() && !runId.get().equals(run)) {
                return damage(Kind.FOREIGN, link, "it is of run " + run);
            }
            boolean cut = record.object("lifeboat").has("cut");
            if (cut && artifacts.isEmpty()) {
                return seals.next(link, record.object("lifeboat").object("data"));
            }
            JsonObject data = artifacts.isPresent()
                    ? RecordData.inFull(record, artifacts.get())
                    : record.object("lifeboat").object("data");
            EventCodec.recorded(record, data);
            return seals.next(link, data);
        } catch (MalformedJsonException e) {
            return damage(Kind.INSERTED, link, "it is no event of lifeboat: " + e.getMessage());
        } catch (JournalException e) {
            return damage(Kind.ARTIFACT, link, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Damage> againstAnchors(ChainReading reading) {
        if (reading.later().isPresent()) {
            return Optional.empty();
        }
        return anchors.stream()
                .flatMap(kept -> against(kept, reading).stream())
                .min(Comparator.comparingLong(Damage::sequence));
    }

    private static Optional<Damage> against(Head kept, ChainReading reading) {
        if (kept.sequence() > reading.head().sequence()) {
            return Optional.of(new Damage(
                    Kind.ANCHOR,
                    reading.nextSequence(),
                    reading.lastFile(),
                    reading.end(),
                    "it ends before record " + kept.sequence() + ", whose hash was kept elsewhere"));
        }
        for (ChainReading.Link link : reading.links()) {
            if (link.line().sequence() == kept.sequence()) {
                return kept.isOf(link.line().hash())
                        ? Optional.empty()
                        : damage(Kind.ANCHOR, link, "its hash is not the one that was kept elsewhere");
            }
        }
        return Optional.of(new Damage(Kind.ANCHOR, 1, reading.lastFile(), 0, "the head kept elsewhere is not of it"));
    }

    private static Optional<Damage> damage(Kind kind, ChainReading.Link link, String detail) {
        return Optional.of(new Damage(kind, link.line().sequence(), link.file(), link.offset(), detail));
    }
}
