package io.tributary.simulate;

import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import io.tributary.simulate.StoryEntry.At;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation in sentences, a paragraph for every event and command. */
final class ExplanationText {
    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    String write() {
        line(headline());
        long sequence = 0;
        for (StoryEntry entry : explanation.story()) {
            At at = entry.at();
            if (at.sequence() != sequence) {
                sequence = at.sequence();
                text.append('\n');
                line("#" + sequence + "  " + Instant.ofEpochMilli(at.time()) + "  " + by(at));
            }
            line("    " + sentence(entry));
        }
        Profile profile = explanation.profile();
        if (profile != null) {
            text.append('\n');
            writeNow(profile);
        }
        return text.toString();
    }

    private String headline() {
        ExternalId asked = explanation.asked();
        StringBuilder line = new StringBuilder();
        if (asked != null) {
            line.append(asked.collection()).append(' ').append(asked);
        } else {
            line.append(explanation.askedProfile());
        }
        Profile profile = explanation.profile();
        if (profile == null) {
            line.append(' ').append(explanation.standing().words());
        } else if (!profile.id().equals(explanation.askedProfile())) {
            line.append(asked != null ? " leads to " : " is part of ").append(profile.id());
        }
        At since = explanation.since();
        if (since != null) {
            line.append(", since ").append(Instant.ofEpochMilli(since.time())).append(" (");
            line.append(by(since)).append(')');
        }
        line.append(explanation.suppressed() ? ". Events with it are left unresolved" : "");
        line.append(". Space ").append(explanation.space()).append(" after #").append(explanation.sequence());
        if (explanation.unusable() > 0) {
            line.append("; records that could not be used: ").append(explanation.unusable());
        }
        return line.append('.').toString();
    }

    private void writeNow(Profile profile) {
        line("Now " + profile.id());
        profile.identifiers().forEach(id -> line("    " + now(id)));
        profile.boundaries().forEach(id -> line("    " + now(id) + ", a boundary"));
        if (!profile.merged().isEmpty()) {
            line("    has " + names(profile.merged()) + " merged into it");
        }
    }

    private static String now(Identifier id) {
        return id.externalId() + " since " + Instant.ofEpochMilli(id.addedAt());
    }

    private static String by(At at) {
        return (at.command() ? "command " : "event ") + at.by();
    }

    private String sentence(StoryEntry entry) {
        if (entry instanceof StoryEntry.Told told) {
            return sentence(told.answer());
        } else if (entry instanceof StoryEntry.Discarded discarded) {
            return sentence(discarded.value());
        } else if (entry instanceof StoryEntry.Changed changed) {
            return sentence(changed.change());
        } else if (entry instanceof StoryEntry.Created created) {
            return created.profile() + " is created";
        } else if (entry instanceof StoryEntry.Brought brought) {
            return sentence(brought);
        } else if (entry instanceof StoryEntry.Redirected redirected) {
            ProfileId to = redirected.to();
            return redirected.externalId() + " leads to " + (to == null ? "nobody" : to) + " from now on";
        } else if (entry instanceof StoryEntry.PutAside aside) {
            return sentence(aside);
        }
        return sentence(((StoryEntry.Grouped) entry).membership());
    }

    private static String sentence(CommandAnswer answer) {
        Command command = answer.command();
        List<String> words = new ArrayList<>();
        words.add("an operator says");
        words.add(command.kind() == null ? "something unknown" : command.kind().wireName());
        addIfAny(words, command.externalId());
        addIfAny(words, command.profileId());
        String reason = command.reason() == null ? "" : " (" + command.reason() + ")";
        return String.join(" ", words) + reason + ": " + answer.status().wireName() + ", " + answer.detail();
    }

    private static void addIfAny(List<String> words, @Nullable Object named) {
        if (named != null) {
            words.add(named.toString());
        }
    }

    private static String sentence(DiscardedValue value) {
        String where = value.externalId().collection().isLevel()
                ? " in level " + value.externalId().collection()
                : "";
        return value.externalId() + " is shared by " + value.sharedBy() + " values of " + value.anchor()
                + ": too many, it is discarded" + where;
    }

    private static String sentence(MergeOrSplit change) {
        if (change instanceof Merge merge) {
            List<String> bridge = new ArrayList<>();
            for (Merge.Evidence evidence : merge.because()) {
                bridge.add(evidence.externalId() + " led to " + evidence.profileId());
            }
            return merge.from() + " becomes part of " + merge.into() + ", because " + String.join(", ", bridge);
        }
        Split split = (Split) change;
        String cause = split.cause() == null ? "" : " " + split.cause();
        return split.into() + " parts from " + split.from() + " as "
                + (split.revived() ? "a profile of its own again" : "a new profile") + " ("
                + split.reason().wireName() + cause + "), with " + names(split.externalIds());
    }

    private static String sentence(StoryEntry.Brought brought) {
        StringBuilder sentence = new StringBuilder();
        sentence.append("+ ").append(brought.externalId()).append(brought.boundary() ? ", a boundary," : "");
        sentence.append(" to ").append(brought.profile());
        if (brought.source() != null) {
            sentence.append(", from source ").append(brought.source());
        }
        if (brought.expiredFrom() != null) {
            sentence.append("; it led to ").append(brought.expiredFrom()).append(" until its time ran out");
        }
        return sentence.toString();
    }

    private static String sentence(StoryEntry.PutAside aside) {
        SetAside id = aside.setAside();
        StringBuilder sentence = new StringBuilder();
        sentence.append("- ").append(id.type() == null ? "a custom ID" : id.type());
        sentence.append(id.id() == null ? "" : ":" + id.id()).append(" is set aside");
        if (id.collection() != null && id.collection().isLevel()) {
            sentence.append(" in level ").append(id.collection());
        }
        sentence.append(": ").append(id.reason().wireName());
        sentence.append(id.violated() == null ? "" : " of " + id.violated());
        if (aside.times() > 1) {
            sentence.append("; ")
                    .append(aside.times())
                    .append(" times until #")
                    .append(aside.last().sequence());
            sentence.append(" (").append(by(aside.last())).append(')');
        }
        return sentence.toString();
    }

    private static String sentence(Membership membership) {
        String because = membership.because().isEmpty() ? "" : ", because of " + names(membership.because());
        String group = membership.level() + " " + membership.groupId();
        return switch (membership.change()) {
            case JOINED -> membership.profileId() + " joins " + group + because;
            case LEFT -> membership.profileId() + " leaves " + group + because;
            case DELETED -> membership.profileId() + " is no member of " + group + " any more: one of them is deleted";
        };
    }

    private static String names(List<?> named) {
        List<String> names = new ArrayList<>();
        named.forEach(one -> names.add(one.toString()));
        return String.join(", ", names);
    }

    /** Values come from anywhere: none of them may move the cursor. */
    private void line(String line) {
        line.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                text.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                text.appendCodePoint(point);
            }
        });
        text.append('\n');
    }
}
