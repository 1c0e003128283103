package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.lab.atlas.AtlasControl;
import lifeboat.lab.atlas.AtlasDescription;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Target;

/** What a rehearsal with an AtlasDB needs of its lab, and what has to have happened there before a restore can be rehearsed. */
record AtlasRehearsal(Lab lab) {
    /** Which AtlasDB is played unless another is chosen: one with everything that differs between versions in it. */
    static final String USUAL_VERSION = "0.309.0";

    /** Whether a runbook works on an AtlasDB. */
    static boolean isFor(Runbook book) {
        return book.targets().values().stream().anyMatch(Target.Atlas.class::isInstance);
    }

    /** What the lab answers to the questions of a runbook. */
    static Map<String, Given> given(Runbook book, Lab lab, Map<String, Given> chosen) throws Complaint {
        AtlasDescription atlas = description(lab);
        String store = chosen.containsKey("store") ? chosen.get("store").value() : "postgresql";
        Map<String, String> values = new LinkedHashMap<>();
        values.put("atlas_program", atlas.program().toString());
        values.put("atlas_version", atlas.version().replace("-branch", ""));
        values.put(
                "atlas_config",
                switch (store) {
                    case "cassandra" -> atlas.cassandraConfig().toString();
                    case "rocksdb" -> atlas.rocksConfig().toString();
                    default -> atlas.config().toString();
                });
        values.put("atlas_config_root", atlas.configRoot());
        values.put("service_url", atlas.service().toString());
        values.put("database_name", atlas.database());
        values.put("database_user", atlas.user());
        values.put("keyspace", atlas.keyspace());
        values.put("rocksdb_path", atlas.rocksPath().toString());
        values.put("ssh_program", atlas.ssh().toString());
        values.put("copy_by", "program");
        values.put("copy_program", atlas.copy().toString());
        // The stand-in for ssh leads into the directory of a node.
        values.put("cassandra_data", "data");
        values.put("service_by", "program");
        values.put("start_program", atlas.start().toString());
        values.put("stop_program", atlas.stop().toString());
        values.put("lock_by", lockBy(atlas, store));
        Map<String, Given> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (book.parameter(name).isPresent()) {
                given.put(name, new Given(value, "lab"));
            }
        });
        return given;
    }

    /** RocksDB has no persistent lock, whatever the version; and of the versions some have none. */
    private static String lockBy(AtlasDescription atlas, String store) {
        boolean endpoint = AtlasCli.lineOf(atlas.version())
                .map(line -> line.lock().isThere())
                .orElse(false);
        if (store.equals("rocksdb")) {
            return "none";
        }
        return atlas.version().endsWith("-branch") ? "cli" : endpoint ? "http" : "none";
    }

    private static AtlasDescription description(Lab lab) throws Complaint {
        try {
            return lab.atlas()
                    .orElseThrow(
                            () -> Complaint.usage("this lab has no AtlasDB", "Start a new rehearsal of this runbook."));
        } catch (LabException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** What a runbook that makes a backup is answered, with what was chosen for the restore: it is of the same store. */
    Map<String, Given> answers(Runbook maker, Map<String, Given> chosen) throws Complaint {
        Map<String, Given> answers = new LinkedHashMap<>(Labs.given(maker, lab, chosen));
        chosen.forEach((name, value) -> {
            if (maker.parameter(name).isPresent()) {
                answers.put(name, value);
            }
        });
        return answers;
    }

    /** Has the application go on for a while, and then everything lost; says so. */
    String loss() throws Complaint {
        post("work");
        post("lose");
        return "work went on for a while, and then the store was lost, with all that was in it";
    }

    /** What was lost in this lab and what came back, in one sentence; nothing if there is nothing to tell. */
    Optional<String> story() {
        try {
            Optional<AtlasDescription> atlas = lab.atlas();
            return atlas.isPresent()
                    ? AtlasControl.story(
                            atlas.get().control(), lab.description().control().tokenFile())
                    : Optional.empty();
        } catch (LabException gone) {
            // A lab that is ending has nothing to tell.
            return Optional.empty();
        }
    }

    private void post(String what) throws Complaint {
        try {
            AtlasControl.post(
                    description(lab).control().resolve("/" + what),
                    lab.description().control().tokenFile());
        } catch (LabException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }
}
