package lifeboat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lifeboat.lab.Lab;
import lifeboat.lab.LabDescription;
import lifeboat.lab.LabException;
import lifeboat.lab.LabServer;
import lifeboat.lab.atlas.AtlasDescription;
import lifeboat.line.HangUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat lab}: keeps the lab up and says how to reach it. */
@Command(name = "lab", description = "Keeps the lab up, and prints how to reach it with kubectl, psql and aws.")
final class LabUpCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Option(names = "--serve", hidden = true, paramLabel = "DIR", description = "Be the lab in that directory.")
    private Optional<Path> serve = Optional.empty();

    @Option(
            names = "--enterprise-server",
            description = "Have a stand-alone enterprise server in the lab instead of a Pachyderm.")
    private boolean enterprise;

    @Mixin
    private LabChoices choices = new LabChoices();

    LabUpCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        if (serve.isPresent()) {
            return serve(serve.get());
        }
        PrintStream out = wiring.machine().out();
        Labs labs = new Labs(wiring);
        Lab lab = labs.start(choices, enterprise, out::println);
        CountDownLatch over = new CountDownLatch(1);
        HangUp.on(true, reason -> over.countDown());
        print(out, lab.description());
        atlas(lab).ifPresent(there -> print(out, there));
        out.println("Ctrl-C ends it.");
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            labs.end(lab, false, out::println);
        }
        return ExitCodes.DONE;
    }

    private static int serve(Path directory) throws Complaint {
        try {
            LabServer.serve(directory, Clock.systemUTC());
            return ExitCodes.DONE;
        } catch (LabException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static void print(PrintStream out, LabDescription lab) {
        out.println();
        out.println("The lab is up. Nothing in it is real; everything is on loopback.");
        out.println();
        out.println("export KUBECONFIG=" + lab.cluster().kubeconfig());
        out.println("kubectl -n " + lab.cluster().namespace() + " get pods");
        out.println();
        if (lab.database().port() > 0) {
            database(out, lab);
        }
        out.println("export AWS_ACCESS_KEY_ID=" + lab.store().accessKey());
        out.println("export AWS_SECRET_ACCESS_KEY=\"$(cat " + lab.store().secretKeyFile() + ")\"");
        out.println("aws --endpoint-url " + lab.store().endpoint() + " --region "
                + lab.store().region() + " s3api list-objects-v2 --bucket "
                + lab.store().source());
        out.println();
        out.println(lab.pachctl() + " version");
        out.println();
        out.println("A second cluster to restore into:");
        out.println("kubectl --context " + lab.second().context() + " -n "
                + lab.second().namespace() + " get pods");
        out.println();
    }

    private static void database(PrintStream out, LabDescription lab) {
        out.println("export PGPASSWORD=\"$(cat " + lab.database().passwordFile() + ")\"");
        out.println("psql \"host=" + lab.database().host() + " port="
                + lab.database().port() + " user=" + lab.database().user()
                + " dbname=pachyderm sslmode=verify-full sslrootcert="
                + lab.database().rootCertificate() + "\"");
        out.println();
    }

    private static Optional<AtlasDescription> atlas(Lab lab) throws Complaint {
        try {
            return lab.atlas();
        } catch (LabException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static void print(PrintStream out, AtlasDescription atlas) {
        String root = " --config-root " + atlas.configRoot();
        out.println("AtlasDB " + atlas.version() + ", with its service at " + atlas.service());
        out.println(atlas.stop() + "  # and start: " + atlas.start());
        out.println("PGPASSWORD=\"$(cat " + atlas.passwordFile() + ")\" psql \"host=127.0.0.1 port="
                + atlas.databasePort() + " user=" + atlas.user() + " dbname=" + atlas.database()
                + " sslmode=prefer\"  # the store in PostgreSQL");
        out.println(atlas.program() + " --config " + atlas.config() + root + " timestamp fetch");
        out.println(atlas.program() + " --config " + atlas.cassandraConfig() + root + " timestamp fetch  # keyspace "
                + atlas.keyspace());
        out.println(atlas.program() + " --config " + atlas.rocksConfig() + root + " timestamp fetch  # "
                + atlas.rocksPath());
        out.println(atlas.ssh() + " " + atlas.nodes().get(0) + " nodetool describecluster  # nodes: "
                + String.join(", ", atlas.nodes()));
        out.println();
    }
}
