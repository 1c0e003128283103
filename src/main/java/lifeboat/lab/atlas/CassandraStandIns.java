package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import lifeboat.lab.program.Switchboard;

/**
 * Three nodes that are directories, a {@code nodetool} that does there what is asked of it, an {@code ssh} that leads to nothing
 * but them, and a program that brings snapshots from them and back. A node with a file {@code down} does not answer; one with
 * {@code repair-fails} fails as old versions do, with exit code 0.
 */
final class CassandraStandIns {
    static final List<String> NODES = List.of("cassandra-1", "cassandra-2", "cassandra-3");
    static final String KEYSPACE = "atlas";

    private CassandraStandIns() {}

    /** What was written: the program {@code ssh}, and the one that copies snapshots. */
    record Installed(Path ssh, Path copy) {}

    /**
     * Writes {@code ssh}, {@code nodetool} and {@code copy-snapshots} beside each other.
     *
     * @param home where the nodes' directories are made, with the configuration {@code cassandra.yml}
     * @param switchboard where their part that has to know the store is played
     */
    static Installed install(Path home, Path bin, Switchboard switchboard) throws IOException {
        Path nodes = home.resolve("nodes");
        for (String node : NODES) {
            Files.createDirectories(nodes.resolve(node));
        }
        Path config = home.resolve("cassandra.yml");
        Path snapshot = switchboard.install(
                home.resolve("node-snapshot"),
                "a part of Cassandra's nodetool",
                List.of(),
                invocation -> snapshot(config, nodes, invocation.arguments()));
        script(bin.resolve("nodetool"), NODETOOL.formatted(nodes, nodes, snapshot));
        return new Installed(
                script(bin.resolve("ssh"), SSH.formatted(nodes, nodes, bin)),
                script(bin.resolve("copy-snapshots"), COPY.formatted(nodes)));
    }

    /** The part that has to know what is in the store: the node, and the name of the snapshot. */
    private static boolean snapshot(Path config, Path nodes, List<String> arguments) throws IOException {
        try (AtlasTables tables =
                AtlasTables.open(CliConfig.read(config.toString(), "/atlasdb").place())) {
            new CassandraFiles(nodes).snapshot(arguments.get(0), arguments.get(1), tables);
            return true;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static Path script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private static final String NODETOOL =
            """
            #!/bin/sh
            # Plays Cassandra's nodetool towards a lab of Lifeboat, and nothing else.
            node='%s'/"$LAB_NODE"
            schema='%s/schema.cql'
            if [ -z "$LAB_NODE" ] || [ ! -d "$node" ] || [ -e "$node/down" ]; then
              echo "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused'." >&2
              exit 1
            fi
            cd "$node" || exit 1
            echo "$*" >> asked
            keyspace() {
              if [ ! -e "$schema" ] || ! grep -q "^CREATE KEYSPACE $1 " "$schema"; then
                echo "nodetool: Unknown keyspace: $1" >&2
                echo "See 'nodetool help' or 'nodetool help <command>'." >&2
                exit 1
              fi
            }
            tables() {
              sed -n "s/^CREATE TABLE $1..\\([^ ]*\\). (.*/\\1/p" "$schema"
            }
            case $1 in
            snapshot)
              [ "$2" = -t ] && [ -n "$4" ] || { echo "nodetool: wrong arguments" >&2; exit 1; }
              keyspace "$4"
              if [ -n "$(find data -type d -path "*/snapshots/$3" 2>/dev/null)" ]; then
                echo "error: Snapshot $3 already exists." >&2
                exit 2
              fi
              '%s' "$LAB_NODE" "$3" || exit 1
              echo "Requested creating snapshot(s) for [$4] with snapshot name [$3] and options {skipFlush=false}"
              echo "Snapshot directory: $3"
              ;;
            listsnapshots)
              echo "Snapshot Details: "
              echo "Snapshot name  Keyspace name  Column family name  True size  Size on disk"
              for one in data/*/*/snapshots/*/; do
                [ -d "$one" ] || continue
                table=${one#data/*/}
                space=${one#data/}
                echo "$(basename "$one") ${space%%%%/*} ${table%%%%-*} 1.2 KiB 1.2 KiB"
              done
              ;;
            cfstats | tablestats)
              keyspace "$2"
              echo "Keyspace : $2"
              for table in $(tables "$2"); do
                printf '\t\tTable: %%s\n\t\tSSTable count: %%s\n' "$table" \
                  "$(cat loaded 2>/dev/null | grep -c "/$table-[0-9a-f]*/")"
              done
              ;;
            refresh)
              [ "$2" = -- ] && [ -n "$4" ] || { echo "nodetool: wrong arguments" >&2; exit 1; }
              keyspace "$3"
              tables "$3" | grep -qx "$4" || { echo "nodetool: Unknown table $4" >&2; exit 1; }
              for file in "data/$3/$4"-*/*-Data.db; do
                if [ -f "$file" ] && ! grep -qxF "$file" loaded 2>/dev/null; then
                  echo "$file" >> loaded
                fi
              done
              ;;
            repair)
              [ "$2 $3 $4" = "--partitioner-range --full --" ] || { echo "nodetool: wrong arguments" >&2; exit 1; }
              keyspace "$5"
              if [ -e repair-fails ]; then
                echo "[2020-01-01 00:00:00,000] Repair session failed with error Endpoint not alive"
                echo "[2020-01-01 00:00:00,000] Repair command #1 finished in 0 seconds"
                exit 0
              fi
              echo "$6" >> repaired
              echo "[2020-01-01 00:00:00,000] Starting repair command #1, repairing keyspace $5"
              echo "[2020-01-01 00:00:00,000] Repair completed successfully"
              echo "[2020-01-01 00:00:00,000] Repair command #1 finished in 0 seconds"
              ;;
            describecluster)
              printf 'Cluster Information:\n\tName: Lab Cluster\n\tPartitioner: Murmur3Partitioner\n'
              ;;
            *)
              echo "nodetool: Found unexpected parameters: [$1]" >&2
              exit 1
              ;;
            esac
            """;

    private static final String SSH =
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
            if [ -z "$LAB_NODE" ] || [ ! -d '%s'/"$LAB_NODE" ]; then
              echo "ssh: Could not resolve hostname $LAB_NODE: Name or service not known" >&2
              exit 255
            fi
            shift
            export LAB_NODE
            cd '%s'/"$LAB_NODE" || exit 255
            PATH='%s':"$PATH" exec sh -c "$*"
            """;

    private static final String COPY =
            """
            #!/bin/sh
            # Brings snapshots from the nodes of a lab of Lifeboat to a backup, and back; an operator has one of his own.
            set -eu
            nodes='%s'
            case $1 in
            save-schema)
              mkdir -p "$3"
              cp "$nodes/schema.cql" "$3/schema.cql"
              ;;
            save)
              mkdir -p "$5/$2"
              for one in "$nodes/$2/data/$3"/*/snapshots/"$4"; do
                table=${one#"$nodes/$2/data/$3/"}
                mkdir -p "$5/$2/${table%%%%-*}"
                cp "$one"/* "$5/$2/${table%%%%-*}/"
              done
              ;;
            make-schema)
              cp "$3/schema.cql" "$nodes/schema.cql"
              for node in "$nodes"/*/; do
                sed -n "s/^CREATE TABLE $2..\\([^ ]*\\). (.*/\\1/p" "$nodes/schema.cql" | while read -r table; do
                  mkdir -p "$node/data/$2/$table-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
                done
              done
              ;;
            place)
              for one in "$5/$2"/*/; do
                cp "$one"*-* "$nodes/$2/data/$3/$(basename "$one")"-*/
              done
              ;;
            *)
              echo "copy-snapshots: unknown word $1" >&2
              exit 2
              ;;
            esac
            """;
}
