package lifeboat.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code audit verify} found.
 *
 * @param records how many records stand
 * @param head the last of them
 * @param sealed whether the run was left or closed, and it ends in a seal that matches
 * @param anchored whether a head that was kept elsewhere was found in it
 * @param damage what is wrong, for {@link Finding#CORRUPT} and {@link Finding#SIGNATURE}
 * @param torn in words, what a crash left at the end
 * @param remarks what else a reader should know
 */
public record Verification(
        Finding finding,
        long records,
        Head head,
        boolean sealed,
        boolean anchored,
        Optional<Damage> damage,
        Optional<String> torn,
        List<String> remarks) {

    /** The outcomes, each with the exit code of {@code audit verify}. */
    public enum Finding {
        INTACT(0),
        TORN(10),
        CORRUPT(11),
        UNSEALED(12),
        UNANCHORED(13),
        SIGNATURE(14),
        UNKNOWN_VERSION(15);

        private final int exitCode;

        Finding(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of {@code audit verify}. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** The report for people, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(verdict());
        lines.add((anchored ? "ANCHORED" : "UNANCHORED") + " " + (sealed ? "SEALED" : "UNSEALED"));
        lines.add("records " + records + ", head " + head.sequence() + ":" + head.hash());
        lines.addAll(remarks);
        if (finding == Finding.INTACT && !anchored) {
            lines.add("records cut off at the end, or hashes all made anew, would not show:"
                    + " nothing kept elsewhere was compared");
        }
        return List.copyOf(lines);
    }

    private String verdict() {
        return switch (finding) {
            case INTACT -> "OK";
            case TORN -> "TORN " + torn.orElse("");
            case CORRUPT -> "CORRUPT " + damage.map(Damage::toString).orElse("");
            case UNSEALED ->
                "UNSEALED: it does not end in the seal of a run that was left or closed, and one is required";
            case UNANCHORED -> "UNANCHORED: no head kept elsewhere was compared, and that is required";
            case SIGNATURE -> "SIGNATURE " + damage.map(Damage::toString).orElse("");
            case UNKNOWN_VERSION -> "UNKNOWN VERSION " + String.join("; ", remarks);
        };
    }
}
