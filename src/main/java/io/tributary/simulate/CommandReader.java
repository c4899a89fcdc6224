package io.tributary.simulate;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the operator commands among a worked example's events. */
final class CommandReader {
    private static final Set<String> KEYS = Set.of("command", "profile", "externalId", "reason", "timestamp");
    private static final Set<String> ID_KEYS = Set.of("collection", "type", "id");
    private static final List<String> KINDS =
            Arrays.stream(Command.Kind.values()).map(Command.Kind::wireName).toList();

    private final ScenarioYaml yaml;
    private final Set<String> eventsSoFar;

    /** @param eventsSoFar the IDs of the events that stand before the command that is read */
    CommandReader(ScenarioYaml yaml, Set<String> eventsSoFar) {
        this.yaml = yaml;
        this.eventsSoFar = eventsSoFar;
    }

    /** @param time of the command, unless it says its own */
    Step read(Node entry, String commandId, String time) {
        Map<String, Node> fields = yaml.mapping(entry, "a command", KEYS);
        String kind = text(fields, "command");
        if (kind != null && !KINDS.contains(kind)) {
            yaml.problem(entry, "events: command '" + kind + "' is unknown: use " + ScenarioYaml.listing(KINDS));
        }
        String profile = text(fields, "profile");
        Node externalId = fields.get("externalId");
        if (profile == null && externalId == null) {
            yaml.problem(entry, "events: a command names a 'profile' or an 'externalId'");
        } else if (profile != null && !eventsSoFar.contains(profile)) {
            yaml.problem(
                    entry,
                    "events: profile '" + profile + "' of a command is named by the id of an earlier event"
                            + " that creates it");
        }
        String ownTime = text(fields, "timestamp");
        return new Step.OperatorCommand(
                yaml.fileName() + ":" + ScenarioYaml.line(entry),
                commandId,
                kind == null ? "" : kind,
                externalId == null ? null : externalId(externalId),
                profile,
                text(fields, "reason"),
                ownTime == null ? time : ownTime);
    }

    private @Nullable String text(Map<String, Node> fields, String key) {
        Node node = fields.get(key);
        return node == null ? null : yaml.text(node, "events: " + key + " of a command");
    }

    private @Nullable ExternalId externalId(Node node) {
        if (node instanceof ScalarNode scalar) {
            int colon = scalar.getValue().indexOf(':');
            if (colon > 0) {
                return ExternalId.user(
                        scalar.getValue().substring(0, colon), scalar.getValue().substring(colon + 1));
            }
        } else {
            Map<String, Node> fields = yaml.mapping(node, "externalId of a command", ID_KEYS);
            String named = text(fields, "collection");
            Collection collection = named == null ? null : Collection.fromWireName(named);
            String type = text(fields, "type");
            String id = text(fields, "id");
            if (collection != null && type != null && id != null) {
                return new ExternalId(collection, type, id);
            }
        }
        yaml.problem(node, "events: externalId of a command is 'type:value' of users, or collection, type and id");
        return null;
    }
}
