package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphFormatsTest {
    private static final long T = 1_772_359_200_000L;

    private final ByteWriter out = new ByteWriter(16);
    private final NameDictionary names = new NameDictionary((name, number) -> {});
    private final GraphKeys keys = new GraphKeys(names, out);

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

            Anchors anchors = random.anchors();
            assertThat(AnchorsFormat.decode(AnchorsFormat.encode(anchors, out)))
                    .as("seed %d", seed)
                    .isEqualTo(anchors);

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
            Bytes numbered = keys.of(GraphPart.POINTERS, id);
            assertThat(GraphPart.of(numbered)).isEqualTo(GraphPart.POINTERS);
            assertThat(GraphPart.POINTERS.isOf(numbered)).isTrue();
            assertThat(GraphPart.ANCHORS.isOf(numbered)).isFalse();
            assertThat(keys.externalId(numbered)).isEqualTo(id);
            assertThat(byKey.getOrDefault(numbered, id)).as("seed %d", seed).isEqualTo(id);
            byKey.put(numbered, id);
            Bytes spelled = spelledOut(id);
            assertThat(byKey.getOrDefault(spelled, id)).as("seed %d", seed).isEqualTo(id);
            assertThat(keys.externalId(spelled)).isEqualTo(id);
            byKey.put(spelled, id);
        }
    }

    /** As it is in a space that has no numbers left. */
    private Bytes spelledOut(ExternalId id) {
        out.clear();
        ExternalIdFormat.writeKey(GraphPart.POINTERS, id, NameDictionary.NONE, NameDictionary.NONE, out);
        return out.toBytes();
    }

    @Test
    void the_same_id_has_another_key_in_every_part() {
        ExternalId id = new RandomValues(1).externalId();
        assertThat(keys.of(GraphPart.POINTERS, id)).isNotEqualTo(keys.of(GraphPart.ANCHORS, id));
        ProfileId profile = new RandomValues(1).profileId();
        assertThat(keys.of(GraphPart.PROFILES, profile)).isNotEqualTo(keys.of(GraphPart.TRAITS, profile));
        assertThat(GraphPart.of(GraphKeys.SEQUENCE)).isEqualTo(GraphPart.SEQUENCE);
    }

    @Test
    void a_key_of_no_part_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> GraphPart.of(new Bytes(new byte[] {5})))
                .withMessage("a key of the graph of 1 bytes is damaged: no part of a graph has the code 5");
        assertThatIllegalStateException()
                .isThrownBy(() -> GraphPart.of(Bytes.EMPTY))
                .withMessage("a key of the graph of 0 bytes is damaged: it ends too early");
    }

    @Test
    void keys_of_profiles_sort_as_profile_ids_do() {
        ProfileId early = new ProfileId(ProfileId.Kind.USER, 5, -1, -1);
        ProfileId late = new ProfileId(ProfileId.Kind.USER, 6, 0, 0);
        assertThat(keys.of(GraphPart.PROFILES, early).toString())
                .isLessThan(keys.of(GraphPart.PROFILES, late).toString())
                .hasSize(42);
    }

    @Test
    void values_of_another_version_are_refused() {
        ProfileId id = new RandomValues(1).profileId();
        Bytes later = new Bytes(new byte[] {0x20, 0, 0});
        Bytes muchLater = new Bytes(new byte[] {0x30, 0, 0});
        assertThatIllegalStateException()
                .isThrownBy(() -> PointerFormat.decode(later))
                .withMessageStartingWith("a pointer was written in version 2, this release reads version 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> ProfileFormat.decode(id, muchLater, names))
                .withMessageStartingWith("a profile was written in version 3, this release reads version 2");
        assertThatIllegalStateException()
                .isThrownBy(() -> TraitsFormat.decode(id, later))
                .withMessageStartingWith("a set of traits was written in version 2");
        assertThatIllegalStateException()
                .isThrownBy(() -> AnchorsFormat.decode(later))
                .withMessageStartingWith("a set of anchors was written in version 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_values_are_an_illegal_state_and_nothing_else(long seed) {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 2000; i++) {
            Profile profile = i % 10 == 0 ? allLinked(70 + i % 7, random) : random.profile(random.profileId());
            byte[] value = ProfileFormat.encode(profile, names, out).content();
            value[random.below(value.length)] ^= (byte) (1 << random.below(8));
            try {
                ProfileFormat.decode(profile.id(), new Bytes(value), names);
            } catch (IllegalStateException | IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    /** Old values had nothing to say of it. */
    @Test
    void a_profile_without_more_has_taken_as_many_merges_as_are_merged_into_it() {
        Profile profile = new RandomValues(9).profile(ProfileId.at(ProfileId.Kind.USER, T, 1, 2));
        List<ProfileId> merged = List.of(profile.id(), profile.id(), profile.id());
        Profile plain = new Profile(
                profile.id(), 1, T, T, profile.identifiers(), profile.links(), merged, profile.parent(), true);
        Bytes value = ProfileFormat.encode(plain, names, out);
        assertThat(value.content()[0] & 4).isZero();
        assertThat(ProfileFormat.decode(plain.id(), value, names).merges()).isEqualTo(3);
    }

    @Test
    void nothing_is_kept_of_a_deleted_profile() {
        ProfileId id = new RandomValues(10).profileId();
        assertThat(ProfileFormat.encode(Profile.deleted(id), names, out).size()).isEqualTo(1);
    }

    @Test
    void an_identifier_that_begins_with_what_was_before_it_is_damaged() {
        ByteReader in = new ByteReader(new byte[] {8, 0, 0, 0, 0, 0, 3}, "a profile");
        names.numberOrAdd("email");
        Origins origins = new Origins(new RandomValues(11).profileId(), List.of());
        assertThatIllegalStateException()
                .isThrownBy(() -> new IdentifierFormat(T, origins, names).read(in))
                .withMessageContaining("has the messageId of the one before");
    }

    @Test
    void when_it_was_seen_adds_at_most_5_bytes_to_a_pointer_for_half_a_year_and_6_for_decades() {
        Pointer pointer = new Pointer(ProfileId.at(ProfileId.Kind.USER, T + 999, -1, -1));
        int bare = PointerFormat.encode(pointer, out).size();
        long day = 86_400_000L;
        for (long days : new long[] {-180, -1, 0, 1, 30, 180}) {
            assertThat(PointerFormat.encode(pointer.seenAt(T + days * day), out).size() - bare)
                    .isLessThanOrEqualTo(5);
        }
        for (long days : new long[] {-365 * 60, 365 * 60}) {
            assertThat(PointerFormat.encode(pointer.seenAt(T + days * day), out).size() - bare)
                    .isLessThanOrEqualTo(6);
        }
    }

    /** The budget of 150 bytes, for a person with an account and an address who was seen on three devices. */
    @Test
    void a_typical_external_id_takes_at_most_150_bytes() {
        Profile profile = typicalProfile();
        assertThat(ProfileFormat.encode(profile, names, out).size()).isLessThanOrEqualTo(230);
        assertThat(bytesAnExternalId(profile, new Pointer(profile.id()))).isLessThanOrEqualTo(120);
        Pointer seen = new Pointer(profile.id(), T + 90 * 86_400_000L, 0);
        assertThat(bytesAnExternalId(profile, seen)).isLessThanOrEqualTo(125);
    }

    /** Whoever gets all external IDs of a profile linked with each other gets no larger a profile than this. */
    @Test
    void a_thousand_external_ids_that_are_all_linked_take_a_bit_a_link() {
        RandomValues random = new RandomValues(9);
        for (int count : new int[] {64, 65, 128, 129, 1000}) {
            Profile linked = allLinked(count, random);
            int[] some = IntStream.range(0, count).filter(at -> at % 7 == 0).toArray();
            for (int[] positions : new int[][] {some, {}, {0, count - 1}, {count - 2, count - 1}}) {
                Profile profile = withLinks(linked, Links.NONE.withAllPairsOf(positions, count));
                Bytes bytes = ProfileFormat.encode(profile, names, out);
                assertThat(ProfileFormat.decode(profile.id(), bytes, names)).isEqualTo(profile);
            }
            Bytes bytes = ProfileFormat.encode(linked, names, out);
            assertThat(ProfileFormat.decode(linked.id(), bytes, names)).isEqualTo(linked);
            int most = count > 64 ? count * (count - 1) / 16 + 2 * count : 64 * 63 / 2 + 64;
            assertThat(bytes.size()
                            - ProfileFormat.encode(withLinks(linked, Links.NONE), names, out)
                                    .size())
                    .isLessThanOrEqualTo(most);
        }
    }

    private static Profile allLinked(int count, RandomValues random) {
        ProfileId id = random.profileId();
        List<Identifier> identifiers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            identifiers.add(identifier("key", "k" + i, 7, 0, id, "m"));
        }
        Links links = Links.NONE.withAllPairsOf(IntStream.range(0, count).toArray(), count);
        return new Profile(id, 7, T, T, identifiers, links, List.of(), null, false);
    }

    private static Profile withLinks(Profile of, Links links) {
        return new Profile(of.id(), 7, T, T, of.identifiers(), links, List.of(), null, false);
    }

    /** The same budget for a household of two with an address, whose members' IDs are long. */
    @Test
    void a_typical_external_id_of_a_level_takes_at_most_150_bytes() {
        RandomValues random = new RandomValues(8);
        ProfileId id = ProfileId.at(ProfileId.Kind.HOUSEHOLD, T, 1234567, -89);
        Collection household = Collection.level("household");
        List<Identifier> identifiers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String value = i == 1
                    ? "hauptstrasse 5, 10115 berlin"
                    : ProfileId.at(ProfileId.Kind.USER, T, i, -i).toString();
            ExternalId of = new ExternalId(household, i == 1 ? "address" : "profile", value);
            long age = Identifier.age(20_000_000 + 400_000L * i, 0);
            identifiers.add(new Identifier(of, age, T + 86_400_000L * i, T, id, random.uuid(), "web"));
        }
        Links links = Links.NONE.withAllPairsOf(new int[] {0, 1}, 3).withAllPairsOf(new int[] {1, 2}, 3);
        Profile group = new Profile(id, 20_000_000, T, T, identifiers, links, List.of(), null, false);
        assertThat(bytesAnExternalId(group, new Pointer(id, T + 90 * 86_400_000L, 0)))
                .isLessThanOrEqualTo(150);
    }

    private int bytesAnExternalId(Profile profile, Pointer pointer) {
        // Flink's part of a key in RocksDB: key group, length of the space, "main", namespace; of a value: not null.
        int key = 2 + 1 + 4 + 1;
        int notNull = 1;
        int length = 1;
        int rocksDb = 8 + 3;
        int entry = key + length + notNull + length + rocksDb;
        int whole = entry
                + keys.of(GraphPart.PROFILES, profile.id()).size()
                + ProfileFormat.encode(profile, names, out).size();
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            whole += entry
                    + keys.of(GraphPart.POINTERS, id).size()
                    + PointerFormat.encode(pointer, out).size();
        }
        return whole / profile.identifiers().size();
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
