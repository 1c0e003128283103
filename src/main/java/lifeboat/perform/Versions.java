package lifeboat.perform;

import java.util.Optional;
import lifeboat.pachyderm.PachydermVersion;

/** The version of Pachyderm that a chart installs: the chart has the same. */
final class Versions {
    private Versions() {}

    /** 2.8.10 of {@code pachyderm-2.8.10}; empty if it cannot be told. */
    static Optional<String> ofChart(String chart) {
        int dash = chart.indexOf('-');
        return dash < 0
                ? Optional.empty()
                : PachydermVersion.parse(chart.substring(dash + 1)).map(PachydermVersion::toString);
    }

    /** A version that must be one. */
    static PachydermVersion of(String text) throws PerformException {
        return PachydermVersion.parse(text)
                .orElseThrow(() -> new PerformException(
                        "\"" + text + "\" is not a version of Pachyderm",
                        "Name it with the parameter version, as 2.8.10."));
    }
}
