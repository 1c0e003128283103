package lifeboat.lab.pachctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that the stand-in knows. */
final class Commands {
    private static final List<String> GROUPS = List.of("config", "enterprise", "get", "inspect", "license", "list");
    private static final List<String> FLAGS_OF_PROJECTS = List.of("all-projects", "project");
    private static final Map<String, String> LISTS = Map.of(
            "pipeline", "PROJECT NAME VERSION INPUT CREATED STATE / LAST JOB DESCRIPTION",
            "repo", "PROJECT NAME CREATED SIZE (MASTER) DESCRIPTION",
            "project", "ACTIVE PROJECT CREATED DESCRIPTION",
            "job", "ID SUBJOBS PROGRESS CREATED MODIFIED");
    private static final String PAUSED = "NOTE: this pachd instance is currently paused";

    private final PachctlWorld world;
    private final PachctlConfig config;
    private final Release release;
    private final Instant now;

    Commands(PachctlWorld world, PachctlConfig config, Release release, Instant now) {
        this.world = world;
        this.config = config;
        this.release = release;
        this.now = now;
    }

    /**
     * Runs one command.
     *
     * @param in what its caller has on standard input; read only by what wants it
     */
    Reply run(List<String> given, InputStream in) {
        Arguments arguments = Arguments.parse(given);
        if (arguments.complaint().isPresent()) {
            return Reply.error(arguments.complaint().get());
        }
        try {
            return run(arguments, in);
        } catch (IOException e) {
            return Reply.error(String.valueOf(e.getMessage()));
        }
    }

    private Reply run(Arguments arguments, InputStream in) throws IOException {
        List<String> words = arguments.words();
        for (String flag : FLAGS_OF_PROJECTS) {
            if (arguments.flags().containsKey(flag) && !release.knowsProjects()) {
                return Reply.error("unknown flag: --" + flag);
            }
        }
        if (arguments.line().matches("config (get|set|update) context")) {
            String usage = "Usage:\n  pachctl " + arguments.line() + " <context> [flags]\n";
            return release.countsWords() ? Reply.error("expected 1 argument, got 0\n\n" + usage) : Reply.ok(usage);
        }
        switch (arguments.line()) {
            case "version":
                return arguments.clientOnly() ? Reply.ok(release.text() + "\n") : version(arguments);
            case "inspect cluster":
                return inspect(arguments);
            case "config list context":
                return config.list();
            case "config get active-context":
            case "config get active-enterprise-context":
                return config.get(words.get(2));
            default:
                // What follows has a name among its words.
        }
        if (words.size() == 4 && arguments.line().startsWith("config get context ")) {
            return config.context(words.get(3));
        }
        if (words.size() == 4 && arguments.line().matches("config set active-(enterprise-)?context .*")) {
            if (arguments.flags().containsKey("overwrite")) {
                // It is a flag of `config set context`; a page for 2.0 has it here.
                return Reply.error("unknown flag: --overwrite");
            }
            return config.set(words.get(2), words.get(3));
        }
        if (words.size() == 4 && arguments.line().startsWith("config update context ")) {
            return config.update(
                    words.get(3),
                    arguments.flag("pachd-address"),
                    arguments.flags().containsKey("remove-cluster-deployment-id"));
        }
        if (words.size() == 4 && arguments.line().startsWith("config set context ")) {
            return config.create(words.get(3), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        boolean lists = words.size() == 2 && words.get(0).equals("list") && LISTS.containsKey(words.get(1));
        if (lists && (release.knowsProjects() || !words.get(1).equals("project"))) {
            return list(words.get(1), arguments);
        }
        if (words.size() == 3 && arguments.line().startsWith("get file ")) {
            return file(words.get(2), arguments.flag("output"));
        }
        if (words.size() > 1 && words.get(0).matches("enterprise|license") && release.droppedEnterprise()) {
            return Reply.error("Deprecated. Please don't use.");
        }
        if (arguments.line().equals("license list-clusters")) {
            return licensed(data -> Reply.ok(data.clusters()));
        }
        if (arguments.line().equals("enterprise get-state")) {
            return arguments.flags().containsKey("enterprise")
                    ? licensed(data -> Reply.ok(data.state()))
                    : reached(
                            config.activeContext(),
                            (cluster, pachds) -> Reply.ok(data(cluster).state()));
        }
        return words.size() > 1 && words.get(0).equals("enterprise") && release.knowsPause()
                ? enterprise(words)
                : unknown(words);
    }

    /** A question to the licence service behind the enterprise context. */
    private interface Licensed {
        Reply by(EnterpriseData data) throws IOException;
    }

    private Reply licensed(Licensed question) throws IOException {
        String context = config.activeEnterpriseContext();
        return noted(context, reached(context, (cluster, pachds) -> question.by(data(cluster))));
    }

    private EnterpriseData data(PachctlCluster cluster) {
        return new EnterpriseData(new PachData(world, cluster, release.knowsProjects()), release);
    }

    private Reply noted(String context, Reply reply) {
        String using = "Using enterprise context: " + context;
        return release.notesOnStandardError() ? reply.noting(using) : reply.saying(using);
    }

    private Reply inspect(Arguments arguments) throws IOException {
        boolean raw = arguments.flags().containsKey("raw");
        if (raw && !release.inspectsRaw()) {
            return Reply.error("unknown flag: --raw");
        }
        return reached(config.activeContext(), (cluster, pachds) -> {
            if (pachds.version().matches("2\\.7\\.[01]") && !pachds.serve()) {
                // These two releases look up projects here, which a paused pachd does not have, and crash.
                return Reply.error("rpc error: code = Unavailable desc = error reading from server: EOF");
            }
            if (!raw) {
                return Reply.ok(cluster.id() + "\n");
            }
            return Reply.ok("{\n  \"id\": \"" + cluster.id() + "\",\n  \"deployment_id\": \"" + cluster.deploymentId()
                    + "\"" + (pachds.serve() ? "" : ",\n  \"paused\": true") + "\n}\n");
        });
    }

    private Reply version(Arguments arguments) throws IOException {
        String context =
                arguments.flags().containsKey("enterprise") ? config.activeEnterpriseContext() : config.activeContext();
        String head = row("COMPONENT", "VERSION") + row("pachctl", release.text());
        Reply server = reached(context, (cluster, pachds) -> {
            if (pachds.serve()) {
                return Reply.ok(row("pachd", pachds.version()));
            }
            Reply refused = Reply.error("pachd               (version unknown) : error connecting to pachd server at"
                    + " address (" + address(context) + "): unknown service versionpb_v2.API\n\n"
                    + "please make sure pachd is up (`kubectl get all`) and portforwarding is enabled");
            return release.notesThatItIsPaused() ? refused.noting(PAUSED) : refused;
        });
        return new Reply(head + server.out(), server.err(), server.succeeded());
    }

    /** For people the lab's lists are only their headers; {@code --raw} tells what the database holds. */
    private Reply list(String what, Arguments arguments) throws IOException {
        return reached(config.activeContext(), (cluster, pachds) -> {
            if (pachds.serve() && !cluster.isEnterpriseServer()) {
                boolean raw = arguments.flags().containsKey("raw") && what.matches("repo|pipeline");
                String head = LISTS.getOrDefault(what, "");
                return Reply.ok(
                        raw
                                ? new PachData(world, cluster, release.knowsProjects()).list(what)
                                : (release.knowsProjects() ? head : head.replaceFirst("^PROJECT ", "")) + "\n");
            }
            Reply refused = Reply.error("rpc error: code = Unimplemented desc = unknown service "
                    + (what.matches("pipeline|job") ? "pps_v2" : "pfs_v2") + ".API");
            return release.notesThatItIsPaused() ? refused.noting(PAUSED) : refused;
        });
    }

    private Reply file(String name, String output) throws IOException {
        return reached(config.activeContext(), (cluster, pachds) -> {
            if (!pachds.serve()) {
                return Reply.error("rpc error: code = Unimplemented desc = unknown service pfs_v2.API");
            }
            int colon = name.indexOf(':');
            byte[] content = new PachData(world, cluster, release.knowsProjects())
                    .file(name.substring(0, colon), name.substring(colon + 1));
            if (output.isEmpty()) {
                return Reply.ok(new String(content, StandardCharsets.ISO_8859_1));
            }
            Files.write(Path.of(output), content);
            return Reply.ok("");
        });
    }

    private Reply enterprise(List<String> words) throws IOException {
        String command = words.get(1);
        if (words.size() > 2 || !List.of("pause", "unpause", "pause-status").contains(command)) {
            return unknown(words);
        }
        String context = config.activeEnterpriseContext();
        return noted(context, reached(context, (cluster, pachds) -> {
            if (cluster.isEnterpriseServer()) {
                return Reply.error("this pachd instance is not in a pausable mode");
            }
            Release server = new Release(pachds.version());
            if (!server.knowsPause() || server.droppedEnterprise()) {
                return Reply.error(
                        "rpc error: code = Unimplemented desc = unknown method for service enterprise_v2.API");
            }
            if (!command.equals("pause-status")) {
                cluster.mode(command.equals("pause") ? "paused" : "full", now);
                return Reply.ok("");
            }
            return release.pauseStatusWithoutAuth() && server.pauseStatusWithoutAuth()
                    ? Reply.ok(pachds.pauseStatus() + "\n")
                    : Reply.error("the auth service is not activated");
        }));
    }

    /** What a command does once pachd answers. */
    private interface Answering {
        Reply by(PachctlCluster cluster, Pachds pachds) throws IOException;
    }

    private Reply reached(String context, Answering answering) throws IOException {
        if (!config.has(context)) {
            return PachctlConfig.missing(context);
        }
        Optional<Route> route = Route.find(world, config.read(context));
        if (route.isPresent()) {
            PachctlCluster cluster = new PachctlCluster(world, route.get());
            Pachds pachds = cluster.pachds();
            if (pachds.answer()) {
                Optional<Reply> refused = deployment(context, cluster);
                return refused.isPresent() ? refused.get() : answering.by(cluster, pachds);
            }
        }
        return Reply.error("pachd               (version unknown) : error connecting to pachd server at address ("
                + address(context) + "): context deadline exceeded\n\n"
                + "please make sure pachd is up (`kubectl get all`) and portforwarding is enabled");
    }

    private String address(String context) throws IOException {
        return config.read(context).path("pachd_address").asText("");
    }

    /** The older releases write down which deployment a context has reached, and refuse another one from then on. */
    private Optional<Reply> deployment(String context, PachctlCluster cluster) throws IOException {
        if (!release.checksDeploymentId()) {
            return Optional.empty();
        }
        String now = cluster.deploymentId();
        String wanted = config.read(context).path("cluster_deployment_id").asText("");
        if (wanted.isEmpty() && !now.isEmpty()) {
            config.remember(context, now);
        }
        return wanted.isEmpty() || wanted.equals(now)
                ? Optional.empty()
                : Optional.of(Reply.error("connected to the wrong cluster (context cluster deployment ID = \"" + wanted
                        + "\" vs reported cluster deployment ID = \"" + now + "\")"));
    }

    private static Reply unknown(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean within = GROUPS.contains(first) && words.size() > 1;
        return Reply.error("Error: unknown command \"" + (within ? words.get(1) : first) + "\" for \"pachctl"
                + (within ? " " + first : "") + "\"\nRun 'pachctl --help' for usage.");
    }

    private static String row(String name, String value) {
        return String.format("%-20s%-20s%n", name, value);
    }
}
