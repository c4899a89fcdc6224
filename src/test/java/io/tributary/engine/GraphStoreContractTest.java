package io.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Anchors;
import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} promises. A store's own test extends this and says how to make an empty one. */
public abstract class GraphStoreContractTest extends PointerContract {
    @Test
    void an_empty_graph_is_before_its_first_event_and_knows_nobody() {
        assertThat(store.sequence()).isZero();
        assertThat(store.pointer(JANE)).isNull();
        assertThat(store.profile(FIRST)).isNull();
        assertThat(store.traits(FIRST)).isEmpty();
        assertThat(store.anchors(JANE)).isEqualTo(Anchors.NONE);
        assertThat(store.command("c1")).isZero();
    }

    @Test
    void what_was_applied_is_read_back() {
        Profile profile = profile(FIRST, List.of(identifier(JANE, 1, "web")), Links.NONE);
        Map<String, Trait> traits = Map.of("plan", new Trait("\"gold\"", TIME, 1, FIRST));
        store.apply(GraphChange.of(1, List.of(profile), Map.of(JANE, new Pointer(FIRST)), Map.of(FIRST, traits)));

        assertThat(store.sequence()).isEqualTo(1);
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(FIRST));
        assertThat(store.profile(FIRST)).isEqualTo(profile);
        assertThat(store.traits(FIRST)).isEqualTo(traits);
    }

    @Test
    void a_level_is_known_from_the_first_that_is_known_of_it_and_never_forgotten() {
        ExternalId key = new ExternalId(Collection.level("household"), "ip_address", "home");
        assertThat(store.levels()).isEmpty();
        apply(1, profile(FIRST, List.of(identifier(JANE, 1, null)), Links.NONE));
        assertThat(store.levels()).isEmpty();

        store.apply(GraphChange.of(2, List.of(), Map.of(key, new Pointer(FIRST)), Map.of()));
        store.apply(GraphChange.of(3, List.of(), Map.of(key, Pointer.NONE), Map.of()));

        assertThat(store.levels()).containsExactly("household");
    }

    @Test
    void nothing_else_is_there() {
        apply(1, profile(FIRST, List.of(identifier(JANE, 1, null)), Links.NONE));

        assertThat(store.pointer(PHONE)).isNull();
        assertThat(store.pointer(ExternalId.user("phone", JANE.value()))).isNull();
        assertThat(store.pointer(new ExternalId(Collection.ACCOUNTS, JANE.type(), JANE.value())))
                .isNull();
        assertThat(store.pointer(new ExternalId(Collection.level("household"), JANE.type(), JANE.value())))
                .isNull();
        assertThat(store.profile(SECOND)).isNull();
        assertThat(store.profile(UNKNOWN)).isNull();
        assertThat(store.traits(SECOND)).isEmpty();
        assertThat(store.anchors(JANE)).isEqualTo(Anchors.NONE);
        assertThat(store.command("m1")).isZero();
    }

    @Test
    void an_event_that_changes_nothing_moves_the_sequence_only() {
        Profile profile = profile(FIRST, List.of(identifier(JANE, 1, "web")), Links.NONE);
        apply(1, profile);
        for (long sequence = 2; sequence <= 300; sequence++) {
            store.apply(GraphChange.none(sequence));
        }

        assertThat(store.sequence()).isEqualTo(300);
        assertThat(store.profile(FIRST)).isEqualTo(profile);
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(FIRST));
    }

    @Test
    void sequences_beyond_an_int_are_kept() {
        long sequence = 5_000_000_000L;
        Profile profile = profile(FIRST, List.of(identifier(JANE, sequence, "web")), Links.NONE);
        apply(sequence, profile);

        assertThat(store.sequence()).isEqualTo(sequence);
        assertThat(store.profile(FIRST)).isEqualTo(profile);
    }

    @Test
    void a_profile_that_grows_is_read_as_it_is_now() {
        Identifier jane = identifier(JANE, 1, "web");
        apply(1, profile(FIRST, List.of(jane), Links.NONE));
        Profile grown = profile(
                FIRST,
                List.of(jane.seenAt(TIME - 86_400_000), identifier(PHONE, 2, null)),
                Links.NONE.withAllPairsOf(new int[] {0, 1}, 2));
        store.apply(GraphChange.of(2, List.of(grown), Map.of(PHONE, new Pointer(FIRST)), Map.of()));

        assertThat(store.profile(FIRST)).isEqualTo(grown);
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(FIRST));
        assertThat(store.pointer(PHONE)).isEqualTo(new Pointer(FIRST));
    }

    @Test
    void what_was_read_before_a_change_stays_as_it_was() {
        Profile before = profile(FIRST, List.of(identifier(JANE, 1, "web")), Links.NONE);
        apply(1, before);
        Profile read = store.profile(FIRST);
        setTraits(2, Map.of("plan", new Trait("1", TIME, 2, FIRST)));
        Map<String, Trait> traits = store.traits(FIRST);
        apply(3, profile(FIRST, List.of(identifier(JANE, 1, "web"), identifier(PHONE, 3, "web")), Links.NONE));
        setTraits(4, Map.of("plan", new Trait("2", TIME, 4, FIRST)));

        assertThat(read).isEqualTo(before);
        assertThat(traits).isEqualTo(Map.of("plan", new Trait("1", TIME, 2, FIRST)));
    }

    @Test
    void a_merge_moves_identifiers_and_traits_and_leaves_a_child_with_its_parent() {
        Identifier jane = identifier(JANE, 1, "web");
        Identifier phone = new Identifier(PHONE, Identifier.age(2, 0), TIME, TIME, SECOND, "m2", "ios");
        apply(1, profile(FIRST, List.of(jane), Links.NONE));
        apply(2, profile(SECOND, List.of(phone), Links.NONE));
        store.apply(GraphChange.of(
                3, List.of(), Map.of(), Map.of(SECOND, Map.of("plan", new Trait("1", TIME, 3, SECOND)))));

        Links links = Links.NONE.withAllPairsOf(new int[] {0, 1}, 2);
        Profile parent = new Profile(FIRST, 1, TIME, TIME, List.of(jane, phone), links, List.of(SECOND), null, true);
        Profile child = new Profile(SECOND, 2, TIME, TIME, List.of(), Links.NONE, List.of(), FIRST, false);
        Map<String, Trait> traits = Map.of("plan", new Trait("1", TIME, 3, SECOND));
        store.apply(GraphChange.of(
                4, List.of(parent, child), Map.of(PHONE, new Pointer(FIRST)), Map.of(FIRST, traits, SECOND, Map.of())));

        assertThat(store.profile(FIRST)).isEqualTo(parent);
        assertThat(store.profile(SECOND)).isEqualTo(child);
        assertThat(store.pointer(PHONE)).isEqualTo(new Pointer(FIRST));
        assertThat(store.traits(FIRST)).isEqualTo(traits);
        assertThat(store.traits(SECOND)).isEmpty();
    }

    @Test
    void traits_are_replaced_as_a_whole_and_an_empty_map_removes_them() {
        setTraits(1, Map.of("plan", new Trait("1", TIME, 1, FIRST), "city", new Trait("2", TIME, 1, FIRST)));
        setTraits(2, Map.of("plan", new Trait("3", TIME, 2, FIRST)));
        assertThat(store.traits(FIRST)).isEqualTo(Map.of("plan", new Trait("3", TIME, 2, FIRST)));

        setTraits(3, Map.of());
        assertThat(store.traits(FIRST)).isEmpty();
        setTraits(4, Map.of("city", new Trait("4", TIME, 4, FIRST)));
        assertThat(store.traits(FIRST)).isEqualTo(Map.of("city", new Trait("4", TIME, 4, FIRST)));
    }

    @Test
    void a_removed_trait_is_remembered() {
        Map<String, Trait> traits = Map.of("plan", new Trait(null, TIME, 1, SECOND));
        setTraits(1, traits);

        assertThat(store.traits(FIRST)).isEqualTo(traits);
    }

    @Test
    void as_many_traits_as_are_allowed_come_back_as_large_as_they_may_be() {
        Map<String, Trait> traits = new LinkedHashMap<>();
        for (int i = 0; i < Bounds.MAX_TRAITS; i++) {
            String name = "ü".repeat(Bounds.MAX_TRAIT_NAME_CHARS - 3) + (100 + i);
            int characters = i % 16 == 0 ? Bounds.MAX_TRAIT_VALUE_CHARS : i;
            traits.put(name, new Trait("€".repeat(characters), TIME - i, 1, i % 2 == 0 ? FIRST : SECOND));
        }
        setTraits(1, traits);

        assertThat(store.traits(FIRST)).isEqualTo(traits);
    }

    @Test
    void a_profile_of_many_identifiers_keeps_their_order_their_evidence_and_every_link() {
        int count = 1000;
        List<Identifier> identifiers = new ArrayList<>();
        Links links = Links.NONE;
        for (int i = 0; i < count; i++) {
            ExternalId id = ExternalId.user(i % 3 == 0 ? "email" : "custom_" + i % 7, "v" + i);
            ProfileId origin = i % 5 == 0 ? SECOND : FIRST;
            identifiers.add(new Identifier(
                    id,
                    Identifier.age(i + 1, i % Bounds.MAX_IDS),
                    TIME + i * 1000L,
                    TIME - i,
                    origin,
                    "m" + i,
                    i % 4 == 0 ? null : "source-" + i % 4));
        }
        for (int i = 1; i < count; i++) {
            links = links.withAllPairsOf(i > 2 ? new int[] {i, i / 2, i - 1} : new int[] {i, i - 1}, count);
        }
        Profile profile = profile(FIRST, identifiers, links);
        apply(1000, profile);

        assertThat(store.profile(FIRST)).isEqualTo(profile);
        for (Identifier identifier : identifiers) {
            assertThat(store.pointer(identifier.externalId())).isEqualTo(new Pointer(FIRST));
        }
    }

    @Test
    void a_profile_remembers_all_that_was_merged_into_it_in_order() {
        List<ProfileId> merged = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            merged.add(new ProfileId(ProfileId.Kind.USER, 300 - i, i * 0x9E37_79B9_7F4A_7C15L, -i));
        }
        Profile profile =
                new Profile(FIRST, 1, TIME, TIME, List.of(identifier(JANE, 1, null)), Links.NONE, merged, null, false);
        apply(1, profile);

        assertThat(store.profile(FIRST)).isEqualTo(profile);
    }

    @Test
    void values_of_any_characters_and_the_longest_length_are_told_apart() {
        List<String> values = List.of(
                "x".repeat(Bounds.MAX_VALUE_CHARS),
                "x".repeat(Bounds.MAX_VALUE_CHARS - 1) + "y",
                "€".repeat(Bounds.MAX_VALUE_CHARS),
                "😀".repeat(Bounds.MAX_VALUE_CHARS / 2),
                "",
                " ",
                "\u0000",
                "\u0000\u0000",
                "ä",
                "a\u0308",
                "\u00ff",
                "\u0100",
                "a\nb",
                "日本語");
        List<Identifier> identifiers = new ArrayList<>();
        for (String value : values) {
            identifiers.add(new Identifier(
                    ExternalId.user("email", value),
                    Identifier.age(1, identifiers.size()),
                    TIME,
                    TIME,
                    FIRST,
                    value,
                    value));
        }
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            pointers.put(identifiers.get(i).externalId(), new Pointer(new ProfileId(ProfileId.Kind.USER, i, i, i)));
        }
        Profile profile = profile(FIRST, identifiers, Links.NONE);
        store.apply(GraphChange.of(1, List.of(profile), pointers, Map.of()));

        assertThat(store.profile(FIRST)).isEqualTo(profile);
        pointers.forEach((id, pointer) -> assertThat(store.pointer(id)).isEqualTo(pointer));
    }

    @Test
    void many_types_are_told_apart() {
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            String type = i == 0 ? "t".repeat(Bounds.MAX_TYPE_CHARS) : "t" + i;
            pointers.put(ExternalId.user(type, "v"), new Pointer(new ProfileId(ProfileId.Kind.USER, i, i, i)));
            pointers.put(ExternalId.user("t", "v" + i), new Pointer(new ProfileId(ProfileId.Kind.USER, i, -i, i)));
        }
        store.apply(GraphChange.of(1, List.of(), pointers, Map.of()));

        pointers.forEach((id, pointer) -> assertThat(store.pointer(id)).isEqualTo(pointer));
    }

    @Test
    void times_before_1970_and_far_ahead_are_kept() {
        Identifier identifier = new Identifier(
                JANE, Identifier.age(7, 31), 253_402_300_799_999L, -62_135_596_800_000L, SECOND, "m", "");
        Profile profile =
                new Profile(FIRST, 7, -1, 253_402_300_799_999L, List.of(identifier), Links.NONE, List.of(), null, true);
        apply(7, profile);

        assertThat(store.profile(FIRST)).isEqualTo(profile);
    }

    @Test
    void profiles_of_neighbouring_ids_are_told_apart() {
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ProfileId id = new ProfileId(ProfileId.Kind.USER, i / 100 - 1, i / 10 % 10, i % 10);
            profiles.add(new Profile(
                    id,
                    i + 1,
                    TIME,
                    TIME,
                    List.of(identifier(JANE, i + 1, "s" + i)),
                    Links.NONE,
                    List.of(),
                    null,
                    false));
        }
        store.apply(GraphChange.of(300, profiles, Map.of(), Map.of()));

        for (Profile profile : profiles) {
            assertThat(store.profile(profile.id())).isEqualTo(profile);
        }
    }

    @Test
    void a_profile_keeps_its_boundaries_accounts_merges_and_whom_it_is_kept_apart_from() {
        ProfileId account = new ProfileId(ProfileId.Kind.ACCOUNT, 1, 2, 3);
        Identifier boundary = new Identifier(
                ExternalId.user("country", "de"), Identifier.age(3, 1), TIME + 5, TIME, SECOND, "m3", null);
        Profile profile = new Profile(
                FIRST,
                1,
                TIME,
                TIME + 1,
                List.of(identifier(JANE, 1, "web")),
                Links.NONE,
                List.of(identifier(PHONE, 2, "ios"), boundary),
                List.of(SECOND),
                7,
                null,
                List.of(new Relation(account, SECOND), new Relation(FIRST, FIRST)),
                List.of(new KeptApart(FIRST, UNKNOWN), new KeptApart(SECOND, account)),
                true,
                false);
        store.apply(GraphChange.of(1, List.of(profile), Map.of(), Map.of()));
        assertThat(store.profile(FIRST)).isEqualTo(profile);

        Profile without = profile(FIRST, profile.identifiers(), Links.NONE);
        store.apply(GraphChange.of(2, List.of(without), Map.of(), Map.of()));
        assertThat(store.profile(FIRST)).isEqualTo(without);
    }

    @Test
    void a_profile_may_have_boundaries_alone_and_as_many_accounts_as_are_allowed() {
        List<Relation> accounts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            accounts.add(new Relation(new ProfileId(ProfileId.Kind.ACCOUNT, i, -i, i), i % 2 == 0 ? FIRST : SECOND));
        }
        Profile profile = new Profile(
                FIRST,
                1,
                TIME,
                TIME,
                List.of(),
                Links.NONE,
                List.of(identifier(JANE, 1, null)),
                List.of(),
                0,
                SECOND,
                accounts,
                List.of(),
                false,
                false);
        store.apply(GraphChange.of(1, List.of(profile), Map.of(), Map.of()));

        assertThat(store.profile(FIRST)).isEqualTo(profile);
        assertThat(store.pointer(JANE)).isNull();
    }

    @Test
    void a_deleted_profile_is_known_as_deleted() {
        apply(1, profile(FIRST, List.of(identifier(JANE, 1, "web")), Links.NONE));
        setTraits(2, Map.of("plan", new Trait("1", TIME, 2, FIRST)));
        store.apply(new GraphChange(
                3,
                List.of(Profile.deleted(FIRST)),
                Map.of(JANE, Pointer.NONE),
                Map.of(),
                Map.of(FIRST, Map.of()),
                Map.of(JANE, Anchors.NONE),
                "c1"));

        assertThat(store.profile(FIRST)).isEqualTo(Profile.deleted(FIRST));
        assertThat(store.pointer(JANE)).isNull();
        assertThat(store.traits(FIRST)).isEmpty();
        assertThat(store.profile(SECOND)).isNull();
    }

    private void apply(long sequence, Profile profile) {
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        profile.identifiers().forEach(identifier -> pointers.put(identifier.externalId(), new Pointer(profile.id())));
        store.apply(GraphChange.of(sequence, List.of(profile), pointers, Map.of()));
    }

    private void setTraits(long sequence, Map<String, Trait> traits) {
        store.apply(GraphChange.of(sequence, List.of(), Map.of(), Map.of(FIRST, traits)));
    }

    private static Profile profile(ProfileId id, List<Identifier> identifiers, Links links) {
        return new Profile(id, 1, TIME, TIME + 1, identifiers, links, List.of(), null, false);
    }

    private static Identifier identifier(ExternalId id, long sequence, @Nullable String source) {
        return new Identifier(id, Identifier.age(sequence, 0), TIME, TIME, FIRST, "m" + sequence, source);
    }
}
