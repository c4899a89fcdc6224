package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class WaitingKeyTest {
    private static final long SEED = 20260302;

    private static byte[] bytes(WaitingKey key) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        WaitingKey.Serializer.INSTANCE.serialize(key, out);
        return out.getCopyOfBuffer();
    }

    private static WaitingKey random(Random random) {
        StringBuilder messageId = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            messageId.append("\u0000\u0001a\u00ff\uffff".charAt(random.nextInt(5)));
        }
        return new WaitingKey(messageId.toString(), random.nextInt(4) * 100L);
    }

    @Test
    void bytes_sort_as_keys_do_and_read_as_what_was_written() throws IOException {
        Random random = new Random(SEED);
        Comparator<WaitingKey> order = Comparator.<WaitingKey, byte[]>comparing(
                        key -> key.messageId().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
                .thenComparing(WaitingKey::arrival);
        for (int i = 0; i < 20_000; i++) {
            WaitingKey a = random(random);
            WaitingKey b = random(random);
            assertThat(Integer.signum(Arrays.compareUnsigned(bytes(a), bytes(b))))
                    .as("%s, %s, seed %d", a, b, SEED)
                    .isEqualTo(Integer.signum(order.compare(a, b)));
            assertThat(WaitingKey.Serializer.INSTANCE.deserialize(new DataInputDeserializer(bytes(a))))
                    .isEqualTo(a);
        }
    }

    @Test
    void the_format_is_what_savepoints_hold() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(new WaitingKey("a\u0000\u00fc", 258))))
                .isEqualTo("6100ffc3bc" + "0000" + "0000000000000102");
    }
}
