package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.PachctlException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PachctlTest {
    @TempDir
    private Path folder;

    private FakePachctl fake(String cases) throws Exception {
        return new FakePachctl(folder, cases);
    }

    @Test
    void theClientsVersionIsPlainText() throws Exception {
        FakePachctl fake = fake("'version --client-only') echo 2.12.0-rc.3;;");

        assertThat(fake.plain().clientVersion()).hasToString("2.12.0-rc.3");
    }

    @Test
    void bothVersionsAreReadFromTheTable() throws Exception {
        FakePachctl fake = fake("version*) printf 'COMPONENT           VERSION             \\n"
                + "pachctl             2.8.10              \\npachd               2.8.9               \\n';;");

        Pachctl.Versions versions = fake.plain().versions(Duration.ofSeconds(7));

        assertThat(versions.client()).contains(PachydermVersion.of(2, 8, 10));
        assertThat(versions.server()).contains(PachydermVersion.of(2, 8, 9));
        assertThat(versions.trouble()).isEmpty();
        assertThat(fake.asked()).containsExactly("version --timeout 7s||||");
    }

    @Test
    void anUnreachablePachdIsAnAnswerWithItsReason() throws Exception {
        FakePachctl fake = fake("version*) printf 'COMPONENT VERSION\\npachctl 2.8.10\\n';"
                + " echo 'pachd (version unknown) : error connecting to pachd server at address grpc://x:30650' >&2;"
                + " exit 1;;");

        Pachctl.Versions versions = fake.plain().versions(Duration.ofSeconds(1));

        assertThat(versions.client()).contains(PachydermVersion.of(2, 8, 10));
        assertThat(versions.server()).isEmpty();
        assertThat(versions.trouble()).contains("error connecting to pachd server");
    }

    @Test
    void theContextThatPauseHitsIsTheEnterpriseContext() throws Exception {
        FakePachctl fake = fake(
                """
                'config get active-context') echo prod;;
                'config get active-enterprise-context') echo prod-es;;
                'config get context prod-es') echo '{"pachd_address":"grpc://es:31650","enterprise_server":true,\
                "session_token":"very-secret"}';;""");

        PauseTarget target = fake.plain().pauseTarget();

        assertThat(target.context()).contains("prod-es");
        assertThat(target.why()).isEqualTo("the active enterprise context");
        assertThat(target.detail().orElseThrow().address()).contains("grpc://es:31650");
        assertThat(target.warnings())
                .containsExactly("the context prod-es is a standalone Enterprise Server, which cannot be paused");
        assertThat(target.toString()).doesNotContain("very-secret");
    }

    @Test
    void aChosenContextIsUsedForEverythingAndSilencesTheEnvironment() throws Exception {
        FakePachctl fake = fake("'enterprise pause') ;;\n'config get context lab') echo '{}';;\n"
                + "'config get active-context') echo lab;;");
        Path config = folder.resolve("config.json");
        Pachctl pachctl = fake.with(
                Map.of("PACHD_ADDRESS", "grpc://elsewhere:1", "PACH_ENTERPRISE_CONTEXT", "other"),
                Optional.of(config),
                Optional.of("lab"),
                Duration.ofSeconds(20));

        pachctl.pause();

        assertThat(fake.asked()).containsExactly("enterprise pause|" + config + "|lab|lab|");
        assertThat(pachctl.overrides()).isEmpty();
        assertThat(pachctl.pauseTarget().context()).contains("lab");
    }

    @Test
    void overridesInTheEnvironmentAreToldAndHandedDown() throws Exception {
        FakePachctl fake = fake("'enterprise unpause') ;;");
        Pachctl pachctl = fake.with(
                Map.of("PACHD_ADDRESS", "grpc://elsewhere:1", "PACH_CONTEXT", "a"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(20));

        pachctl.unpause();

        assertThat(pachctl.overrides()).containsExactly("PACHD_ADDRESS", "PACH_CONTEXT");
        assertThat(fake.asked()).containsExactly("enterprise unpause||a||grpc://elsewhere:1");
    }

    @Test
    void noContextIsNone() throws Exception {
        FakePachctl fake = fake(
                "'config get active-context') echo NONE;;\n" + "'config get active-enterprise-context') echo NONE;;");

        assertThat(fake.plain().activeContext()).isEmpty();
        assertThat(fake.plain().pauseTarget().warnings())
                .containsExactly("there is no context at all, so pausing has no target");
    }

    @Test
    void anUnknownContextIsAbsentAndNoFailure() throws Exception {
        FakePachctl fake = fake("'config get context x') echo 'context does not exist: x' >&2; exit 1;;");

        assertThat(fake.plain().context("x")).isEmpty();
    }

    @Test
    void contextsAreListedWithoutTheirMarks() throws Exception {
        FakePachctl fake = fake("'config list context') printf 'ACTIVE\\tNAME\\n*\\tprod\\nE\\tes\\n\\tdev\\n';;");

        assertThat(fake.plain().contexts()).containsExactly("prod", "es", "dev");
    }

    @Test
    void thePauseStatusIsTheLastLineUpTo25AndTheOnlyOneLater() throws Exception {
        assertThat(fake("'enterprise pause-status') echo 'Using enterprise context: a'; echo partially-paused;;")
                        .plain()
                        .pauseStatus())
                .isEqualTo(PauseState.PARTIALLY_PAUSED);
        assertThat(fake("'enterprise pause-status') echo 'Using enterprise context: a' >&2; echo paused;;")
                        .plain()
                        .pauseStatus())
                .isEqualTo(PauseState.PAUSED);
    }

    @Test
    void aPauseStatusThatIsNoneIsNotGuessed() throws Exception {
        FakePachctl fake = fake("'enterprise pause-status') echo 'paused?';;");

        assertThat(catchThrowableOfType(
                                PachctlException.class, () -> fake.plain().pauseStatus())
                        .kind())
                .isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void whatAVersionSaysWhenItCannotPauseIsUnderstood() throws Exception {
        Map<String, Kind> table = Map.of(
                "unknown command \\\"pause\\\" for \\\"pachctl enterprise\\\"", Kind.NOT_SUPPORTED,
                "Deprecated. Please don't use.", Kind.NOT_SUPPORTED,
                "this pachd instance is not in a pausable mode", Kind.WRONG_TARGET,
                "rpc error: user:a is not authorized to perform this operation", Kind.NOT_ALLOWED,
                "error connecting to pachd server at address \\\"grpc://x\\\"", Kind.UNREACHABLE,
                "something else", Kind.FAILED);
        for (Map.Entry<String, Kind> row : table.entrySet()) {
            FakePachctl fake = fake("'enterprise pause') echo 'Using enterprise context: a' >&2; echo \"" + row.getKey()
                    + "\" >&2; exit 1;;");

            PachctlException failure = catchThrowableOfType(
                    PachctlException.class, () -> fake.plain().pause());

            assertThat(failure.kind()).as(row.getKey()).isEqualTo(row.getValue());
            assertThat(failure)
                    .hasMessageContaining(row.getKey().replace("\\", ""))
                    .hasMessageNotContaining("Using");
            assertThat(failure.hint()).endsWith(".");
        }
    }

    @Test
    void aPachctlThatHangsIsStopped() throws Exception {
        FakePachctl fake = fake("'enterprise pause') exec sleep 60;;");
        Pachctl pachctl = fake.with(Map.of(), Optional.empty(), Optional.empty(), Duration.ofMillis(300));

        assertThat(catchThrowableOfType(PachctlException.class, pachctl::pause).kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aMissingProgramIsSaid() throws Exception {
        FakePachctl fake = fake("");
        java.nio.file.Files.delete(folder.resolve("pachctl"));

        assertThat(fake.plain().isThere()).isFalse();
        assertThat(catchThrowableOfType(
                                PachctlException.class, () -> fake.plain().clientVersion())
                        .kind())
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void nothingThatLooksLikeAnOptionPassesForAContext() throws Exception {
        FakePachctl fake = fake("*) echo '{}';;");

        assertThat(catchThrowableOfType(
                                PachctlException.class, () -> fake.plain().context("--help"))
                        .kind())
                .isEqualTo(Kind.WRONG_TARGET);
        assertThat(fake.asked()).isEqualTo(List.of());
    }
}
