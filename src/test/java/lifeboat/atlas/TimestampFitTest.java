package lifeboat.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import lifeboat.atlas.TimestampFit.Ledger;
import org.junit.jupiter.api.Test;

class TimestampFitTest {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private static Ledger ledger(long committed, long after, long newest, long bound) {
        return new Ledger(committed, after, OptionalLong.of(newest), OptionalLong.of(bound));
    }

    @Test
    void the_numbers_of_a_backup_fit_its_own_store() {
        assertThat(new TimestampFit(3_010_015, 3_010_026).misfit(ledger(6, 4, 3_010_024, 4_010_004), UNKNOWN))
                .isEmpty();
        assertThat(new TimestampFit(3_010_015, 3_010_026)
                        .misfit(ledger(6, 4, 3_010_024, 4_010_004), OptionalLong.of(3_010_014)))
                .isEmpty();
    }

    @Test
    void an_empty_store_fits_any_numbers_in_order() {
        Ledger empty = new Ledger(0, 0, UNKNOWN, UNKNOWN);
        assertThat(new TimestampFit(10, 20).misfit(empty, UNKNOWN)).isEmpty();
    }

    @Test
    void swapped_and_equal_numbers_contradict_each_other() {
        assertThat(new TimestampFit(3_010_026, 3_010_015).contradiction()).isPresent();
        assertThat(new TimestampFit(3_010_015, 3_010_015).contradiction()).isPresent();
    }

    @Test
    void a_backup_timestamp_that_lost_a_digit_does_not_fit_when_everything_would_go() {
        assertThat(new TimestampFit(301_001, 3_010_026).misfit(ledger(6, 6, 3_010_024, 4_010_004), UNKNOWN))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("does not fit the store").contains("all would be deleted"));
    }

    @Test
    void nor_when_most_of_an_old_store_would_go() {
        assertThat(new TimestampFit(301_001, 3_010_026).misfit(ledger(3000, 2700, 3_010_024, 4_010_004), UNKNOWN))
                .hasValueSatisfying(why -> assertThat(why).contains("2700 of 3000"));
    }

    @Test
    void nor_when_it_is_below_what_was_in_use_before_it() {
        assertThat(new TimestampFit(301_001, 3_010_026)
                        .misfit(ledger(3000, 4, 3_010_024, 4_010_004), OptionalLong.of(3_010_014)))
                .hasValueSatisfying(why -> assertThat(why).contains("is not above 3010014"));
    }

    @Test
    void a_store_that_was_worked_with_since_is_told_by_its_newest_timestamp() {
        assertThat(new TimestampFit(3_010_015, 3_010_026).misfit(ledger(9, 2, 4_010_040, 5_010_026), UNKNOWN))
                .hasValueSatisfying(why -> assertThat(why).contains("worked with after the backup"));
    }

    @Test
    void numbers_that_the_store_has_not_reached_do_not_fit() {
        assertThat(new TimestampFit(30_100_150, 30_100_260).misfit(ledger(6, 0, 3_010_024, 4_010_004), UNKNOWN))
                .isPresent();
        assertThat(new TimestampFit(3_010_015, 30_100_260).misfit(ledger(6, 4, 3_010_024, 4_010_004), UNKNOWN))
                .hasValueSatisfying(why -> assertThat(why).contains("fast-forward timestamp 30100260 does not fit"));
    }

    @Test
    void a_young_store_whose_service_started_twice_meanwhile_is_believed() {
        assertThat(new TimestampFit(12, 2_000_030).misfit(ledger(3, 1, 2_000_010, 3_000_000), UNKNOWN))
                .isEmpty();
    }

    @Test
    void where_nobody_can_look_into_the_store_a_number_that_lost_digits_is_told_by_the_other() {
        assertThat(new TimestampFit(301_001, 3_010_026).doubt())
                .hasValueSatisfying(why -> assertThat(why).contains("lost digits"));
        assertThat(new TimestampFit(30_100, 4_010_026).doubt()).isEmpty();
        assertThat(new TimestampFit(301_001_555, 4_010_015_777L).doubt())
                .hasValueSatisfying(why -> assertThat(why).contains("more than twice"));
        assertThat(new TimestampFit(3_010_026, 3_010_015).doubt())
                .hasValueSatisfying(why -> assertThat(why).contains("swapped"));
    }

    @Test
    void and_numbers_of_a_service_that_was_started_anew_meanwhile_are_believed() {
        assertThat(new TimestampFit(3_010_015, 3_010_026).doubt()).isEmpty();
        assertThat(new TimestampFit(3_010_015, 4_010_026).doubt()).isEmpty();
        assertThat(new TimestampFit(10_014, 1_010_001).doubt()).isEmpty();
        assertThat(new TimestampFit(9_999_990, 10_000_005).doubt()).isEmpty();
    }
}
