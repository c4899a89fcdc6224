package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class WholeTruthTest {
    private static WholeTruth truth(String... lines) throws IOException {
        return new WholeTruth(new BufferedReader(new StringReader(String.join("\n", lines))));
    }

    @Test
    void people_and_offices_are_known_in_any_order_and_as_often_as_is_asked() throws IOException {
        WholeTruth truth = truth(
                "{\"messageId\":\"m1\",\"person\":4}",
                "{\"messageId\":\"m2\",\"person\":5,\"office\":\"40.0.0.1\"}",
                "{\"messageId\":\"m1\",\"person\":4}");

        assertThat(truth.applyAsInt("m2")).isEqualTo(5);
        assertThat(truth.applyAsInt("m1")).isEqualTo(4);
        assertThat(truth.applyAsInt("m1")).isEqualTo(4);
        assertThat(truth.applyAsInt("m3")).isEqualTo(-1);
        assertThat(truth.hasOffices()).isTrue();
        assertThat(truth.officeOf(5)).isEqualTo("40.0.0.1");
        assertThat(truth.officeOf(4)).isNull();
    }

    @Test
    void a_line_that_is_none_of_truth_is_refused() {
        assertThatIOException().isThrownBy(() -> truth("{\"messageId\":\"m1\"}"));
        assertThatIOException().isThrownBy(() -> truth("{\"messageId\""));
    }
}
