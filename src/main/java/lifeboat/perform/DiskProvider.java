package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a provider's own program snapshots a disk and tells how far it is. The argument lists are those of the providers'
 * documentation; they were run against stand-ins only.
 *
 * @param name {@code aws}, {@code gcloud} or {@code az}
 * @param program the program
 * @param place region, zone or resource group; may be empty for {@code aws}
 */
record DiskProvider(String name, String program, String place) {
    private static final Pattern AWS_ID = Pattern.compile("\"SnapshotId\"\\s*:\\s*\"(snap-[0-9a-zA-Z]+)\"");

    static DiskProvider of(String name, String program, String place) throws PerformException {
        if (!List.of("aws", "gcloud", "az").contains(name)) {
            throw new PerformException(
                    "volumes cannot be snapshotted by " + name, "Choose `csi`, `aws`, `gcloud` or `az`.");
        }
        if (place.isEmpty() && !name.equals("aws")) {
            throw new PerformException(
                    name + " needs to know " + (name.equals("az") ? "the resource group" : "the zone") + " of the disk",
                    "Give the parameter.");
        }
        return new DiskProvider(name, program.isEmpty() ? name : program, place);
    }

    /** The argument list that begins a snapshot. */
    List<String> create(String disk, String snapshot) throws PerformException {
        for (String value : List.of(disk, snapshot, place)) {
            if (value.startsWith("-")) {
                throw new PerformException("'" + value + "' is no name of a disk or a place", "Correct the parameter.");
            }
        }
        return switch (name) {
            case "aws" ->
                region(List.of(
                        program,
                        "ec2",
                        "create-snapshot",
                        "--volume-id",
                        disk,
                        "--description",
                        snapshot,
                        "--output",
                        "json"));
            case "gcloud" ->
                List.of(
                        program,
                        "compute",
                        "disks",
                        "snapshot",
                        disk,
                        "--zone",
                        place,
                        "--snapshot-names",
                        snapshot,
                        "--quiet");
            default ->
                List.of(
                        program,
                        "snapshot",
                        "create",
                        "--resource-group",
                        place,
                        "--name",
                        snapshot,
                        "--source",
                        disk,
                        "--output",
                        "json");
        };
    }

    /** What the provider calls it, out of what the first program printed. */
    String id(String snapshot, String printed) throws PerformException {
        if (!name.equals("aws")) {
            return snapshot;
        }
        Matcher id = AWS_ID.matcher(printed);
        if (!id.find()) {
            throw new PerformException(
                    "aws printed no id of a snapshot", "Look with `aws ec2 describe-snapshots --owner-ids self`.");
        }
        return id.group(1);
    }

    /** The argument list that asks for its state. */
    List<String> look(String id) {
        return switch (name) {
            case "aws" ->
                region(List.of(
                        program,
                        "ec2",
                        "describe-snapshots",
                        "--snapshot-ids",
                        id,
                        "--query",
                        "Snapshots[0].State",
                        "--output",
                        "text"));
            case "gcloud" -> List.of(program, "compute", "snapshots", "describe", id, "--format", "value(status)");
            default ->
                List.of(
                        program,
                        "snapshot",
                        "show",
                        "--resource-group",
                        place,
                        "--name",
                        id,
                        "--query",
                        "provisioningState",
                        "--output",
                        "tsv");
        };
    }

    private List<String> region(List<String> argv) {
        List<String> all = new ArrayList<>(argv);
        if (!place.isEmpty()) {
            all.addAll(List.of("--region", place));
        }
        return List.copyOf(all);
    }

    /** Whether a state means that it is done; an exception if it never will be. */
    Optional<Boolean> done(String state) throws PerformException {
        String word = state.strip();
        if (List.of("error", "FAILED", "Failed", "Canceled").contains(word)) {
            throw new PerformException("the provider says that the snapshot is " + word, "Look at its own messages.");
        }
        return List.of("completed", "READY", "Succeeded").contains(word) ? Optional.of(true) : Optional.empty();
    }
}
