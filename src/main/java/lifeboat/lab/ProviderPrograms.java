package lifeboat.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Plays {@code aws}, {@code gcloud} and {@code az} as far as snapshots of disks go: a snapshot is begun at once and ready at
 * the second look. Anything else is refused.
 */
final class ProviderPrograms {
    private static final String HEAD =
            """
            #!/bin/sh
            # Plays the program of a cloud provider towards a lab of Lifeboat, as far as snapshots go.
            disks=%s
            mkdir -p "$disks"
            begin() { printf 'looked 0\\n' > "$disks/$1"; }
            # Prints the state of a snapshot: the first word at the first look, the second from then on.
            state() {
              [ -f "$disks/$1" ] || { echo "snapshot $1 not found" >&2; exit 254; }
              if grep -q 'looked 0' "$disks/$1"; then printf 'looked 1\\n' > "$disks/$1"; echo "$2"; else echo "$3"; fi
            }
            # The value behind an option.
            of() { want=$1; shift; while [ $# -gt 1 ]; do [ "$1" = "$want" ] && { echo "$2"; return; }; shift; done; }
            """;
    private static final String AWS =
            """
            case "$1 $2" in
              "ec2 create-snapshot")
                volume=$(of --volume-id "$@")
                case "$volume" in vol-*) ;; *) echo "InvalidParameterValue: $volume is no volume" >&2; exit 254 ;; esac
                id=snap-0$(printf '%s' "$volume$(of --description "$@")" | cksum | cut -d' ' -f1)
                begin "$id"
                printf '{\\n    "SnapshotId": "%s",\\n    "State": "pending"\\n}\\n' "$id" ;;
              "ec2 describe-snapshots") state "$(of --snapshot-ids "$@")" pending completed ;;
              *) echo "aws: this is the lab's; it knows only snapshots" >&2; exit 252 ;;
            esac
            """;
    private static final String GCLOUD =
            """
            case "$1 $2 $3" in
              "compute disks snapshot") begin "$(of --snapshot-names "$@")" ;;
              "compute snapshots describe") state "$4" CREATING READY ;;
              *) echo "gcloud: this is the lab's; it knows only snapshots" >&2; exit 2 ;;
            esac
            """;
    private static final String AZ =
            """
            case "$1 $2" in
              "snapshot create") begin "$(of --name "$@")"; echo '{"provisioningState": "Creating"}' ;;
              "snapshot show") state "$(of --name "$@")" Creating Succeeded ;;
              *) echo "az: this is the lab's; it knows only snapshots" >&2; exit 2 ;;
            esac
            """;

    private ProviderPrograms() {}

    /** Writes them beside the lab's other programs. */
    static void install(Path lab) throws IOException {
        String head = HEAD.formatted("'" + lab.resolve("disks").toString().replace("'", "'\\''") + "'");
        write(lab.resolve("bin/aws"), head + AWS);
        write(lab.resolve("bin/gcloud"), head + GCLOUD);
        write(lab.resolve("bin/az"), head + AZ);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
