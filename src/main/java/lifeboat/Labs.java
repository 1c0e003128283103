package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import lifeboat.database.ClientTools;
import lifeboat.journal.RunIds;
import lifeboat.lab.Lab;
import lifeboat.lab.LabCommand;
import lifeboat.lab.LabDescription;
import lifeboat.lab.LabException;
import lifeboat.lab.LabOptions;
import lifeboat.perform.LabFence;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Target;

/** Starts, finds and ends labs, and says what a runbook needs to know of one. */
record Labs(Wiring wiring) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String TEMPORARY = "/tmp";
    private static final long HEARTBEAT_SECONDS = 60;

    /** A lab as it was chosen; with an enterprise server in the place of Pachyderm, if that is wanted. */
    Lab start(LabChoices choices, boolean enterprise, Consumer<String> progress) throws Complaint {
        return start(
                choices,
                usual -> enterprise
                        ? usual.withEnterpriseServer()
                        : usual.withObjects(choices.objects()).withAtlas(choices.atlasVersion()),
                progress);
    }

    /** A lab with everything that a runbook works on, and no more of the rest than must be. */
    Lab start(LabChoices choices, Runbook book, Consumer<String> progress) throws Complaint {
        if (EnterpriseRehearsal.isFor(book)) {
            return start(choices, true, progress);
        }
        if (ClassicRehearsal.isFor(book)) {
            return start(
                    choices, usual -> ClassicRehearsal.options(book, usual.withObjects(choices.objects())), progress);
        }
        if (!AtlasRehearsal.isFor(book)) {
            return start(choices, usual -> usual.withObjects(choices.objects()), progress);
        }
        String chosen = choices.atlasVersion();
        String atlas = chosen.isEmpty() ? AtlasRehearsal.USUAL_VERSION : chosen;
        return start(choices, usual -> usual.withObjects(0).withAtlas(atlas), progress);
    }

    private Lab start(LabChoices choices, UnaryOperator<LabOptions> wanted, Consumer<String> progress)
            throws Complaint {
        Path state = wiring.machine().state();
        Path directory = state.resolve("labs").resolve(name());
        try {
            progress.accept("Starting the lab on loopback.");
            return Lab.start(
                    directory, wanted.apply(options(choices)), command(), line -> progress.accept("  " + line));
        } catch (LabException e) {
            throw Complaint.usage("the lab did not start: " + e.getMessage(), e.hint());
        }
    }

    private String name() {
        return RunIds.next(wiring.machine().clock().instant(), new SecureRandom());
    }

    private LabOptions options(LabChoices choices) throws Complaint {
        Path state = wiring.machine().state();
        Programs programs = new Programs(
                wiring.machine().environment(),
                Programs.searchPath(wiring.machine().environment().getOrDefault("PATH", "")),
                Masker.NONE);
        List<Path> servers = ClientTools.installedUnder(DEBIAN);
        int major = 0;
        try {
            major = ClientTools.discover(programs, servers)
                    .newest("pg_dump")
                    .map(tool -> tool.version().major())
                    .orElse(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return choices.of(LabOptions.usual(servers, major, state.resolve("cache"), Path.of(TEMPORARY))
                .withSeed(choices.seed()));
    }

    /** The lab is this very program, so that it is there wherever Lifeboat is. */
    private static LabCommand command() {
        return LabCommand.java(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                List.of("lifeboat.Main", "lab", "--serve"));
    }

    Lab find(Path directory) throws Complaint {
        Optional<Lab> lab;
        try {
            lab = Lab.find(directory);
        } catch (LabException e) {
            throw Complaint.usage("the lab of this rehearsal cannot be read: " + e.getMessage(), e.hint());
        }
        lab.ifPresent(this::keepAlive);
        return lab.orElseThrow(() -> Complaint.usage(
                "the lab of this rehearsal is gone: " + directory,
                "A lab ends after an idle hour, and its world with it. Start a new rehearsal."));
    }

    /** Tells the lab from now on that somebody needs it, as long as this process lives. */
    void keepAlive(Lab lab) {
        Thread beat = new Thread(
                () -> {
                    try {
                        while (true) {
                            lab.touch(Clock.systemUTC());
                            TimeUnit.SECONDS.sleep(HEARTBEAT_SECONDS);
                        }
                    } catch (LabException gone) {
                        // The next step that needs the lab says so to the operator.
                        return;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "lab heartbeat");
        beat.setDaemon(true);
        beat.start();
    }

    /** Ends the lab, or says how long it stays. */
    void end(Lab lab, boolean keep, Consumer<String> say) {
        new AtlasRehearsal(lab).story().ifPresent(say);
        if (keep) {
            say.accept("The lab stays up for an idle hour: KUBECONFIG="
                    + lab.description().cluster().kubeconfig());
            return;
        }
        try {
            lab.stop();
        } catch (LabException e) {
            say.accept("The lab did not end: " + e.getMessage() + " HINT: " + e.hint());
        }
    }

    /** The machine with the lab's programs first on its path, and without credentials of the real world. */
    static Machine machine(Machine machine, Lab lab) {
        Map<String, String> environment = new LinkedHashMap<>(machine.environment());
        for (String name : List.of(
                "KUBECONFIG",
                "PGPASSWORD",
                "PACHD_ADDRESS",
                "PACH_CONTEXT",
                "PACH_ENTERPRISE_CONTEXT",
                "PACH_CONFIG",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_PROFILE")) {
            environment.remove(name);
        }
        environment.put(
                "PATH",
                lab.description().pachctl().getParent() + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        return new Machine(
                environment,
                machine.home(),
                machine.user(),
                machine.host(),
                machine.clock(),
                machine.out(),
                machine.err(),
                machine.terminalIn(),
                machine.terminalOut());
    }

    /** What a rehearsal in this lab may touch. */
    static LabFence fence(Lab lab) {
        LabDescription world = lab.description();
        return new LabFence(
                world.cluster().kubeconfig(),
                world.database().host(),
                world.database().port(),
                world.store().endpoint(),
                lab.directory().toAbsolutePath().normalize().resolve("bin"));
    }

    /** What the lab answers to the questions of a runbook. */
    static Map<String, Given> given(Runbook book, Lab lab) throws Complaint {
        return given(book, lab, Map.of());
    }

    /** The same, where some answers follow from what was chosen already. */
    static Map<String, Given> given(Runbook book, Lab lab, Map<String, Given> chosen) throws Complaint {
        LabDescription world = lab.description();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kubeconfig", world.cluster().kubeconfig().toString());
        values.put("context", world.cluster().context());
        values.put("namespace", world.cluster().namespace());
        values.put("pachctl_program", world.pachctl().toString());
        values.put("database_host", world.database().host());
        values.put("database_port", Integer.toString(world.database().port()));
        values.put("database_user", world.database().user());
        values.put("database_password", secret(world.database().passwordFile()));
        values.put("database_sslmode", "verify-full");
        values.put("database_sslrootcert", world.database().rootCertificate().toString());
        values.put("s3_endpoint", world.store().endpoint().toString());
        values.put("s3_region", world.store().region());
        values.put("s3_access_key", world.store().accessKey());
        values.put("s3_secret_key", secret(world.store().secretKeyFile()));
        values.put("bucket", world.store().source());
        values.put("backup_bucket", world.store().backup());
        values.put("backup_dir", lab.directory().resolve("backups").toString());
        values.put("known_file", knownFile(lab));
        if (book.targets().values().stream().anyMatch(Target.Backup.class::isInstance)) {
            values.putAll(restoring(lab, chosen));
            values.putAll(elsewhere(lab, chosen));
        }
        Map<String, Given> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (book.parameter(name).isPresent()) {
                given.put(name, new Given(value, "lab"));
            }
        });
        if (EnterpriseRehearsal.isFor(book)) {
            given.putAll(EnterpriseRehearsal.given(book, lab, chosen));
        }
        if (ClassicRehearsal.isFor(book)) {
            given.putAll(ClassicRehearsal.given(book, lab, chosen));
        }
        if (AtlasRehearsal.isFor(book)) {
            given.putAll(AtlasRehearsal.given(book, lab, chosen));
        }
        return given;
    }

    /** Where a restore differs from a backup: another role, another bucket, and what is there is in the way. */
    private static Map<String, String> restoring(Lab lab, Map<String, Given> chosen) throws Complaint {
        LabDescription world = lab.description();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("database_user", "postgres");
        values.put("database_password", secret(world.database().superuserPasswordFile()));
        values.put("existing", "aside");
        String objects =
                chosen.containsKey("objects_by") ? chosen.get("objects_by").value() : "";
        values.put(
                "bucket",
                switch (objects) {
                    case "keep" -> "";
                    case "backup_bucket" -> world.store().backup();
                    default -> world.store().empty();
                });
        values.put("helm_program", world.pachctl().resolveSibling("helm").toString());
        values.put(
                "pachctl_config", lab.directory().resolve("pachctl/config.json").toString());
        values.put("pachd_address", world.cluster().pachd());
        return values;
    }

    /** Into the second cluster, if its context is chosen: everything under another name, and nothing is in the way. */
    private static Map<String, String> elsewhere(Lab lab, Map<String, Given> chosen) {
        LabDescription.Cluster second = lab.description().second();
        boolean wanted =
                chosen.containsKey("context") && chosen.get("context").value().equals(second.context());
        return wanted
                ? Map.of(
                        "namespace", second.namespace(),
                        "deployment", "new",
                        "pachyderm_database", "pachyderm_restored",
                        "dex_database", "dex_restored",
                        "existing", "refuse",
                        "pachd_address", second.pachd())
                : Map.of();
    }

    private static String knownFile(Lab lab) throws Complaint {
        try {
            return lab.knownFile();
        } catch (LabException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Those of its answers that are secrets. */
    static Map<String, Given> secrets(Runbook book, Lab lab) throws Complaint {
        Map<String, Given> secrets = new LinkedHashMap<>(given(book, lab));
        secrets.keySet()
                .removeIf(name -> !book.parameter(name).map(Parameter::isSecret).orElse(false));
        return secrets;
    }

    private static String secret(Path file) throws Complaint {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw Complaint.usage("the lab's file " + file + " cannot be read", "Start a new lab.");
        }
    }
}
