package lifeboat.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarLongTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8080",
        "16383, bfff",
        "16384, c04000",
        "2097151, dfffff",
        "2097152, e0200000",
        "3010015, e02deddf",
        "9223372036854775807, ff7fffffffffffffff",
        "-1, ff80ffffffffffffffff",
    })
    void a_number_has_the_bytes_that_atlasdb_gives_it(long number, String hex) {
        assertThat(HexFormat.of().formatHex(VarLong.encode(number))).isEqualTo(hex);
        assertThat(VarLong.decode(HexFormat.of().parseHex(hex))).isEqualTo(number);
    }

    @Test
    void the_bytes_are_in_the_order_of_the_numbers() {
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            long one = random.nextLong() >>> (1 + random.nextInt(62));
            long other = random.nextLong() >>> (1 + random.nextInt(62));
            assertThat(VarLong.decode(VarLong.encode(one))).isEqualTo(one);
            assertThat(Integer.signum(Arrays.compareUnsigned(VarLong.encode(one), VarLong.encode(other))))
                    .isEqualTo(Long.compare(one, other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "e02ded", "e02deddf00", "8001", "ffffffffffffffffffff", "0000000000000000000000"})
    void other_bytes_are_refused(String hex) {
        assertThatThrownBy(() -> VarLong.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
