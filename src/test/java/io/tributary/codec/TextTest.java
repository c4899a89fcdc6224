package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small rules of text: UTF-8, surrogates, numbers written out. */
class TextTest {
    @Test
    void bytes_are_utf8_where_javas_decoder_says_so() {
        long seed = 7;
        System.out.println("TextTest seed " + seed);
        Random random = new Random(seed);
        byte[] interesting = {
            'a',
            '\\',
            (byte) 0x80,
            (byte) 0xBF,
            (byte) 0xC1,
            (byte) 0xC2,
            (byte) 0xE0,
            (byte) 0xA0,
            (byte) 0xED,
            (byte) 0x9F,
            (byte) 0xF0,
            (byte) 0x90,
            (byte) 0xF4,
            (byte) 0x8F,
            (byte) 0xF5,
            (byte) 0xFF
        };
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = random.nextInt(4) > 0 ? (byte) 'a' : interesting[random.nextInt(interesting.length)];
            }
            boolean expected = isUtf8(bytes);
            valid += expected ? 1 : 0;
            assertThat(Utf8.firstInvalid(bytes) < 0).as("%s", (Object) bytes).isEqualTo(expected);
            String latin = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(Utf8.isPlain(bytes))
                    .as("%s", (Object) bytes)
                    .isEqualTo(latin.chars().allMatch(c -> c < 0x80 && c != '\\'));
        }
        assertThat(valid).isBetween(1000, 199_000);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void the_first_invalid_byte_is_named() {
        assertThat(Utf8.firstInvalid("abcdefghijkl\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(12);
    }

    @Test
    void lone_surrogates_become_the_replacement_character_and_pairs_stay() {
        assertThat(Surrogates.replaceLone("a\ud83d\ude00b")).isEqualTo("a\ud83d\ude00b");
        assertThat(Surrogates.replaceLone("a\ud83d")).isEqualTo("a\uFFFD");
        assertThat(Surrogates.replaceLone("\ude00\ud83d")).isEqualTo("\uFFFD\uFFFD");
        assertThat(Surrogates.replaceLone("\ud83d\ud83d\ude00")).isEqualTo("\uFFFD\ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0, 0.0",
        "17, 17",
        "1.50, 1.50",
        "1.5e3, 1500",
        "1E3, 1000",
        "1.25e-2, 0.0125",
        "-12e1, -120",
        "9007199254740993, 9007199254740993",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.1e1, 1",
        "0e9, 0",
    })
    void numbers_are_written_out(String literal, String plain) {
        assertThat(PlainDecimal.of(literal)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "1e99999999999999",
                "-1e99999999999999",
                "1e600",
                "1e-600",
                "0e999999999999"
            })
    void a_number_that_cannot_be_written_out_within_bounds_stays_as_it_is(String literal) {
        assertThat(PlainDecimal.of(literal)).isEqualTo(literal);
        assertThat(PlainDecimal.isPlain(literal)).isFalse();
    }
}
