package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.NodeAnswers;
import lifeboat.atlas.Nodetool;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.ProcessException;

/** The nodes of a store in Cassandra, and what they are asked without changing anything. */
record AtlasNodes(World world, AtlasPlace place) {
    private static final Duration ASKING = Duration.ofSeconds(60);

    /** What a node said. */
    private record Said(Exit exit, List<String> lines) {}

    /** The nodes that a text names, with commas between them; those of the configuration if it is empty. */
    List<String> named(String given) {
        if (given.isBlank()) {
            return place.config().nodes().stream()
                    .map(node -> node.replaceFirst(":[0-9]+$", ""))
                    .toList();
        }
        return Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .filter(node -> !node.isEmpty())
                .toList();
    }

    Nodetool nodetool() throws PerformException {
        try {
            return new Nodetool(place.ssh(), place.keyspace());
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private Said ask(List<String> argv) throws PerformException, InterruptedException {
        world.checkProgram(argv.get(0));
        try {
            Captured said = world.programs().run(command(argv), ASKING);
            List<String> lines = new ArrayList<>(said.out());
            lines.addAll(said.err());
            return new Said(said.exit(), List.copyOf(lines));
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }

    /** The command of an argument list; ssh finds its agent. */
    static Command command(List<String> argv) {
        return Command.of(argv).inherit("SSH_AUTH_SOCK");
    }

    /** The name of a node's cluster. */
    String clusterName(String node) throws PerformException, InterruptedException {
        try {
            Said said = ask(nodetool().describe(node));
            return NodeAnswers.clusterName(node, said.exit(), said.lines());
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    /** Whether a node knows no such keyspace. */
    boolean isAbsent(String node) throws PerformException, InterruptedException {
        try {
            Said said = ask(nodetool().tables(node));
            return NodeAnswers.isAbsent(node, place.keyspace(), said.exit(), said.lines());
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }
}
