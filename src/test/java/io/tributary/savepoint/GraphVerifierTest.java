package io.tributary.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.Pointer;
import io.tributary.job.JobNames;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Trait;
import io.tributary.state.Bytes;
import io.tributary.state.GraphHarness;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small sound graph, and one that breaks each invariant in turn. */
class GraphVerifierTest {
    private static final long TIME = 1_772_359_200_000L;
    private static final ProfileId PERSON = id(ProfileId.Kind.USER, 1);
    private static final ProfileId CHILD = id(ProfileId.Kind.USER, 2);
    private static final ProfileId OTHER = id(ProfileId.Kind.USER, 3);
    private static final ProfileId GONE = id(ProfileId.Kind.USER, 4);
    private static final ProfileId ACCOUNT = id(ProfileId.Kind.ACCOUNT, 5);
    private static final ProfileId HOUSEHOLD = id(ProfileId.Kind.HOUSEHOLD, 6);
    private static final ExternalId EMAIL = ExternalId.user("email", "jane@example.com");
    private static final ExternalId USER_ID = ExternalId.user("user_id", "u1");
    private static final ExternalId OTHERS = ExternalId.user("email", "joe@example.com");
    private static final ExternalId STRAY = ExternalId.user("email", "stray@example.com");
    private static final ExternalId GROUP_ID = new ExternalId(Collection.ACCOUNTS, "group_id", "acme");
    private static final Collection LEVEL = Collection.level("household");
    private static final ExternalId MEMBER = new ExternalId(LEVEL, "profile", PERSON.toString());
    private static final Links PAIR = Links.ofRows(new int[][] {{}, {0}});
    private static final Map<String, Trait> TRAITS = Map.of("name", new Trait("\"Jane\"", TIME, 1, PERSON));

    @TempDir
    Path temp;

    private static ProfileId id(ProfileId.Kind kind, long number) {
        return ProfileId.at(kind, TIME, number, number);
    }

    /** What is in state, to be changed before it is saved. */
    private static final class Parts {
        final Map<ProfileId, Profile> profiles = new HashMap<>();
        final Map<ExternalId, Pointer> pointers = new HashMap<>();
        final Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
        long sequence = 10;

        Parts() {
            put(person(PAIR, identifier(EMAIL, 1, PERSON), identifier(USER_ID, 2, CHILD)));
            put(merged(CHILD, PERSON));
            put(other(new KeptApart(OTHER, CHILD)));
            put(Profile.deleted(GONE));
            put(profile(ACCOUNT, List.of(), List.of(), identifier(GROUP_ID, 4, ACCOUNT)));
            put(profile(HOUSEHOLD, List.of(), List.of(), identifier(MEMBER, 5, HOUSEHOLD)));
            pointers.put(EMAIL, new Pointer(PERSON, TIME, 0));
            pointers.put(USER_ID, new Pointer(PERSON));
            pointers.put(OTHERS, new Pointer(OTHER, Pointer.NEVER, Pointer.SUPPRESSED));
            pointers.put(GROUP_ID, new Pointer(ACCOUNT));
            pointers.put(MEMBER, new Pointer(HOUSEHOLD));
            traits.put(PERSON, TRAITS);
        }

        void put(Profile profile) {
            profiles.put(profile.id(), profile);
        }

        GraphChange change() {
            Map<ExternalId, Anchors> anchors = Map.of(EMAIL, Anchors.NONE.with("a1"));
            return new GraphChange(
                    sequence, List.copyOf(profiles.values()), pointers, Map.of(), traits, anchors, "c-1");
        }
    }

    private static Identifier identifier(ExternalId id, long sequence, ProfileId origin) {
        return new Identifier(id, Identifier.age(sequence, 0), TIME, TIME - 1, origin, "m" + sequence, "web");
    }

    /** The person, with what a child brought and everything else that a person can have. */
    private static Profile person(Links links, Identifier... identifiers) {
        return new Profile(
                PERSON,
                1,
                TIME,
                TIME,
                List.of(identifiers),
                links,
                List.of(),
                List.of(CHILD),
                1,
                null,
                List.of(new Relation(ACCOUNT, CHILD)),
                List.of(new KeptApart(CHILD, OTHER)),
                true,
                false);
    }

    private static Profile other(KeptApart... keptApart) {
        return profile(OTHER, List.of(), List.of(keptApart), identifier(OTHERS, 3, OTHER));
    }

    private static Profile profile(
            ProfileId id, List<ProfileId> merged, List<KeptApart> keptApart, Identifier... identifiers) {
        return new Profile(
                id,
                3,
                TIME,
                TIME,
                List.of(identifiers),
                Links.NONE,
                List.of(),
                merged,
                merged.size(),
                null,
                List.of(),
                keptApart,
                false,
                false);
    }

    private static Profile merged(ProfileId id, ProfileId parent) {
        return new Profile(id, 2, TIME, TIME, List.of(), Links.NONE, List.of(), parent, false);
    }

    /** What differs from the sound graph, so that this does not hold and nothing else is wrong with it. */
    private static Parts broken(Invariant invariant) {
        Parts parts = new Parts();
        switch (invariant) {
            case READABLE -> throw new IllegalArgumentException("is broken by bytes, not by values");
            case OWNED_BY_CANONICAL -> parts.pointers.put(STRAY, new Pointer(CHILD));
            case LISTED -> parts.pointers.put(STRAY, new Pointer(OTHER));
            case LED_BACK -> parts.pointers.remove(EMAIL);
            case SOUND_MARKS -> parts.pointers.put(EMAIL, new Pointer(PERSON, TIME, Pointer.BLOCKED));
            case CONNECTED ->
                parts.put(person(Links.NONE, identifier(EMAIL, 1, PERSON), identifier(USER_ID, 2, CHILD)));
            case SORTED -> parts.put(person(PAIR, identifier(USER_ID, 2, CHILD), identifier(EMAIL, 1, PERSON)));
            case SOUND_ORIGINS -> parts.put(person(PAIR, identifier(EMAIL, 1, PERSON), identifier(USER_ID, 2, OTHER)));
            case MERGED_EMPTY ->
                parts.put(new Profile(CHILD, 2, TIME, TIME, List.of(), Links.NONE, List.of(OTHER), PERSON, false));
            case DELETED_EMPTY -> parts.traits.put(GONE, TRAITS);
            case ONE_CANONICAL -> parts.put(merged(id(ProfileId.Kind.USER, 9), OTHER));
            case BEHIND -> parts.put(profile(ACCOUNT, List.of(CHILD), List.of(), identifier(GROUP_ID, 4, ACCOUNT)));
            case RELATED -> {
                parts.profiles.remove(ACCOUNT);
                parts.pointers.remove(GROUP_ID);
            }
            case KEPT_APART -> parts.put(other());
            case MEMBERS -> {
                ExternalId member = new ExternalId(LEVEL, "profile", CHILD.toString());
                parts.put(profile(HOUSEHOLD, List.of(), List.of(), identifier(member, 5, HOUSEHOLD)));
                parts.pointers.remove(MEMBER);
                parts.pointers.put(member, new Pointer(HOUSEHOLD));
            }
            case TRAITS -> parts.traits.put(OTHER, TRAITS);
            case SEQUENCE -> parts.sequence = 4;
        }
        return parts;
    }

    @Test
    void a_sound_graph_violates_nothing() throws Exception {
        Violations violations = verify(new Parts());

        assertThat(violations.told()).isEmpty();
        assertThat(violations.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READABLE")
    void what_does_not_hold_is_told_and_nothing_else(Invariant invariant) throws Exception {
        Violations violations = verify(broken(invariant));

        assertThat(violations.counts())
                .extracting(Violations.Count::invariant)
                .as("%s", violations.told())
                .containsExactly(invariant);
        assertThat(violations.told())
                .extracting(Violations.Violation::where)
                .allSatisfy(where -> assertThat(where).doesNotContain("example.com"));
    }

    @Test
    void an_entry_that_cannot_be_decoded_is_told_and_the_others_are_looked_at() throws Exception {
        RawState raw = new RawState();
        raw.put("acme", new Bytes(new byte[] {8 << 3, 'x'}), new Bytes(new byte[] {0x10}));
        raw.put("acme", new Bytes(new byte[] {9 << 3 | 1, 9}), new Bytes(new byte[] {0x18}));
        raw.put("acme", new Bytes(new byte[] {7}), Bytes.EMPTY);
        raw.put("acme", new Bytes(new byte[] {4}), new Bytes(new byte[] {0x10, 1}));
        Path directory = temp.resolve("savepoint");
        String path = SavedGraphs.write(raw.snapshot(), JobNames.RESOLVE_UID, directory);

        GraphVerifier verifier = verify(path);

        assertThat(verifier.violations().told())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.invariant()).isEqualTo(Invariant.READABLE));
        assertThat(verifier.checked()).containsExactly(new GraphVerifier.Checked("acme", 1, 1, 1));
    }

    @Test
    void profiles_that_go_in_circles_are_told() throws Exception {
        Parts parts = new Parts();
        ProfileId a = id(ProfileId.Kind.USER, 10);
        ProfileId b = id(ProfileId.Kind.USER, 11);
        parts.put(merged(a, b));
        parts.put(merged(b, a));

        assertThat(verify(parts).told())
                .extracting(Violations.Violation::where)
                .containsExactlyInAnyOrder(a.toString(), b.toString());
    }

    @Test
    void of_very_many_violations_all_are_counted_and_the_first_told() throws Exception {
        Parts parts = new Parts();
        for (int i = 0; i < 100; i++) {
            parts.pointers.put(ExternalId.user("email", "x" + i), new Pointer(OTHER));
        }

        Violations violations = verify(parts);

        assertThat(violations.counts()).containsExactly(new Violations.Count("acme", Invariant.LISTED, 100));
        assertThat(violations.told()).hasSize(Violations.TOLD);
    }

    private Violations verify(Parts parts) throws Exception {
        GraphHarness harness = new GraphHarness(GraphHarness.rocksDb(), 0, null);
        harness.graph("acme").apply(parts.change());
        String path = SavedGraphs.write(harness, temp.resolve("savepoint"));
        harness.close();
        return verify(path).violations();
    }

    private static GraphVerifier verify(String path) throws SavepointException {
        GraphVerifier verifier = new GraphVerifier(Progress.NONE);
        try (Savepoint savepoint = Savepoint.open(path)) {
            savepoint.forEachSpace(verifier, Progress.NONE);
        }
        return verifier;
    }
}
