package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Scope SCOPE = variable -> Optional.ofNullable(Map.of(
                    "namespace", List.of("default"),
                    "list", List.of("a", "b"),
                    "none", List.<String>of(),
                    "recorded.pachd.replicas", List.of("3"),
                    "tricky", List.of("$1 \\ {{ namespace }}"))
            .get(variable));

    @Test
    void everyVariableIsReplacedAndEverythingElseStays() {
        assertThat(new Template("scale {{namespace}}/pachd to {{ recorded.pachd.replicas }}, $1").resolve(SCOPE))
                .isEqualTo("scale default/pachd to 3, $1");
    }

    @Test
    void aValueIsNeverReadAsATemplateItself() {
        assertThat(new Template("<{{ tricky }}>").resolve(SCOPE)).isEqualTo("<$1 \\ {{ namespace }}>");
    }

    @Test
    void aListIsJoinedInTextAndKeptApartAlone() {
        assertThat(new Template("all: {{ list }}{{ none }}").resolve(SCOPE)).isEqualTo("all: a,b");
        assertThat(new Template(" {{ list }} ").resolveList(SCOPE)).containsExactly("a", "b");
        assertThat(new Template("{{ none }}").resolveList(SCOPE)).isEmpty();
        assertThat(new Template("x{{ list }}").resolveList(SCOPE)).containsExactly("xa,b");
    }

    @Test
    void aComparisonIsTrueOrFalse() {
        assertThat(new Template("{{ namespace == default }}").resolve(SCOPE)).isEqualTo("true");
        assertThat(new Template("{{ namespace != default }}").resolve(SCOPE)).isEqualTo("false");
        assertThat(new Template("{{ none == default }}").resolveList(SCOPE)).containsExactly("false");
        assertThat(new Template("{{ namespace==other }}").variables()).containsExactly("namespace");
    }

    @Test
    void anUnknownVariableIsNamed() {
        Template template = new Template("{{ namespace }} {{ later.value }}");

        assertThat(template.isKnownIn(SCOPE)).isFalse();
        assertThat(template.variables()).containsExactly("namespace", "later.value");
        assertThatExceptionOfType(Template.UnknownVariable.class)
                .isThrownBy(() -> template.resolve(SCOPE))
                .satisfies(unknown -> assertThat(unknown.variable()).isEqualTo("later.value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{", "}}", "{{ a b }}", "{{ a | upper }}", "{{ }}", "{{ a > b }}", "{{{ a }}}x}}", "{{ 1a }}"})
    void whatIsNotAVariableIsFound(String text) {
        assertThat(new Template(text).malformed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "{ }", "{{ a }}{{b}}", "{{ a == b }}"})
    void whatIsFineIsNotComplainedAbout(String text) {
        assertThat(new Template(text).malformed()).isEmpty();
    }
}
