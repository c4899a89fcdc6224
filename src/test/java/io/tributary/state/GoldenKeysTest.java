package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.ExternalId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, of which the same is true as of the bytes of {@link GoldenBytesTest}. */
final class GoldenKeysTest {
    @Test
    void keys_are_what_they_always_were() {
        ByteWriter out = new ByteWriter(16);
        ExternalIdFormat.writeKey(GraphPart.POINTERS, GoldenBytesTest.USER, NameDictionary.NONE, 1, out);
        ExternalIdFormat.writeKey(GraphPart.POINTERS, GoldenBytesTest.ANONYMOUS, NameDictionary.NONE, 300, out);
        ExternalIdFormat.writeKey(
                GraphPart.ANCHORS, GoldenBytesTest.COMPANY, NameDictionary.NONE, NameDictionary.NONE, out);
        ExternalIdFormat.writeKey(
                GraphPart.POINTERS, ExternalId.user("email_hash", "00ff"), NameDictionary.NONE, 2, out);
        ProfileIdFormat.writeKey(GraphPart.PROFILES, GoldenBytesTest.ANNA, out);
        ProfileIdFormat.writeKey(GraphPart.TRAITS, GoldenBytesTest.HOUSEHOLD, out);
        out.raw(GraphKeys.SEQUENCE.content());
        assertThat(out.toBytes()).isEqualTo(GoldenBytesTest.file("keys.v2", out.toBytes()));
    }

    @Test
    void keys_of_levels_are_what_they_always_were() {
        ByteWriter out = new ByteWriter(16);
        ExternalIdFormat.writeKey(GraphPart.POINTERS, GoldenBytesTest.ADDRESS, 1, 2, out);
        ExternalIdFormat.writeKey(GraphPart.ANCHORS, GoldenBytesTest.MEMBER, 300, 3, out);
        ExternalIdFormat.writeKey(
                GraphPart.POINTERS, GoldenBytesTest.MEMBER, NameDictionary.NONE, NameDictionary.NONE, out);
        assertThat(out.toBytes()).isEqualTo(GoldenBytesTest.file("keys-levels.v2", out.toBytes()));
    }

    @Test
    void keys_of_version_1_become_those_of_today() {
        String keys = today(
                "keys.v1",
                List.of(
                        new Older(GraphPart.POINTERS, 3),
                        new Older(GraphPart.POINTERS, 18),
                        new Older(GraphPart.ANCHORS, 9),
                        new Older(GraphPart.POINTERS, 3),
                        new Older(GraphPart.PROFILES, 21)));
        assertThat(GoldenBytesTest.file("keys.v2", Bytes.EMPTY).toString()).startsWith(keys);
        String ofLevels = today(
                "keys-levels.v1",
                List.of(
                        new Older(GraphPart.POINTERS, 10),
                        new Older(GraphPart.ANCHORS, 24),
                        new Older(GraphPart.POINTERS, 41)));
        assertThat(GoldenBytesTest.file("keys-levels.v2", Bytes.EMPTY)).hasToString(ofLevels);
    }

    /** @param size of the key, in bytes */
    private record Older(GraphPart part, int size) {}

    /** The keys in a file, one after the other, each in today's form. */
    private static String today(String file, List<Older> keys) {
        ByteReader in = new ByteReader(GoldenBytesTest.file(file, Bytes.EMPTY).content(), file);
        StringBuilder today = new StringBuilder();
        for (Older key : keys) {
            today.append(OlderGraphs.key(key.part, new Bytes(in.raw(key.size)), new ByteWriter(16)));
        }
        in.end();
        return today.toString();
    }
}
