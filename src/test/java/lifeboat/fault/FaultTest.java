package lifeboat.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void aTestThatCountsNothingInjectedItsFaultOnce() {
        Tally tally = new Tally();
        assertThat(tally.injections()).isEqualTo(1);
        assertThat(tally.survivals(true)).isEqualTo(1);
        assertThat(tally.survivals(false)).isZero();
    }

    @Test
    void whatWasInjectedLastAndNotSurvivedShows() {
        Tally tally = new Tally();
        tally.survived(3);
        tally.injected();
        assertThat(tally.injections()).isEqualTo(4);
        assertThat(tally.survivals(false)).isEqualTo(3);
    }
}
