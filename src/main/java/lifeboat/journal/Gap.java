package lifeboat.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.run.Recorded;

/**
 * What of a run's record does not lie in the run's folder, because the disk failed.
 *
 * @param missing what stands in no file at all, in order; it is lost with the process
 * @param elsewhere the files in which the journal went on, in order; with them it is whole again
 * @param folder the run's folder
 */
public record Gap(List<Recorded> missing, List<Path> elsewhere, Path folder) {
    /** What is missing is copied. */
    public Gap {
        missing = List.copyOf(missing);
        elsewhere = List.copyOf(elsewhere);
    }

    /** For people and for the ticket, a line each: that the audit is not whole, why, and what to do about it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("THE AUDIT OF THIS RUN IS NOT WHOLE.");
        if (!elsewhere.isEmpty()) {
            lines.add("It goes on in "
                    + elsewhere.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ". When the disk is well again, before anything else: cp "
                    + elsewhere.stream().map(Path::toString).collect(Collectors.joining(" ")) + " " + folder);
        }
        if (!missing.isEmpty()) {
            lines.add("These " + missing.size() + " records stand in no file. Keep this text:");
            missing.forEach(recorded -> lines.add("  " + AuditText.line(recorded)));
        }
        return List.copyOf(lines);
    }

    static String remembered(int count) {
        return switch (count) {
            case 0 -> "nothing was remembered until now";
            case 1 -> "the record that follows was remembered until now";
            default -> "the " + count + " records that follow were remembered until now";
        };
    }
}
