package lifeboat.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void aTestThatCountsNothingInjectedItsFaultOnce() {
        assertThat(new Tally().columns(true)).isEqualTo("1\t1");
        assertThat(new Tally().columns(false)).isEqualTo("1\t0");
    }

    @Test
    void whatWasInjectedLastAndNotSurvivedShows() {
        Tally tally = new Tally();
        tally.survived(3);
        tally.injected();
        assertThat(tally.columns(false)).isEqualTo("4\t3");
    }
}
