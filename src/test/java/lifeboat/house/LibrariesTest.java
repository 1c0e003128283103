package lifeboat.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static lifeboat.house.House.inRoom;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A library, and a power of the machine, has its rooms; the empty name is the root package. */
class LibrariesTest {
    @Test
    void only_runbook_atlas_and_the_lab_read_yaml() {
        // An AtlasDB configuration is YAML of its own, which atlas reads as plain data; so does the lab's stand-in for
        // its
        // program.
        onlyIn("runbook", "atlas", "lab").mayKnow("org.yaml..");
    }

    @Test
    void only_cluster_and_the_lab_know_the_kubernetes_client() {
        onlyIn("cluster", "lab").mayKnow("io.fabric8..");
    }

    @Test
    void only_database_and_the_lab_speak_jdbc() {
        onlyIn("database", "lab").mayKnow("java.sql..", "javax.sql..", "org.postgresql..");
    }

    @Test
    void only_bucket_talks_to_a_store_with_the_aws_sdk() {
        // The lab's S3 server describes its stores in the SDK's requests and answers; the lab implements one of them
        // and
        // has no client.
        onlyIn("bucket", "lab").mayKnow("software.amazon..");
        onlyIn("bucket").mayUse(S3Client.class, "builder", "create");
        onlyIn("bucket").mayUse(S3AsyncClient.class, "builder", "create");
    }

    @Test
    void only_line_reads_with_jline() {
        onlyIn("line").mayKnow("org.jline.reader..", "org.jline.keymap..", "org.jline.widget..");
        onlyIn("line", "terminal").mayKnow("org.jline..");
    }

    @Test
    void only_terminal_draws_with_lanterna() {
        onlyIn("terminal").mayKnow("com.googlecode.lanterna..");
    }

    @Test
    void only_the_root_parses_arguments() {
        onlyIn("").mayKnow("picocli..");
    }

    @Test
    void only_the_lab_runs_servers() {
        onlyIn("lab")
                .mayKnow(
                        "io.vertx..",
                        "org.gaul..",
                        "org.jclouds..",
                        "jakarta.servlet..",
                        "org.bouncycastle..",
                        "org.apache.commons.compress..",
                        "org.tukaani..",
                        "com.sun.net.httpserver..");
    }

    @Test
    void only_notice_atlas_and_the_lab_speak_http_by_themselves() {
        onlyIn("notice", "atlas", "lab").mayKnow("java.net.http..");
    }

    @Test
    void json_is_read_only_by_a_room_that_owns_a_format() {
        // The journal's canonical form, the schema of runbooks, the objects of Kubernetes, the inventory of a bucket,
        // what
        // pachctl prints, the body of a webhook, and what a command prints with --json. Whoever else needs JSON asks
        // one
        // of these rooms.
        onlyIn("journal", "runbook", "cluster", "bucket", "pachyderm", "notice", "lab", "")
                .mayKnow("com.fasterxml.jackson..");
    }

    @Test
    void only_process_and_the_lab_start_programs() {
        // The lab's servers outlive the process that started them, and have no operator to show their output to.
        // Ctrl-Z has to stop the whole job, the launcher included, as the terminal would; Java can only stop itself.
        onlyIn("process", "lab", "terminal").mayUse(ProcessBuilder.class, "<init>", "start", "startPipeline");
        onlyIn("process", "lab").mayUse(Runtime.class, "exec");
    }

    @Test
    void only_the_root_ends_the_process() {
        onlyIn("").mayUse(System.class, "exit");
        onlyIn("").mayUse(Runtime.class, "exit", "halt");
        // The lab is a process of its own that must leave no server behind when it is told to end; the operator's
        // terminal is given back however the process ends.
        onlyIn("", "lab", "terminal").mayUse(Runtime.class, "addShutdownHook");
    }

    @Test
    void only_the_root_reads_the_environment() {
        onlyIn("").mayUse(System.class, "getenv");
    }

    @Test
    void only_the_root_asks_what_time_it_is() {
        onlyIn("")
                .mayUse(
                        Clock.class,
                        "system",
                        "systemUTC",
                        "systemDefaultZone",
                        "tickMillis",
                        "tickSeconds",
                        "tickMinutes");
        onlyIn("").mayUse(InstantSource.class, "system");
        onlyIn("").mayUse(System.class, "currentTimeMillis");
        onlyIn("")
                .may(
                        "ask for now without a clock",
                        access -> access.getTarget() instanceof CodeUnitAccessTarget unit
                                && unit.getOwner().isAssignableTo(Temporal.class)
                                && unit.getName().equals("now")
                                && unit.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isAssignableTo(Clock.class)));
        onlyIn("").mayUse(Date.class, "<init>");
    }

    @Test
    void only_perform_has_executors() {
        // Two rooms besides, each inside one call or one server and never to be seen from outside: bucket copies the
        // objects of one clone with bounded concurrency, and the lab's controllers have a loop of their own.
        noClasses()
                .that(not(inRoom("perform", "bucket", "lab")))
                .should()
                .dependOnClassesThat(describe(
                        "are executors",
                        type -> type.isAssignableTo(ExecutorService.class) || type.isEquivalentTo(Executors.class)))
                .check(House.CLASSES);
    }

    @Test
    void only_rooms_that_wait_for_the_world_have_threads() {
        // perform: the run thread and its workers. process: a pump for each stream of a program. cluster: one thread a
        // pod watch. line: the operator's answers, which come when they come. terminal: keys, which do so too. The
        // root:
        // what is run when the process is told to end. bucket and lab: see executors.
        onlyIn("perform", "process", "cluster", "line", "terminal", "bucket", "lab", "")
                .mayUse(Thread.class, "<init>", "start");
    }

    @Test
    void only_line_and_the_root_print() {
        onlyIn("line", "").mayUse(System.class, "out", "err");
        onlyIn().may(
                        "print a stack trace",
                        access -> access.getTarget() instanceof CodeUnitAccessTarget unit
                                && unit.getOwner().isAssignableTo(Throwable.class)
                                && unit.getName().equals("printStackTrace")
                                && unit.getRawParameterTypes().isEmpty());
    }

    @Test
    void nothing_is_looked_up_by_reflection() {
        onlyIn().mayKnow("java.lang.reflect..");
        onlyIn().mayUse(Class.class, "forName");
    }

    private static Owners onlyIn(String... rooms) {
        return new Owners(List.of(rooms));
    }

    private record Owners(List<String> rooms) {
        void mayKnow(String... packages) {
            noClasses()
                    .that(not(inRoom(rooms)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages)
                    .check(House.CLASSES);
        }

        void mayUse(Class<?> owner, String... members) {
            Set<String> names = Set.of(members);
            may(
                    "use " + owner.getSimpleName() + names,
                    access -> names.contains(access.getTarget().getName())
                            && access.getTargetOwner().isAssignableTo(owner));
        }

        void may(String what, Predicate<JavaAccess<?>> use) {
            noClasses()
                    .that(not(inRoom(rooms)))
                    .should()
                    .accessTargetWhere(describe(what, use))
                    .check(House.CLASSES);
        }
    }
}
