package io.tributary.reference;

import io.tributary.model.Observation;
import java.time.Instant;

/** Tells a failure so that it can be understood and repeated without any other look-up. */
final class Story {
    private Story() {}

    static String of(History history, Difference difference) {
        StringBuilder text = new StringBuilder();
        text.append("engine and reference differ; to repeat: -Dtributary.seed=");
        text.append(history.seed()).append(" -Dtributary.histories=1\n");
        text.append("the shortest history that shows it:\n");
        text.append(RuleParts.of(history.rules()).describe());
        for (int i = 0; i < history.events().size(); i++) {
            text.append(i == difference.event() ? "->" : "  ");
            text.append(describe(history.events().get(i))).append('\n');
        }
        if (difference.event() == history.events().size()) {
            text.append("-> the graph at the end\n");
        }
        return text.append(difference.describe()).toString();
    }

    private static String describe(Observation event) {
        StringBuilder text = new StringBuilder();
        text.append(event.messageId());
        text.append(' ').append(event.type().wireName());
        text.append(' ').append(Instant.ofEpochMilli(event.time()));
        text.append(' ').append(event.denied() == null ? event.ids() : event.denied());
        if (!event.traits().isEmpty()) {
            text.append(" traits ").append(event.traits());
        }
        if (!event.setAside().isEmpty()) {
            text.append(" already set aside ").append(event.setAside());
        }
        return text.toString();
    }
}
