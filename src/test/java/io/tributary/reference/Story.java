package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a failure so that it can be understood and repeated without any other look-up. */
final class Story {
    private Story() {}

    static String of(History history, Difference difference) {
        StringBuilder text = new StringBuilder();
        text.append("engine and reference differ; to repeat: -Dtributary.seed=");
        text.append(history.seed()).append(" -Dtributary.histories=1\n");
        text.append("the shortest history that shows it:\n");
        text.append(RuleParts.of(history.rules()).describe());
        for (int i = 0; i < history.steps().size(); i++) {
            Step step = history.steps().get(i);
            text.append(i == difference.step() ? "->" : "  ");
            text.append(describe(step)).append('\n');
        }
        if (difference.step() == history.steps().size()) {
            text.append("-> the graph at the end\n");
        }
        return text.append(difference.describe()).toString();
    }

    private static String describe(Step step) {
        if (step instanceof Step.Event event) {
            return describe(event.observation());
        }
        return step instanceof Step.Order order
                ? describe(order.command())
                : "from here on under other rules:\n"
                        + RuleParts.of(((Step.Switch) step).rules()).describe().stripTrailing();
    }

    private static String describe(Command command) {
        StringBuilder text = new StringBuilder();
        text.append(command.commandId()).append(' ');
        text.append(command.kind()).append(' ').append(Instant.ofEpochMilli(command.time()));
        if (command.externalId() != null) {
            text.append(' ').append(describe(List.of(command.externalId())));
        }
        if (command.profileId() != null) {
            text.append(' ').append(command.profileId());
        }
        if (command.problem() != null) {
            text.append(" problem: ").append(command.problem());
        }
        return text.toString();
    }

    private static String describe(Observation event) {
        StringBuilder text = new StringBuilder();
        text.append(event.messageId());
        text.append(' ').append(event.type().wireName());
        text.append(' ').append(Instant.ofEpochMilli(event.time()));
        text.append(' ').append(event.denied() == null ? describe(event.ids()) : event.denied());
        if (!event.traits().isEmpty()) {
            text.append(" traits ").append(event.traits());
        }
        if (!event.setAside().isEmpty()) {
            text.append(" already set aside ").append(event.setAside());
        }
        return text.toString();
    }

    /** Those of other collections than users with the collection. */
    private static String describe(List<ExternalId> ids) {
        return ids.stream()
                .map(id -> (id.collection().equals(Collection.USERS) ? "" : id.collection() + "/") + id)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
