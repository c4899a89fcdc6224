package io.tributary.simulate;

import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.simulate.StoryEntry.At;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation as a Mermaid flowchart, from left to right. A node stands before the first edge that has it. */
final class ExplanationMermaid {
    private final Explanation explanation;
    private final StringBuilder chart = new StringBuilder("flowchart LR\n");
    private final Map<Object, String> nodes = new HashMap<>();

    ExplanationMermaid(Explanation explanation) {
        this.explanation = explanation;
    }

    String write() {
        if (explanation.profile() != null) {
            profile(explanation.profile().id());
        } else {
            unknown();
        }
        explanation.story().forEach(this::draw);
        return chart.toString();
    }

    /** What leads nowhere is drawn too, and says so. */
    private void unknown() {
        ExternalId asked = explanation.asked();
        Object key = asked != null ? key(asked) : String.valueOf(explanation.askedProfile());
        String label = escaped(key.toString()) + "<br/>"
                + escaped(explanation.standing().words());
        node(key, "([", "\"" + label + "\"", "])");
    }

    private void draw(StoryEntry entry) {
        if (entry instanceof StoryEntry.Changed changed && changed.change() instanceof Merge merge) {
            List<String> lines = new ArrayList<>(List.of("merged " + when(entry.at())));
            merge.because().forEach(evidence -> lines.add(evidence.externalId() + " led to " + evidence.profileId()));
            edge(profile(merge.from()), "==>", lines, profile(merge.into()));
        } else if (entry instanceof StoryEntry.Changed changed && changed.change() instanceof Split split) {
            List<String> lines = new ArrayList<>(
                    List.of("parted " + when(entry.at()), split.reason().wireName()));
            if (split.cause() != null) {
                lines.add(split.cause().toString());
            }
            edge(profile(split.from()), "-.->", lines, profile(split.into()));
        } else if (entry instanceof StoryEntry.Brought brought) {
            List<String> lines = new ArrayList<>(List.of(when(entry.at())));
            if (brought.source() != null) {
                lines.add("source " + brought.source());
            }
            edge(
                    externalId(brought.externalId()),
                    brought.boundary() ? "---" : "-->",
                    lines,
                    profile(brought.profile()));
        } else if (entry instanceof StoryEntry.Discarded discarded) {
            List<String> lines = List.of(
                    "discarded " + when(entry.at()),
                    "shared by " + discarded.value().sharedBy());
            crossOut(externalId(discarded.value().externalId()), lines, null);
        } else if (entry instanceof StoryEntry.PutAside aside
                && aside.setAside().type() != null) {
            String name = aside.setAside().type() + ":" + aside.setAside().id();
            String times = aside.times() > 1 ? ", " + aside.times() + " times" : "";
            List<String> lines = List.of(aside.setAside().reason().wireName(), when(entry.at()) + times);
            crossOut(text(aside.setAside().collection() + " " + name, name), lines, aside.profile());
        } else if (entry instanceof StoryEntry.Redirected redirected) {
            List<String> lines = List.of("redirected " + when(entry.at()));
            ProfileId to = redirected.to();
            if (to == null) {
                crossOut(externalId(redirected.externalId()), lines, null);
            } else {
                edge(externalId(redirected.externalId()), "-->", lines, profile(to));
            }
        } else if (entry instanceof StoryEntry.Grouped grouped
                && grouped.membership().change() != Membership.Change.DELETED) {
            Membership membership = grouped.membership();
            List<String> lines = List.of(membership.change().wireName() + " " + when(entry.at()));
            boolean joined = membership.change() == Membership.Change.JOINED;
            edge(profile(membership.profileId()), joined ? "-->" : "--x", lines, group(membership));
        }
    }

    private static String when(At at) {
        return "by " + at.by() + ", " + Instant.ofEpochMilli(at.time());
    }

    private void crossOut(String from, List<String> lines, @Nullable ProfileId of) {
        String to = of == null ? text("nobody", "nobody") : profile(of);
        edge(from, "--x", lines, to);
    }

    private void edge(String from, String arrow, List<String> lines, String to) {
        List<String> label = new ArrayList<>();
        lines.forEach(line -> label.add(escaped(line)));
        chart.append("    ").append(from).append(' ').append(arrow);
        chart.append("|\"").append(String.join("<br/>", label)).append("\"| ");
        chart.append(to).append('\n');
    }

    private String profile(ProfileId id) {
        return node(id, "[", "\"" + escaped(id.toString()) + "\"", "]");
    }

    private String group(Membership membership) {
        String label = escaped(membership.level()) + "<br/>"
                + escaped(membership.groupId().toString());
        return node(membership.groupId(), "{{", "\"" + label + "\"", "}}");
    }

    private String externalId(ExternalId id) {
        return text(key(id), id.toString());
    }

    private static Object key(ExternalId id) {
        return id.collection() + " " + id;
    }

    private String text(Object key, String label) {
        return node(key, "([", "\"" + escaped(label) + "\"", "])");
    }

    private String node(Object key, String open, String label, String close) {
        String known = nodes.get(key);
        if (known != null) {
            return known;
        }
        String name = "n" + nodes.size();
        nodes.put(key, name);
        chart.append("    ")
                .append(name)
                .append(open)
                .append(label)
                .append(close)
                .append('\n');
        return name;
    }

    /** Text inside a quoted label: everything that could end it, or begin markup, goes in as a character's number. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point) || " _-.:,@+/=".indexOf(point) >= 0;
            if (plain) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append('#').append(point).append(';');
            }
        });
        return escaped.toString();
    }
}
