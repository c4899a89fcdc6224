package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Outcome;
import io.tributary.model.OwnerChange;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions as the engine makes them, told as the story of one profile, in each of the formats. */
class StoryTest {
    private static final ProfileId A = new ProfileId(ProfileId.Kind.USER, 1, 0, 1);
    private static final ProfileId B = new ProfileId(ProfileId.Kind.USER, 2, 0, 2);
    private static final ProfileId STRANGER = new ProfileId(ProfileId.Kind.USER, 3, 0, 3);
    private static final ProfileId HOME = new ProfileId(ProfileId.Kind.HOUSEHOLD, 4, 0, 4);
    private static final ExternalId U1 = ExternalId.user("user_id", "u1");
    private static final ExternalId A2 = ExternalId.user("anonymous_id", "a\"2\u001b[0m");
    private static final ExternalId IP = ExternalId.user("ip_address", "192.0.2.1");
    private static final ExternalId EMAIL = ExternalId.user("email", "x@y.z");
    private static final ExternalId BOUNDARY = ExternalId.user("account_id", "acme");
    private static final String SPACE = "main";

    /**
     * 1: A with u1 and a boundary. 2: B with a2 and the IP address. 3: B becomes part of A. 4: the address is discarded,
     * B parts from A. 5: B, on its own, sets an email address aside. 6: A's u1 goes to nobody.
     */
    private static final List<Decision> DECISIONS = List.of(
            event(1, A, Outcome.CREATED)
                    .profile(A, List.of(identifier(U1, 1, A)), List.of(identifier(BOUNDARY, 1, A)))
                    .owner(U1, A)
                    .decision(),
            event(2, B, Outcome.CREATED)
                    .profile(B, List.of(identifier(A2, 2, B), identifier(IP, 2, B)), List.of())
                    .owner(A2, B)
                    .owner(IP, B)
                    .joined(B)
                    .decision(),
            event(3, A, Outcome.MERGED)
                    .change(new Merge(
                            SPACE, 3, 0, B, A, List.of(A2, IP), "e3", List.of(new Merge.Evidence(U1, A)), 3000))
                    .profile(
                            A,
                            List.of(identifier(U1, 1, A), identifier(A2, 2, B), identifier(IP, 2, B)),
                            List.of(identifier(BOUNDARY, 1, A)))
                    .owner(A2, A)
                    .owner(IP, A)
                    .decision(),
            event(4, STRANGER, Outcome.MATCHED)
                    .change(new Split(
                            SPACE, 4, 0, A, B, true, Split.Reason.SHARED_TOO_WIDELY, IP, List.of(A2), "e4", 4000))
                    .owner(A2, B)
                    .owner(IP, null)
                    .discarded(IP)
                    .decision(),
            event(5, B, Outcome.MATCHED)
                    .setAside(SetAside.of(EMAIL, SetAside.Reason.LIMIT_EXCEEDED, "user_id"))
                    .decision(),
            command(6, Command.Kind.DETACH, U1).owner(U1, null).decision());

    private static Identifier identifier(ExternalId id, long sequence, ProfileId origin) {
        return new Identifier(
                id, Identifier.age(sequence, 0), sequence * 1000, sequence * 1000, origin, "e" + sequence, "web");
    }

    /** Puts a decision together. */
    private static final class Draft {
        private final long sequence;
        private final @Nullable ProfileId profile;
        private final @Nullable Outcome outcome;
        private final @Nullable CommandAnswer answer;
        private List<MergeOrSplit> changes = List.of();
        private List<ProfileChange> profiles = List.of();
        private final List<OwnerChange> owners = new ArrayList<>();
        private List<Membership> memberships = List.of();
        private List<DiscardedValue> discarded = List.of();
        private List<SetAside> setAside = List.of();

        Draft(long sequence, @Nullable ProfileId profile, @Nullable Outcome outcome, @Nullable CommandAnswer answer) {
            this.sequence = sequence;
            this.profile = profile;
            this.outcome = outcome;
            this.answer = answer;
        }

        Draft profile(ProfileId id, List<Identifier> identifiers, List<Identifier> boundaries) {
            Profile is = new Profile(
                    id,
                    1,
                    0,
                    0,
                    identifiers,
                    Links.NONE,
                    boundaries,
                    List.of(),
                    0,
                    null,
                    List.of(),
                    List.of(),
                    false,
                    false);
            profiles = List.of(new ProfileChange(SPACE, sequence, is, null, new TreeMap<>()));
            return this;
        }

        Draft owner(ExternalId id, @Nullable ProfileId owner) {
            owners.add(new OwnerChange(SPACE, sequence, id, owner, 0, "", null));
            return this;
        }

        Draft change(MergeOrSplit change) {
            changes = List.of(change);
            return this;
        }

        Draft joined(ProfileId member) {
            memberships = List.of(new Membership(
                    SPACE,
                    sequence,
                    "household",
                    HOME,
                    member,
                    Membership.Change.JOINED,
                    List.of(IP),
                    "e" + sequence,
                    sequence * 1000));
            return this;
        }

        Draft discarded(ExternalId id) {
            discarded = List.of(
                    new DiscardedValue(SPACE, sequence, id, 4, "anonymous_id", "e" + sequence, sequence * 1000));
            return this;
        }

        Draft setAside(SetAside id) {
            setAside = List.of(id);
            return this;
        }

        Decision decision() {
            Resolution resolution = outcome == null
                    ? null
                    : new Resolution(
                            SPACE,
                            sequence,
                            "e" + sequence,
                            EventType.TRACK,
                            sequence * 1000,
                            profile,
                            null,
                            Collections.emptySortedMap(),
                            outcome,
                            null,
                            List.of(),
                            setAside,
                            0,
                            0,
                            null);
            return new Decision(
                    resolution,
                    changes,
                    List.of(),
                    profiles,
                    owners,
                    memberships,
                    discarded,
                    answer,
                    GraphChange.none(sequence));
        }
    }

    private static Draft event(long sequence, ProfileId profile, Outcome outcome) {
        return new Draft(sequence, profile, outcome, null);
    }

    private static Draft command(long sequence, Command.Kind kind, ExternalId id) {
        Command command = new Command(SPACE, "c" + sequence, kind, id, null, "ticket 7", sequence * 1000, null);
        return new Draft(
                sequence,
                null,
                null,
                new CommandAnswer(SPACE, sequence, command, CommandAnswer.Status.DONE, "taken from a profile"));
    }

    private static List<StoryEntry> story(@Nullable ProfileId root, @Nullable ExternalId asked) {
        Kinship kinship = new Kinship();
        DECISIONS.forEach(decision -> decision.merges().forEach(kinship::add));
        Story story = new Story(kinship, root, asked);
        DECISIONS.forEach(story::add);
        return story.entries();
    }

    private static Explanation explanation(ProfileId root) {
        Profile profile = new Profile(root, 1, 0, 0, List.of(), Links.NONE, List.of(), null, false);
        return new Explanation(
                SPACE, null, root, Explanation.Standing.OWNED, null, false, profile, 6, 0, story(root, null));
    }

    @Test
    void a_profile_has_the_story_of_what_was_merged_into_it_until_they_part() {
        assertThat(ExplanationFormat.TEXT
                        .of(explanation(A))
                        .replace(A.toString(), "A")
                        .replace(B.toString(), "B"))
                .isEqualTo("""
                        A. Space main after #6.

                        #1  1970-01-01T00:00:01Z  event e1
                            A is created
                            + user_id:u1 to A, from source web
                            + account_id:acme, a boundary, to A, from source web

                        #2  1970-01-01T00:00:02Z  event e2
                            B is created
                            + anonymous_id:a"2\\u001b[0m to B, from source web
                            + ip_address:192.0.2.1 to B, from source web
                            B joins household %s, because of ip_address:192.0.2.1

                        #3  1970-01-01T00:00:03Z  event e3
                            B becomes part of A, because user_id:u1 led to A

                        #4  1970-01-01T00:00:04Z  event e4
                            ip_address:192.0.2.1 is shared by 4 values of anonymous_id: too many, it is discarded
                            B parts from A as a profile of its own again (shared_too_widely ip_address:192.0.2.1), with\
                         anonymous_id:a"2\\u001b[0m
                            ip_address:192.0.2.1 leads to nobody from now on

                        #6  1970-01-01T00:00:06Z  command c6
                            an operator says detach user_id:u1 (ticket 7): done, taken from a profile
                            user_id:u1 leads to nobody from now on

                        Now A
                        """.formatted(HOME));
    }

    @Test
    void a_profile_that_was_parted_tells_of_the_other_only_where_they_met() {
        assertThat(story(B, null))
                .extracting(
                        entry -> entry.at().sequence() + " " + entry.getClass().getSimpleName())
                .containsExactly(
                        "2 Created",
                        "2 Brought",
                        "2 Brought",
                        "2 Grouped",
                        "3 Changed",
                        "4 Discarded",
                        "4 Changed",
                        "5 PutAside");
    }

    @Test
    void an_external_id_that_nobody_owns_tells_whom_it_led_to() {
        assertThat(story(null, U1))
                .extracting(
                        entry -> entry.at().sequence() + " " + entry.getClass().getSimpleName())
                .containsExactly("1 Redirected", "6 Told", "6 Redirected");
        assertThat(story(null, EMAIL)).singleElement().isInstanceOf(StoryEntry.PutAside.class);
    }

    @Test
    void json_is_one_object_with_an_entry_for_everything() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ExplanationFormat.JSON.of(explanation(A)));

        assertThat(json.path("standing").asText()).isEqualTo("owned");
        assertThat(json.path("asked").path("profileId").asText()).isEqualTo(A.toString());
        assertThat(json.path("story").findValuesAsText("what"))
                .containsExactly(
                        "created",
                        "brought",
                        "brought",
                        "created",
                        "brought",
                        "brought",
                        "joined",
                        "merge",
                        "discarded",
                        "split",
                        "redirected",
                        "command",
                        "redirected");
        assertThat(json.path("story").path(4).path("externalId").path("id").asText())
                .isEqualTo(A2.value());
        assertThat(json.path("story").path(9).path("cause").path("id").asText()).isEqualTo("192.0.2.1");
        assertThat(json.path("story").path(11).path("commandId").asText()).isEqualTo("c6");
    }

    @Test
    void mermaid_is_a_flowchart_whose_labels_cannot_end_early() {
        String chart = ExplanationFormat.MERMAID.of(explanation(A));

        assertThat(chart).startsWith("flowchart LR\n    n0[\"" + A + "\"]\n");
        assertThat(chart.lines().skip(1))
                .allMatch(line -> line.matches("    n\\d+"
                        + "(\\[\"[^\"]*\"]|\\(\\[\"[^\"]*\"]\\)|\\{\\{\"[^\"]*\"}}"
                        + "| (-->|==>|-\\.->|---|--x)\\|\"[^\"]*\"\\| n\\d+)"));
        assertThat(chart)
                .contains("anonymous_id:a#34;2#27;#91;0m")
                .contains("==>|\"merged by e3, 1970-01-01T00:00:03Z<br/>user_id:u1 led to " + A + "\"| n0")
                .contains(
                        "-.->|\"parted by e4, 1970-01-01T00:00:04Z<br/>shared_too_widely<br/>ip_address:192.0.2.1\"|");
    }

    @Test
    void an_account_is_told_by_who_belongs_to_it() {
        ProfileId account = new ProfileId(ProfileId.Kind.ACCOUNT, 9, 0, 9);
        Story story = new Story(new Kinship(), account, null);
        Membership membership = new Membership(
                SPACE,
                1,
                Membership.ACCOUNT,
                account,
                A,
                Membership.Change.JOINED,
                List.of(new ExternalId(Collection.ACCOUNTS, "group_id", "acme")),
                "e1",
                1000);
        Draft draft = event(1, A, Outcome.MATCHED);
        draft.memberships = List.of(membership);
        story.add(draft.decision());

        assertThat(story.entries()).singleElement().isInstanceOf(StoryEntry.Grouped.class);
    }
}
