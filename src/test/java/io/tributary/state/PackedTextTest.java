package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedTextTest {
    @ParameterizedTest
    @CsvSource({
        "67e55044-10b1-426f-9247-bb680e5fe0c8, 1, 16",
        "67e5504410b1426f9247bb680e5fe0c8, 2, 17",
        "67E55044-10B1-426F-9247-BB680E5FE0C8, 0, 37",
        "67e55044-10b1-426f-9247-bb680e5fe0c, 0, 36",
        "67e5504-410b1-426f-9247-bb680e5fe0c8, 0, 37",
        "1234, 2, 3",
        "123, 0, 4",
        "jane@example.com, 0, 17"
    })
    void a_text_takes_the_form_that_it_has(String text, int form, int size) {
        assertThat(PackedText.form(text)).isEqualTo(form);
        assertThat(written(text).size()).isEqualTo(size);
        assertThat(PackedText.read(form, new ByteReader(written(text).content(), "a text")))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reads_back_what_was_written(long seed) {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 2000; i++) {
            String text = random.text();
            ByteReader in = new ByteReader(written(text).content(), "a text");
            assertThat(PackedText.read(PackedText.form(text), in))
                    .as("seed %d", seed)
                    .isEqualTo(text);
            in.end();
        }
    }

    @Test
    void an_empty_text_is_text() {
        assertThat(PackedText.form("")).isEqualTo(PackedText.TEXT);
        assertThat(written("").size()).isEqualTo(1);
    }

    private static Bytes written(String text) {
        ByteWriter out = new ByteWriter(8);
        PackedText.write(text, PackedText.form(text), out);
        return out.toBytes();
    }
}
