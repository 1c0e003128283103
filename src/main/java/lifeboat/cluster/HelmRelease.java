package lifeboat.cluster;

import java.util.Optional;

/**
 * The deployed revision of a Helm release.
 *
 * @param name the release
 * @param revision its revision
 * @param status {@code deployed}
 * @param chart the chart's name
 * @param chartVersion the chart's version
 * @param appVersion what the chart says it installs; may be empty text
 * @param valuesYaml the values that the user supplied, as {@code helm get values} shows them; {@code {}} for none
 * @param valuesSha256 lower-case hex SHA-256 of that text in UTF-8
 * @param description what was written down at its install or upgrade, as {@code --description} takes it
 * @param laterAttempt a newer revision that is not deployed, such as {@code 7 (failed)}
 */
public record HelmRelease(
        String name,
        int revision,
        String status,
        String chart,
        String chartVersion,
        String appVersion,
        String valuesYaml,
        String valuesSha256,
        String description,
        Optional<String> laterAttempt) {

    /** Without the values, which often hold secrets. */
    @Override
    public String toString() {
        return name + " revision " + revision + " (" + chart + " " + chartVersion + ", " + status + ")";
    }
}
