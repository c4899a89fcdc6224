package io.tributary.simulate;

import io.tributary.engine.Decision;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a profile. */
public sealed interface StoryEntry {
    /** By sequence, and within one: why, what came of it, what else there was to say. */
    Comparator<StoryEntry> IN_ORDER = Comparator.<StoryEntry>comparingLong(
                    entry -> entry.at().sequence())
            .thenComparingInt(StoryEntry::rank)
            .thenComparingInt(
                    entry -> entry instanceof Changed changed ? changed.change().ordinal() : 0);

    /**
     * When and on what.
     *
     * @param time event time or the command's, epoch milliseconds
     * @param by the messageId of the event, or the ID of the command
     */
    record At(long sequence, long time, String by, boolean command) {
        static At of(Decision decision) {
            Resolution resolution = decision.resolution();
            CommandAnswer answer = decision.answer();
            long sequence = decision.change().sequence();
            if (resolution != null) {
                return new At(sequence, resolution.timestamp(), resolution.messageId(), false);
            }
            if (answer == null) {
                throw new IllegalArgumentException("a decision is about an event or a command");
            }
            Command command = answer.command();
            return new At(sequence, command.time(), command.commandId(), true);
        }
    }

    At at();

    /** Its place among what happened at the same time. */
    int rank();

    /** An operator told the space to do something, and had this answer. */
    record Told(At at, CommandAnswer answer) implements StoryEntry {
        @Override
        public int rank() {
            return 0;
        }
    }

    /** An external ID has become one that too many share. */
    record Discarded(At at, DiscardedValue value) implements StoryEntry {
        @Override
        public int rank() {
            return 1;
        }
    }

    /** A merge or a split. */
    record Changed(At at, MergeOrSplit change) implements StoryEntry {
        @Override
        public int rank() {
            return 2;
        }
    }

    /** An event created a profile. */
    record Created(At at, ProfileId profile) implements StoryEntry {
        @Override
        public int rank() {
            return 3;
        }
    }

    /**
     * An event brought an external ID.
     *
     * @param boundary whether it leads to nobody, and only says who must not be joined
     * @param profile to which it was added
     * @param source of the event
     * @param expiredFrom the profile that it had led to until its window ran out, null if there is none
     */
    record Brought(
            At at,
            ExternalId externalId,
            boolean boundary,
            ProfileId profile,
            @Nullable String source,
            @Nullable ProfileId expiredFrom)
            implements StoryEntry {
        @Override
        public int rank() {
            return 4;
        }
    }

    /**
     * An external ID leads elsewhere from now on, and neither a merge nor a split is the reason.
     *
     * @param to the other profile that it leads to, null if it leads nowhere
     */
    record Redirected(
            At at, ExternalId externalId, @Nullable ProfileId to) implements StoryEntry {
        @Override
        public int rank() {
            return 5;
        }
    }

    /**
     * An external ID of an event was set aside, perhaps again and again.
     *
     * @param at the first time
     * @param profile that the event resolved to, null if to none
     * @param times how often, 1 for once
     * @param last the latest time
     */
    record PutAside(At at, SetAside setAside, @Nullable ProfileId profile, int times, At last) implements StoryEntry {
        @Override
        public int rank() {
            return 6;
        }
    }

    /** A profile joined or left an account or a group of a level. */
    record Grouped(At at, Membership membership) implements StoryEntry {
        @Override
        public int rank() {
            return 7;
        }
    }
}
