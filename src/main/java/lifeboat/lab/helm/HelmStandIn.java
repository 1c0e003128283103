package lifeboat.lab.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import lifeboat.lab.kube.ChartInstaller;
import lifeboat.lab.program.Invocation;
import lifeboat.lab.program.Switchboard;

/**
 * Plays {@code helm} 3 towards a lab: {@code install}, {@code uninstall}, {@code list}, {@code status} and {@code get values},
 * with real effects on the API server of the context that is named. The chart is the lab's own, in the version that is named. A
 * file {@code helm/fail-after} in the lab's
 * directory holds a number: the next install fails after so many objects.
 */
public final class HelmStandIn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private HelmStandIn() {}

    /**
     * Writes {@code bin/helm} and what it needs into a lab's directory.
     *
     * @param lab the lab's directory, which exists
     * @param switchboard where the program is played
     * @param clock what time it is for releases
     * @return the program
     */
    public static Path install(Path lab, Switchboard switchboard, Path authority, Path tokenFile, Clock clock)
            throws IOException {
        Path home = Files.createDirectories(lab.toAbsolutePath().resolve("helm"));
        Files.writeString(
                home.resolve("world.json"),
                JSON.createObjectNode()
                        .put("authority", authority.toString())
                        .put("tokenFile", tokenFile.toString())
                        .put(
                                "kubeconfig",
                                lab.toAbsolutePath().resolve("kubeconfig").toString())
                        .toPrettyString());
        Path bin = Files.createDirectories(lab.toAbsolutePath().resolve("bin"));
        return switchboard.install(
                bin.resolve("helm"), "Helm", List.of(), invocation -> answer(home, invocation, clock));
    }

    private static boolean answer(Path home, Invocation invocation, Clock clock) {
        try {
            String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            invocation.print(run(HelmArguments.parse(invocation.arguments()), new HelmWorld(home, now), invocation));
            return true;
        } catch (IOException e) {
            invocation.complain("Error: " + e.getMessage() + "\n");
            return false;
        }
    }

    private static String run(HelmArguments arguments, HelmWorld world, Invocation invocation) throws IOException {
        if (arguments.complaint().isPresent()) {
            throw new IOException(arguments.complaint().get());
        }
        List<String> words = arguments.words();
        String command = words.isEmpty() ? "" : words.get(0);
        switch (command) {
            case "version":
                return "v3.14.4+g81c902a\n";
            case "install":
                needs(words, 3, "\"helm install\" requires 2 arguments");
                try {
                    return install(arguments, world, invocation);
                } catch (IOException e) {
                    throw new IOException("INSTALLATION FAILED: " + e.getMessage(), e);
                }
            case "uninstall":
            case "delete":
                needs(words, 2, "\"helm uninstall\" requires at least 1 argument");
                world.installer(arguments).uninstall(words.get(1));
                return "release \"" + words.get(1) + "\" uninstalled\n";
            case "list":
            case "ls":
                return HelmText.list(world.installer(arguments).list(), HelmWorld.namespace(arguments), arguments);
            case "status":
                needs(words, 2, "\"helm status\" requires 1 argument");
                return HelmText.status(world.release(arguments, words.get(1)), HelmWorld.namespace(arguments));
            case "get":
                needs(words, 3, "\"helm get values\" requires 1 argument");
                return HelmText.values(world.release(arguments, words.get(2)));
            default:
                throw new IOException("unknown command \"" + command + "\" for \"helm\"\nRun 'helm --help' for usage.");
        }
    }

    private static void needs(List<String> words, int count, String otherwise) throws IOException {
        if (words.size() != count || words.get(0).equals("get") && !words.get(1).equals("values")) {
            throw new IOException(otherwise);
        }
    }

    private static String install(HelmArguments arguments, HelmWorld world, Invocation invocation) throws IOException {
        String version = HelmChart.version(arguments);
        Path values = invocation.directory().resolve(arguments.flag("values"));
        if (!Files.isRegularFile(values)) {
            throw new IOException("open " + values + ": no such file or directory");
        }
        String read = JSON.writeValueAsString(
                new KubernetesSerialization().unmarshal(Files.readString(values), Object.class));
        Path fault = world.home().resolve("fail-after");
        int most = -1;
        if (Files.exists(fault)) {
            most = Integer.parseInt(Files.readString(fault).strip());
            Files.delete(fault);
        }
        SecureRandom random = new SecureRandom();
        String name = arguments.words().get(1);
        ChartInstaller installer = world.installer(arguments);
        installer.install(
                name,
                version,
                read,
                arguments.flag("description"),
                length -> letters(random, Integer.parseInt(length)),
                most,
                HelmChart.wait(arguments));
        return HelmText.status(world.release(arguments, name), HelmWorld.namespace(arguments));
    }

    private static String letters(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
