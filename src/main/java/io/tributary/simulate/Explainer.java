package io.tributary.simulate;

import io.tributary.codec.TypedValues;
import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Rejected;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import io.tributary.simulate.Explanation.Standing;
import io.tributary.simulate.StoryEntry.At;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Explains a profile by running the events twice: once to see to which profile the external ID leads at the end and what
 * was merged into it, once to tell what concerned any of that. Besides the graph it takes memory for merges and for what
 * it tells.
 */
public final class Explainer {
    private final Replay replay;

    public Explainer(Replay replay) {
        this.replay = replay;
    }

    /**
     * @throws IllegalArgumentException if the rules have no such space, or the external ID is none that they could match
     * @throws IOException if a file cannot be read
     */
    public Explanation explain(Question question) throws IOException {
        SpaceRules rules = replay.rules().space(question.space());
        if (rules == null) {
            throw new IllegalArgumentException("there is no space " + question.space());
        }
        Question.RawId raw = question.externalId();
        ExternalId asked = raw == null ? null : asMatched(rules.id(), raw);
        Kinship kinship = new Kinship();
        GraphStore graph = run(rules.id(), decision -> decision.merges().forEach(kinship::add)).graph;
        ProfileId named = question.profileId();
        Profile profile = named != null ? root(graph, named) : asked == null ? null : owner(graph, asked);
        Story story = new Story(kinship, profile == null ? null : profile.id(), asked);
        Run second = run(rules.id(), story::add);
        List<StoryEntry> entries = story.entries();
        Standing standing = asked == null ? standing(profile) : standing(rules, asked, graph.pointer(asked), entries);
        Pointer pointer = asked == null ? null : graph.pointer(asked);
        return new Explanation(
                rules.id(),
                asked,
                named,
                standing,
                asked == null ? null : since(standing, asked, entries),
                pointer != null && pointer.is(Pointer.SUPPRESSED),
                standing == Standing.OWNED ? profile : null,
                graph.sequence(),
                second.unusable,
                entries);
    }

    private record Run(GraphStore graph, long unusable) {}

    private interface Decided {
        void accept(Decision decision);
    }

    private Run run(String space, Decided decided) throws IOException {
        long[] unusable = new long[1];
        Simulation simulation = replay.run(new Simulation.Output() {
            @Override
            public void decided(String of, Decision decision) {
                if (of.equals(space)) {
                    decided.accept(decision);
                }
            }

            @Override
            public void rejected(Rejected rejected) {
                unusable[0]++;
            }
        });
        return new Run(simulation.graph(space), unusable[0]);
    }

    /** What intake would make of it: whoever reads commands does the same with the IDs that operators type. */
    private ExternalId asMatched(String space, Question.RawId raw) {
        SpaceRules rules = Objects.requireNonNull(replay.rules().space(space));
        String value = new TypedValues().matched(rules.identifier(raw.collection(), raw.type()), raw.value());
        if (value == null) {
            throw new IllegalArgumentException("the value is none that an external ID of this type can have");
        }
        return new ExternalId(raw.collection(), raw.type(), value);
    }

    private static @Nullable Profile owner(GraphStore graph, ExternalId asked) {
        Pointer pointer = graph.pointer(asked);
        ProfileId owner = pointer == null ? null : pointer.profile();
        return owner == null ? null : root(graph, owner);
    }

    private static @Nullable Profile root(GraphStore graph, ProfileId id) {
        Profile profile = graph.profile(id);
        while (profile != null && profile.parent() != null) {
            profile = graph.profile(profile.parent());
        }
        return profile;
    }

    private static Standing standing(@Nullable Profile profile) {
        if (profile == null) {
            return Standing.UNKNOWN;
        }
        return profile.deleted() ? Standing.DELETED : Standing.OWNED;
    }

    private static Standing standing(
            SpaceRules rules, ExternalId asked, @Nullable Pointer pointer, List<StoryEntry> entries) {
        Matching matching = rules.identifier(asked.collection(), asked.type()).matching();
        if (pointer != null && pointer.profile() != null) {
            return Standing.OWNED;
        } else if (pointer != null && pointer.is(Pointer.BLOCKED)) {
            return Standing.BLOCKED;
        } else if (pointer != null && pointer.is(Pointer.DISCARDED)) {
            return Standing.SHARED_TOO_WIDELY;
        } else if (matching == Matching.NEVER) {
            return Standing.BOUNDARY;
        } else if (matching == Matching.LEVEL) {
            return Standing.LEVEL_KEY;
        } else if (entries.stream().anyMatch(StoryEntry.Redirected.class::isInstance)) {
            return Standing.TAKEN_AWAY;
        }
        return entries.stream().anyMatch(StoryEntry.PutAside.class::isInstance) ? Standing.SET_ASIDE : Standing.UNKNOWN;
    }

    private static @Nullable At since(Standing standing, ExternalId asked, List<StoryEntry> entries) {
        At since = null;
        for (StoryEntry entry : entries) {
            boolean began = switch (standing) {
                case BLOCKED -> entry instanceof StoryEntry.Told told && blocks(told.answer(), asked);
                case SHARED_TOO_WIDELY ->
                    entry instanceof StoryEntry.Discarded discarded
                            && discarded.value().externalId().equals(asked);
                case TAKEN_AWAY -> entry instanceof StoryEntry.Redirected;
                case SET_ASIDE -> since == null && entry instanceof StoryEntry.PutAside;
                case OWNED, BOUNDARY, LEVEL_KEY, DELETED, UNKNOWN -> false;
            };
            since = began ? entry.at() : since;
        }
        return since;
    }

    private static boolean blocks(CommandAnswer answer, ExternalId asked) {
        return answer.status() == CommandAnswer.Status.DONE
                && answer.command().kind() == Command.Kind.BLOCK
                && asked.equals(answer.command().externalId());
    }
}
