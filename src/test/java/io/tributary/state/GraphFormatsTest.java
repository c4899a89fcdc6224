package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphFormatsTest {
    private static final long T = 1_772_359_200_000L;

    private final ByteWriter out = new ByteWriter(16);
    private final NameDictionary names = new NameDictionary((name, number) -> {});

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void what_was_written_is_read(long seed) {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 1000; i++) {
            Pointer pointer = random.pointer();
            assertThat(PointerFormat.decode(PointerFormat.encode(pointer, out)))
                    .as("seed %d", seed)
                    .isEqualTo(pointer);

            Profile profile = random.profile(random.profileId());
            Bytes value = ProfileFormat.encode(profile, names, out);
            assertThat(ProfileFormat.decode(profile.id(), value, names))
                    .as("seed %d", seed)
                    .isEqualTo(profile);

            Map<String, Trait> traits = random.traits(profile.id());
            Map<String, Trait> read = TraitsFormat.decode(profile.id(), TraitsFormat.encode(profile.id(), traits, out));
            assertThat(new ArrayList<>(read.entrySet()))
                    .as("seed %d", seed)
                    .isEqualTo(new ArrayList<>(traits.entrySet()));
        }
    }

    @Test
    void what_was_written_with_a_full_dictionary_is_read() {
        for (int i = 0; i < NameDictionary.MAX_NAMES; i++) {
            names.numberOrAdd("type" + i);
        }
        what_was_written_is_read(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void different_external_ids_have_different_keys(long seed) {
        RandomValues random = new RandomValues(seed);
        Map<Bytes, ExternalId> byKey = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            ExternalId id = random.externalId();
            Bytes numbered = ExternalIdFormat.key(id, names.numberOrAdd(id.type()), out);
            assertThat(byKey.getOrDefault(numbered, id)).as("seed %d", seed).isEqualTo(id);
            byKey.put(numbered, id);
            Bytes spelled = ExternalIdFormat.key(id, NameDictionary.NONE, out);
            assertThat(byKey.getOrDefault(spelled, id)).as("seed %d", seed).isEqualTo(id);
            byKey.put(spelled, id);
        }
    }

    @Test
    void keys_of_profiles_sort_as_profile_ids_do() {
        ProfileId early = new ProfileId(ProfileId.Kind.USER, 5, -1, -1);
        ProfileId late = new ProfileId(ProfileId.Kind.USER, 6, 0, 0);
        assertThat(ProfileIdFormat.key(early, out).toString())
                .isLessThan(ProfileIdFormat.key(late, out).toString())
                .hasSize(42);
    }

    @Test
    void values_of_another_version_are_refused() {
        ProfileId id = new RandomValues(1).profileId();
        Bytes later = new Bytes(new byte[] {0x20, 0, 0});
        assertThatIllegalStateException()
                .isThrownBy(() -> PointerFormat.decode(later))
                .withMessageStartingWith("a pointer was written in version 2, this release reads version 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> ProfileFormat.decode(id, later, names))
                .withMessageStartingWith("a profile was written in version 2, this release reads version 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> TraitsFormat.decode(id, later))
                .withMessageStartingWith("a set of traits was written in version 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_values_are_an_illegal_state_and_nothing_else(long seed) {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 2000; i++) {
            Profile profile = random.profile(random.profileId());
            byte[] value = ProfileFormat.encode(profile, names, out).content();
            value[random.below(value.length)] ^= (byte) (1 << random.below(8));
            try {
                ProfileFormat.decode(profile.id(), new Bytes(value), names);
            } catch (IllegalStateException | IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    /** The budget of 150 bytes, for a person with an account and an address who was seen on three devices. */
    @Test
    void a_typical_external_id_takes_at_most_150_bytes() {
        Profile profile = typicalProfile();
        // Flink's part of a key in RocksDB: key group, length of the space, "main", namespace; of a value: not null.
        int key = 2 + 1 + 4 + 1;
        int notNull = 1;
        int length = 1;
        int rocksDb = 8 + 3;
        int entry = key + length + notNull + length + rocksDb;
        int pointers = 0;
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            pointers += entry
                    + ExternalIdFormat.key(id, names.numberOrAdd(id.type()), out)
                            .size()
                    + PointerFormat.encode(new Pointer(profile.id()), out).size();
        }
        int value = ProfileFormat.encode(profile, names, out).size();
        int whole = entry + ProfileIdFormat.key(profile.id(), out).size() + value;
        assertThat(value).isLessThanOrEqualTo(230);
        assertThat((pointers + whole) / profile.identifiers().size()).isLessThanOrEqualTo(120);
    }

    static Profile typicalProfile() {
        RandomValues random = new RandomValues(7);
        ProfileId id = ProfileId.at(ProfileId.Kind.USER, T, 1234567, -89);
        String login = random.uuid();
        List<Identifier> identifiers = List.of(
                identifier("anonymous_id", random.uuid(), 20_000_000, 0, id, random.uuid()),
                identifier("user_id", "u-184467", 20_000_407, 60_000, id, login),
                identifier("email", "jane.doe@example.com", 20_000_407, 60_000, id, login),
                identifier("anonymous_id", random.uuid(), 21_500_000, 86_400_000, id, random.uuid()),
                identifier("anonymous_id", random.uuid(), 23_500_000, 20 * 86_400_000L, id, random.uuid()));
        Links links = Links.NONE
                .withAllPairsOf(new int[] {0, 1, 2}, 5)
                .withAllPairsOf(new int[] {1, 3}, 5)
                .withAllPairsOf(new int[] {1, 4}, 5);
        return new Profile(id, 20_000_000, T, T + 21 * 86_400_000L, identifiers, links, List.of(), null, true);
    }

    private static Identifier identifier(
            String type, String value, long sequence, long after, ProfileId origin, String messageId) {
        return new Identifier(
                ExternalId.user(type, value),
                Identifier.age(sequence, 0),
                T + after,
                T + after,
                origin,
                messageId,
                "web");
    }
}
