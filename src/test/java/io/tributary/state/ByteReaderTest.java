package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class ByteReaderTest {
    private static final long[] NUMBERS = {
        0, 1, 63, 64, 127, 128, 16383, 16384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, -64, -65, Long.MIN_VALUE
    };

    @Test
    void reads_every_number_that_was_written() {
        ByteWriter out = new ByteWriter(1);
        for (long number : NUMBERS) {
            out.varint(number);
            out.signed(number);
            out.fixedLong(number);
            out.fixedInt((int) number);
        }
        ByteReader in = reader(out);
        for (long number : NUMBERS) {
            assertThat(in.varint()).isEqualTo(number);
            assertThat(in.signed()).isEqualTo(number);
            assertThat(in.fixedLong()).isEqualTo(number);
            assertThat(in.fixedInt()).isEqualTo((int) number);
        }
        in.end();
    }

    @Test
    void small_numbers_take_one_byte() {
        ByteWriter out = new ByteWriter(1);
        out.varint(127);
        out.signed(-64);
        assertThat(out.size()).isEqualTo(2);
    }

    @Test
    void reads_every_text_that_was_written_halves_of_surrogate_pairs_included() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0xFFFF; c++) {
            all.append((char) c);
        }
        ByteWriter out = new ByteWriter(1);
        out.text("");
        out.text(all.toString());
        out.nullableText(null);
        out.nullableText("");
        out.text("\ud83d");
        ByteReader in = reader(out);
        assertThat(in.text()).isEmpty();
        assertThat(in.text()).isEqualTo(all.toString());
        assertThat(in.nullableText()).isNull();
        assertThat(in.nullableText()).isEmpty();
        assertThat(in.text()).isEqualTo("\ud83d");
        in.end();
    }

    @Test
    void another_version_is_refused_with_what_to_do() {
        ByteWriter out = new ByteWriter(1);
        out.head(2, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader(out).head(1, 0))
                .withMessage("a value was written in version 2, this release reads version 1: start the release that"
                        + " wrote it or a newer one");
    }

    @Test
    void an_unknown_flag_is_refused_with_what_to_do() {
        ByteWriter out = new ByteWriter(1);
        out.head(1, 5);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader(out).head(1, 1))
                .withMessageStartingWith("a value of version 1 has parts that this release does not know (flags 101)");
    }

    @Test
    void what_ends_too_early_is_damaged() {
        ByteWriter out = new ByteWriter(1);
        out.text("jürgen");
        byte[] whole = out.toBytes().content();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new ByteReader(part, "a value").text())
                    .withMessage("a value of " + length + " bytes is damaged: it ends too early");
        }
    }

    @Test
    void what_is_left_over_is_damaged() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ByteReader(new byte[3], "a value").end())
                .withMessage("a value of 3 bytes is damaged: 3 bytes are left over");
    }

    @Test
    void a_text_that_ends_within_a_character_is_damaged() {
        byte[] bytes = {2, 'a', (byte) 0xC3, (byte) 0xBC};
        assertThatIllegalStateException()
                .isThrownBy(() -> new ByteReader(bytes, "a value").text())
                .withMessageEndingWith("a text ends within a character");
    }

    @Test
    void an_endless_number_is_damaged() {
        byte[] bytes = new byte[11];
        java.util.Arrays.fill(bytes, (byte) 0xFF);
        assertThatIllegalStateException()
                .isThrownBy(() -> new ByteReader(bytes, "a value").varint())
                .withMessageEndingWith("a number has more than 64 bits");
    }

    private static ByteReader reader(ByteWriter out) {
        return new ByteReader(out.toBytes().content(), "a value");
    }
}
