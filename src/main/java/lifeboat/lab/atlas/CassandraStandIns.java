package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Three nodes that are directories, a {@code nodetool} that leaves in them what was asked of it, and an {@code ssh} that leads to
 * nothing but them. A node with a file {@code down} does not answer.
 */
final class CassandraStandIns {
    static final List<String> NODES = List.of("cassandra-1", "cassandra-2", "cassandra-3");
    static final String KEYSPACE = "atlas";

    private CassandraStandIns() {}

    /**
     * Writes {@code ssh} and {@code nodetool} beside each other.
     *
     * @return the program {@code ssh}
     */
    static Path install(Path home, Path bin) throws IOException {
        Path nodes = home.resolve("nodes");
        for (String node : NODES) {
            Files.createDirectories(nodes.resolve(node));
        }
        script(
                bin.resolve("nodetool"),
                """
                #!/bin/sh
                # Plays Cassandra's nodetool towards a lab of Lifeboat, and nothing else.
                node='%s'/"$LAB_NODE"
                if [ -z "$LAB_NODE" ] || [ ! -d "$node" ] || [ -e "$node/down" ]; then
                  echo "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused'." >&2
                  exit 1
                fi
                echo "$*" >> "$node/asked"
                case $1 in
                snapshot)
                  [ "$2" = -t ] && [ -n "$4" ] || { echo "nodetool: wrong arguments" >&2; exit 1; }
                  if [ -e "$node/snapshots/$3" ]; then
                    echo "error: Snapshot $3 already exists." >&2
                    exit 2
                  fi
                  mkdir -p "$node/snapshots/$3"
                  echo "$4" > "$node/snapshots/$3/keyspace"
                  echo "Requested creating snapshot(s) for [$4] with snapshot name [$3] and options {skipFlush=false}"
                  echo "Snapshot directory: $3"
                  ;;
                listsnapshots)
                  echo "Snapshot Details:"
                  for one in "$node"/snapshots/*/; do
                    [ -d "$one" ] && echo "$(basename "$one") $(cat "$one/keyspace") _transactions 1.2 KiB 1.2 KiB"
                  done
                  exit 0
                  ;;
                repair)
                  [ "$2 $3 $4" = "--partitioner-range --full --" ] || { echo "nodetool: wrong arguments" >&2; exit 1; }
                  if [ -e "$node/repair-fails" ]; then
                    echo "[2020-01-01 00:00:00,000] Repair session failed with error Endpoint not alive"
                    echo "[2020-01-01 00:00:00,000] Repair command #1 finished in 0 seconds"
                    exit 0
                  fi
                  echo "[2020-01-01 00:00:00,000] Starting repair command #1, repairing keyspace $5"
                  echo "[2020-01-01 00:00:00,000] Repair completed successfully"
                  echo "[2020-01-01 00:00:00,000] Repair command #1 finished in 0 seconds"
                  ;;
                describecluster)
                  printf 'Cluster Information:\\n\\tName: Lab Cluster\\n\\tPartitioner: Murmur3Partitioner\\n'
                  ;;
                *)
                  echo "nodetool: Found unexpected parameters: [$1]" >&2
                  exit 1
                  ;;
                esac
                """
                        .formatted(nodes));
        return script(
                bin.resolve("ssh"),
                """
                #!/bin/sh
                # Plays ssh towards the nodes of a lab of Lifeboat, and nothing else.
                while [ $# -gt 0 ]; do
                  case $1 in
                  -o) shift 2;;
                  --) shift; break;;
                  -*) echo "ssh: unknown option $1" >&2; exit 255;;
                  *) break;;
                  esac
                done
                LAB_NODE=$1
                if [ ! -d '%s'/"$LAB_NODE" ]; then
                  echo "ssh: Could not resolve hostname $LAB_NODE: Name or service not known" >&2
                  exit 255
                fi
                shift
                export LAB_NODE
                PATH='%s':"$PATH" exec sh -c "$*"
                """
                        .formatted(nodes, bin));
    }

    private static Path script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
