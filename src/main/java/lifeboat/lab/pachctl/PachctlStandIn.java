package lifeboat.lab.pachctl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-in's commands. Started by the launcher in a lab's {@code bin}. */
public final class PachctlStandIn {
    private static final String PAUSED = "NOTE: this pachd instance is currently paused";
    private static final Map<String, String> HEADERS = Map.of(
            "pipeline", "PROJECT NAME VERSION INPUT CREATED STATE / LAST JOB DESCRIPTION",
            "repo", "PROJECT NAME CREATED SIZE (MASTER) DESCRIPTION",
            "project", "ACTIVE PROJECT CREATED DESCRIPTION",
            "job", "ID SUBJOBS PROGRESS CREATED MODIFIED");

    private final Path home;
    private final PachctlConfig config;
    private final String version;
    private final String now;

    private PachctlStandIn(Path home, PachctlConfig config, String version, String now) {
        this.home = home;
        this.config = config;
        this.version = version;
        this.now = now;
    }

    /** Says so by the exit code 1, which is what Java makes of it, when a command failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed() {
            super(null, null, false, false);
        }
    }

    /** Runs one command; its world comes in system properties that the launcher sets. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("pachctl.home"));
        PachctlConfig config = new PachctlConfig(
                Path.of(System.getProperty("pachctl.config")),
                System.getProperty("pachctl.context", ""),
                System.getProperty("pachctl.enterprise", ""));
        String version = Files.readString(home.resolve("version")).strip();
        Reply reply = new PachctlStandIn(home, config, version, System.getProperty("pachctl.now", ""))
                .run(List.of(arguments));
        // Notes come before what a command says; an error comes after it.
        if (reply.succeeded()) {
            write(FileDescriptor.err, reply.err());
            write(FileDescriptor.out, reply.out());
        } else {
            write(FileDescriptor.out, reply.out());
            write(FileDescriptor.err, reply.err());
        }
        if (!reply.succeeded()) {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new Failed();
        }
    }

    private static void write(FileDescriptor to, String text) throws IOException {
        // The descriptor is the process's own and is not closed here.
        OutputStream stream = new FileOutputStream(to);
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    private Reply run(List<String> arguments) throws IOException {
        List<String> words =
                arguments.stream().filter(word -> !word.startsWith("-")).collect(Collectors.toList());
        boolean clientOnly = arguments.contains("--client-only");
        // A flag's value is not a word of the command.
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).equals("--timeout")) {
                words.remove(arguments.get(i + 1));
            }
        }
        String command = String.join(" ", words.subList(0, Math.min(2, words.size())));
        try {
            switch (command) {
                case "version":
                    return clientOnly ? Reply.ok(version + "\n") : version();
                case "inspect cluster":
                    return reached(cluster -> Reply.ok(cluster.id() + "\n"));
                case "list pipeline":
                case "list repo":
                case "list project":
                case "list job":
                    return list(words.get(1));
                case "config get":
                case "config set":
                    return configure(words);
                default:
                    return words.size() > 1 && words.get(0).equals("enterprise") && since(2, 2)
                            ? enterprise(words.get(1))
                            : unknown(words);
            }
        } catch (IOException e) {
            return Reply.error(String.valueOf(e.getMessage()));
        }
    }

    private Reply configure(List<String> words) throws IOException {
        if (words.size() == 3
                && words.get(2).matches("active-(enterprise-)?context")
                && words.get(1).equals("get")) {
            return config.get(words.get(2));
        }
        if (words.size() == 4 && words.get(1).equals("get") && words.get(2).equals("context")) {
            return config.context(words.get(3));
        }
        if (words.size() == 4 && words.get(1).equals("set") && words.get(2).matches("active-(enterprise-)?context")) {
            return config.set(words.get(2), words.get(3));
        }
        return unknown(words);
    }

    private Reply version() throws IOException {
        String head = row("COMPONENT", "VERSION") + row("pachctl", version);
        PachctlCluster cluster = new PachctlCluster(home);
        if (!cluster.reachable()) {
            return new Reply(head, "pachd               (version unknown) : " + unreachable() + "\n", false);
        }
        if (cluster.paused()) {
            Reply reply = new Reply(
                    head, "pachd               (version unknown) : " + unknownApi("versionpb_v2") + "\n", false);
            return since(2, 8) ? reply.noting(PAUSED) : reply;
        }
        return Reply.ok(head + row("pachd", version));
    }

    private Reply list(String what) throws IOException {
        return reached(cluster -> {
            if (cluster.paused()) {
                Reply reply = Reply.error(unknownApi(what.matches("pipeline|job") ? "pps_v2" : "pfs_v2"));
                return since(2, 8) ? reply.noting(PAUSED) : reply;
            }
            return Reply.ok(HEADERS.getOrDefault(what, "") + "\n");
        });
    }

    private Reply enterprise(String command) throws IOException {
        if (since(2, 12)) {
            return Reply.error("Deprecated. Please don't use.");
        }
        if (!command.matches("pause|unpause|pause-status")) {
            return Reply.error("unknown command \"" + command + "\" for \"pachctl enterprise\"");
        }
        String using = "Using enterprise context: " + config.activeEnterpriseContext();
        Reply reply = reached(cluster -> {
            if (command.equals("pause-status")) {
                return Reply.ok(cluster.pauseStatus() + "\n");
            }
            cluster.mode(command.equals("pause") ? "paused" : "full", now);
            return Reply.ok("");
        });
        return since(2, 6)
                ? reply.noting(using)
                : new Reply(using + "\n" + reply.out(), reply.err(), reply.succeeded());
    }

    /** What a command does once pachd answers. */
    private interface Answering {
        Reply by(PachctlCluster cluster) throws IOException;
    }

    private Reply reached(Answering answering) throws IOException {
        PachctlCluster cluster = new PachctlCluster(home);
        return cluster.reachable() ? answering.by(cluster) : Reply.error(unreachable());
    }

    private String unreachable() throws IOException {
        return "error connecting to pachd server at address \"" + config.address(config.activeContext())
                + "\": context deadline exceeded\n\n"
                + "please make sure pachd is up (`kubectl get all`) and portforwarding is on";
    }

    private static String unknownApi(String api) {
        return "rpc error: code = Unimplemented desc = unknown service " + api + ".API";
    }

    private static Reply unknown(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean known = List.of("config", "enterprise", "inspect", "list").contains(first) && words.size() > 1;
        return Reply.error("Error: unknown command \"" + (known ? words.get(1) : first) + "\" for \"pachctl"
                + (known ? " " + first : "") + "\"\nRun 'pachctl --help' for usage.");
    }

    private static String row(String name, String value) {
        return String.format("%-20s%-20s%n", name, value);
    }

    private boolean since(int major, int minor) {
        String[] parts = version.split("[.-]", -1);
        int mine = Integer.parseInt(parts[0]);
        return mine > major || (mine == major && Integer.parseInt(parts[1]) >= minor);
    }
}
