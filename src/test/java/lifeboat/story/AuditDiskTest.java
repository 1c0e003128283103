package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lifeboat.fault.Fault;
import lifeboat.fault.SmallDisk;
import org.junit.jupiter.api.Test;

/** The disk of the audit takes nothing more while pachd is down, not even from its reserve; then another one, too. */
@Fault({"F08", "F10"})
class AuditDiskTest {
    private static final String LEAVE = "leave] >";
    private static final String HOW = "How to go on? [again / elsewhere / without / note / leave] >";
    private static final String LONG = "n".repeat(5000);

    @Test
    void aClusterThatIsDownIsBroughtBackWhateverBecomesOfTheAudit() throws Exception {
        try (Desk desk = new Desk()) {
            Path runs = Files.createDirectory(desk.state().resolve("runs"));
            Path stick = Files.createDirectory(desk.directory().resolve("stick"));
            try (SmallDisk first = SmallDisk.at(runs, 2048);
                    SmallDisk second = SmallDisk.at(stick, 512)) {
                Program program = desk.lifeboat(
                        "rehearse",
                        "--line",
                        "--keep-lab",
                        "--objects",
                        "20",
                        "--backup-dir",
                        desk.backups().toString());
                answer(program, "yes", "yes");
                program.awaitQuestion("from outside. >");
                program.type("none");
                answer(program, "yes");
                program.awaitQuestion(LEAVE);
                assertThat(desk.lab().replicas("pachd")).isZero();

                Path filler = loses(desk, first, program);
                Files.delete(filler);
                answer(program, "again", "go on");
                assertThat(desk.steps("audit.degraded")).hasSize(1);
                assertThat(desk.steps("note.added")).as("kept late").hasSize(1);

                loses(desk, first, program);
                answer(program, "elsewhere " + stick + "/nowhere", "elsewhere " + stick);
                program.awaitQuestion(LEAVE);
                assertThat(program.out()).contains("the audit cannot go on in " + stick + "/nowhere");
                second.fill("filler");
                answer(program, "note " + LONG);
                program.awaitQuestion(HOW);
                answer(program, "without");
                program.awaitQuestion("written down >");
                program.type("without audit");
                answer(program, "all", "yes", "yes");
                program.awaitQuestion(">");
                program.type("none");
                answer(program, "yes");
                Program.Ended left = program.ended();

                assertThat(left.code()).as(left.all()).isEqualTo(3);
                assertThat(left.out())
                        .contains("NOTHING OF WHAT IS DONE NOW STANDS IN THE AUDIT")
                        .contains("THE AUDIT OF THIS RUN IS NOT WHOLE", "records stand in no file. Keep this text:")
                        .contains("hold.released resume-pachd");
                assertThat(desk.lab().replicas("pachd")).isEqualTo(3);
                isPutTogether(desk, runs, left.out());
            }
        }
    }

    /** Fills the disk, reserve and all, until a note does not fit; the file to delete. */
    private static Path loses(Desk desk, SmallDisk disk, Program program) throws Exception {
        program.awaitQuestion(LEAVE);
        Files.deleteIfExists(desk.runFolder().orElseThrow().resolve("reserve"));
        Path filler = disk.fill("filler");
        program.type("note " + LONG);
        program.awaitQuestion(HOW);
        return filler;
    }

    private static void answer(Program program, String... answers) throws Exception {
        for (String answer : answers) {
            program.awaitQuestion(LEAVE);
            program.type(answer);
        }
    }

    private static void isPutTogether(Desk desk, Path runs, String out) throws Exception {
        Files.delete(runs.resolve("filler"));
        String copy = out.lines()
                .filter(line -> line.contains("before anything else: cp "))
                .map(line -> line.substring(line.indexOf(": cp ") + 2))
                .findFirst()
                .orElseThrow();
        assertThat(desk.shell(copy).code()).isZero();
        Program.Ended verified =
                desk.run("audit", "verify", desk.summary().path("run").asText());
        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(desk.summary().path("state").asText()).isEqualTo("unfinished");
        assertThat(List.of(desk.summary().path("open_holds").size()))
                .as("released in no file")
                .containsExactly(3);
    }
}
