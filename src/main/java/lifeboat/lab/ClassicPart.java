package lifeboat.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import lifeboat.lab.classic.Blobs;
import lifeboat.lab.classic.ClassicPachctl;
import lifeboat.lab.classic.LabClassic;
import lifeboat.lab.classic.Trap;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.program.Switchboard;

/** Gives one lab a Pachyderm of 1.x instead of one of 2.x. */
final class ClassicPart {
    private ClassicPart() {}

    /** Whether that is what was asked for. */
    static boolean isWanted(LabOptions options) {
        return options.pachctl().startsWith("1.");
    }

    /** The version of Pachyderm that a lab has, whichever line it is of. */
    static String version(LabOptions options) {
        return isWanted(options) ? options.pachctl() : options.pachyderm();
    }

    /** Two versions with a comma between them are that of the running cluster and that of the empty one. */
    static LabClassic.Setting setting(LabOptions options, Path lab, String token) {
        String[] versions = options.pachctl().split(",", 2);
        return new LabClassic.Setting(
                options.namespace(),
                versions[0],
                versions.length > 1 ? versions[1] : versions[0],
                LabStore.SOURCE,
                LabStore.EMPTY,
                lab.resolve("ca.crt"),
                lab.resolve("token"),
                token,
                lab,
                options.pace(),
                options.seed(),
                options.traps().stream().flatMap(word -> Trap.of(word).stream()).collect(Collectors.toSet()));
    }

    static LabClassic start(ApiServer kubernetes, LabStore store, LabClassic.Setting setting, Clock clock)
            throws IOException {
        return LabClassic.start(
                kubernetes,
                setting,
                new Blobs() {
                    @Override
                    public void put(String bucket, String key, byte[] content) throws IOException {
                        store.put(bucket, key, new ByteArrayInputStream(content), content.length);
                    }

                    @Override
                    public byte[] get(String bucket, String key) throws IOException {
                        return store.get(bucket, key);
                    }
                },
                clock);
    }

    /** Writes the programs and says where they ask; {@code bin/pachctl}. */
    static Path install(Path lab, Switchboard switchboard, LabClassic.Setting setting, LabClassic classic)
            throws IOException {
        Path program = ClassicPachctl.install(lab, switchboard, setting, classic);
        ProviderPrograms.install(lab);
        LabDirectory.write(lab.resolve("classic.url"), classic.url() + "\n");
        return program;
    }
}
