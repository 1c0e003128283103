package lifeboat.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import lifeboat.lab.pachctl.PachctlStandIn;
import lifeboat.lab.pachctl.PachctlWorld;

/** Gives one lab its stand-in {@code pachctl}. */
final class PachctlProgram {
    private PachctlProgram() {}

    static Path write(
            Path lab,
            LabOptions options,
            URI kubernetes,
            URI control,
            Path authority,
            Path token,
            Path javaHome,
            String classPath)
            throws IOException {
        return PachctlStandIn.install(
                lab,
                List.of(javaHome.resolve("bin/java").toString(), "-cp", classPath),
                new PachctlWorld(kubernetes, authority, token, options.namespace(), control),
                options.pachctl());
    }
}
