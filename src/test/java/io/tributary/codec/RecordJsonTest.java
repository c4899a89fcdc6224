package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written by hand is what a library would have written. */
class RecordJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordJson json = new RecordJson();

    @Test
    void whatever_the_text_a_parser_reads_it_back_and_a_generator_writes_the_same_bytes() throws IOException {
        long seed = 20261125;
        System.out.println("RecordJsonTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String name = text(random);
            String value = text(random);
            long number = random.nextLong() >> random.nextInt(64);
            json.begin();
            json.json(name, "7");
            json.text("text", value);
            json.number("n", number);
            json.beginArray("list");
            json.text(value);
            json.beginObject();
            json.endObject();
            json.endArray();
            json.json("raw", "{\"a\": \"" + value.replaceAll("[\\p{Cntrl}\"\\\\]", "") + "\"}");
            byte[] written = json.end();

            String read = Surrogates.replaceLone(value);
            ObjectNode expected = JSON.createObjectNode();
            expected.put(Surrogates.replaceLone(name), 7).put("text", read).put("n", number);
            ArrayNode list = expected.putArray("list").add(read);
            list.addObject();
            expected.putObject("raw").put("a", read.replaceAll("[\\p{Cntrl}\"\\\\]", ""));
            assertThat(JSON.readTree(written).toString()).isEqualTo(expected.toString());
            assertThat(Utf8.firstInvalid(written)).isEqualTo(-1);
            json.begin();
            json.text("a", value);
            assertThat(new String(json.end(), StandardCharsets.UTF_8))
                    .isEqualTo(JSON.createObjectNode().put("a", read).toString());
        }
    }

    @Test
    void every_character_alone_is_read_back() throws IOException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = Character.toString(c);
            json.begin();
            json.text("c", text);
            assertThat(JSON.readTree(json.end()).path("c").textValue()).isEqualTo(Surrogates.replaceLone(text));
        }
    }

    @Test
    void a_record_may_outgrow_the_buffer_and_the_next_begins_anew() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        json.begin();
        json.base64("value", bytes, 70_001);
        json.ready(RecordJson.ready("rules", "r"));
        JsonNode read = JSON.readTree(json.end());
        assertThat(Base64.getDecoder().decode(read.path("value").textValue()))
                .hasSize(70_001)
                .isEqualTo(Arrays.copyOf(bytes, 70_001));
        assertThat(read.path("rules").textValue()).isEqualTo("r");

        json.begin();
        json.flag("no", false);
        json.yes("yes");
        json.noText("nothing");
        assertThat(new String(json.end(), StandardCharsets.UTF_8))
                .isEqualTo("{\"no\":false,\"yes\":true,\"nothing\":null}");
    }

    /** Of plain letters mostly; of everything else too, halves of pairs among it. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) random.nextInt(0x800));
                case 2 -> text.append((char) random.nextInt(0x10000));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
