package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageNumberTest {
    @Test
    void a_number_takes_the_place_of_the_message_id_and_nothing_else() {
        byte[] event = new TrafficGenerator(1, 1, 1, Mess.NONE).next();
        byte[] numbered = event.clone();

        MessageNumber.put(numbered, 1000);

        assertThat(MessageNumber.of(numbered)).isEqualTo(1000);
        assertThat(text(numbered)).startsWith("{\"messageId\":\"00000000-0000-4000-8000-0000000003e8\",");
        assertThat(text(numbered).substring(50)).isEqualTo(text(event).substring(50));
    }

    @Test
    void the_space_the_hash_and_the_sequence_of_a_record_are_read_wherever_they_stand() {
        byte[] event = bytes("{\"messageId\":\"a-1\"}");
        byte[] record = bytes("{\"space\":\"s\",\"sequence\":1207,\"messageId\":\"a-1\",\"type\":\"track\"}");

        assertThat(MessageNumber.space(record)).isEqualTo("s");
        assertThat(MessageNumber.sequence(record)).isEqualTo(1207);
        assertThat(MessageNumber.hash(record)).isEqualTo(MessageNumber.hash(event));
        assertThat(MessageNumber.hash(record)).isNotEqualTo(MessageNumber.hash(bytes("{\"messageId\":\"a-2\"}")));
    }

    @Test
    void a_record_without_one_is_told() {
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> MessageNumber.of(bytes("{}")))
                .withMessageContaining("messageId");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
