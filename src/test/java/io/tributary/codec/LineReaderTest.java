package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(String text, int maxBytes) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = reader(text, maxBytes)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static LineReader reader(String text, int maxBytes) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), maxBytes);
    }

    @Test
    void every_line_counts_the_empty_ones_too() throws IOException {
        assertThat(lines("a\n\n\nb\n", 10)).containsExactly("a", "", "", "b");
    }

    @Test
    void a_last_line_needs_no_newline() throws IOException {
        assertThat(lines("a\nb", 10)).containsExactly("a", "b");
    }

    @Test
    void nothing_has_no_lines_and_a_newline_is_one_empty_line() throws IOException {
        assertThat(lines("", 10)).isEmpty();
        assertThat(lines("\n", 10)).containsExactly("");
    }

    @Test
    void a_carriage_return_stays() throws IOException {
        assertThat(lines("a\r\nb\r\n", 10)).containsExactly("a\r", "b\r");
    }

    @Test
    void a_line_is_kept_up_to_the_bound_and_the_next_one_is_whole() throws IOException {
        assertThat(lines("x".repeat(200_000) + "\nnext\n" + "y".repeat(11) + "\n" + "z".repeat(10), 10))
                .containsExactly("x".repeat(10), "next", "y".repeat(10), "z".repeat(10));
    }

    @Test
    void lines_longer_than_the_buffer_are_whole() throws IOException {
        String line = "ü".repeat(100_000);
        assertThat(lines(line + "\n" + line, 1 << 20)).containsExactly(line, line);
    }

    @Test
    void a_stream_that_gives_one_byte_at_a_time_gives_the_same_lines() throws IOException {
        InputStream slow = new ByteArrayInputStream("ab\n\nc".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, 1);
            }
        };
        List<String> lines = new ArrayList<>();
        LineReader reader = new LineReader(slow, 10);
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        assertThat(lines).containsExactly("ab", "", "c");
    }

    @Test
    void a_reader_that_skips_to_a_position_goes_on_with_the_line_after_it() throws IOException {
        String text = "first\n" + "x".repeat(100) + "\nthird\n";
        LineReader reader = reader(text, 10);
        reader.next();
        reader.next();
        LineReader restored = reader(text, 10);
        restored.skip(reader.position());
        assertThat(restored.next()).asString().isEqualTo("third");
        assertThat(restored.position()).isEqualTo(text.length());
    }
}
