package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeenBufferTest {
    private final List<String> written = new ArrayList<>();

    @Test
    void what_was_not_seen_for_longest_is_written_first() {
        SeenBuffer.Part part = new SeenBuffer(2).part();
        part.put(bytes(1), bytes(10), this::write);
        part.put(bytes(2), bytes(20), this::write);
        part.put(bytes(1), bytes(11), this::write);
        assertThat(written).isEmpty();
        part.put(bytes(3), bytes(30), this::write);
        assertThat(written).containsExactly("02=14");
        assertThat(part.get(bytes(1))).isEqualTo(bytes(11));
        assertThat(part.get(bytes(2))).isNull();
    }

    @Test
    void the_bound_is_on_all_parts_together_and_what_goes_is_of_the_part_that_is_added_to() {
        SeenBuffer buffer = new SeenBuffer(3);
        SeenBuffer.Part a = buffer.part();
        SeenBuffer.Part b = buffer.part();
        a.put(bytes(1), bytes(1), this::write);
        a.put(bytes(2), bytes(2), this::write);
        a.put(bytes(3), bytes(3), this::write);
        b.put(bytes(1), bytes(9), this::write);
        assertThat(written).as("it has no other").containsExactly("01=09");
        assertThat(b.isEmpty()).isTrue();
        assertThat(a.get(bytes(1))).isEqualTo(bytes(1));
        assertThat(buffer.size()).isEqualTo(3);
    }

    @Test
    void a_flush_writes_all_of_a_part_and_nothing_of_the_others() {
        SeenBuffer buffer = new SeenBuffer(10);
        SeenBuffer.Part a = buffer.part();
        SeenBuffer.Part b = buffer.part();
        a.put(bytes(1), bytes(1), this::write);
        b.put(bytes(2), bytes(2), this::write);
        a.put(bytes(3), bytes(3), this::write);
        a.flush(this::write);
        assertThat(written).containsExactly("01=01", "03=03");
        assertThat(a.isEmpty()).isTrue();
        assertThat(buffer.size()).isEqualTo(1);
        a.flush(this::write);
        assertThat(written).hasSize(2);
    }

    @Test
    void what_is_dropped_is_never_written() {
        SeenBuffer buffer = new SeenBuffer(10);
        SeenBuffer.Part part = buffer.part();
        part.put(bytes(1), bytes(1), this::write);
        part.put(bytes(2), bytes(2), this::write);
        part.drop(bytes(1));
        part.drop(bytes(3));
        assertThat(part.get(bytes(1))).isNull();
        assertThat(buffer.size()).isEqualTo(1);
        part.flush(this::write);
        assertThat(written).containsExactly("02=02");
    }

    @Test
    void a_buffer_of_none_writes_at_once() {
        SeenBuffer.Part part = new SeenBuffer(0).part();
        part.put(bytes(1), bytes(1), this::write);
        assertThat(written).containsExactly("01=01");
        assertThat(part.isEmpty()).isTrue();
    }

    private void write(Bytes key, Bytes value) {
        written.add(key + "=" + value);
    }

    private static Bytes bytes(int value) {
        return new Bytes(new byte[] {(byte) value});
    }
}
