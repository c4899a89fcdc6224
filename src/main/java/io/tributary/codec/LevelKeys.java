package io.tributary.codec;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which external IDs of users are keys of a space's levels: each is one external ID more, of the level's graph, with the
 * same type and value.
 */
final class LevelKeys {
    private record Key(Collection level, BlockedValues blocked) {
        ExternalId of(ExternalId id) {
            return new ExternalId(level, id.type(), id.value());
        }
    }

    private final Map<String, List<Key>> byType = new HashMap<>();
    private final Set<String> nothingElse = new HashSet<>();

    LevelKeys(SpaceRules rules) {
        for (Level level : rules.levels()) {
            for (IdentifierRule key : level.keys()) {
                byType.computeIfAbsent(key.type(), type -> new ArrayList<>())
                        .add(new Key(level.collection(), new BlockedValues(key.blocked())));
            }
        }
        for (IdentifierRule rule : rules.identifiers()) {
            if (rule.collection().equals(Collection.USERS) && rule.matching() == Matching.LEVEL) {
                nothingElse.add(rule.type());
            }
        }
    }

    /**
     * Notes in which levels an external ID is blocked. Of an ID that came more than once, once is enough.
     *
     * @param text its value, normalised and not hashed: what rules can name
     */
    void check(ExternalId id, String text, IdCollector ids) {
        for (Key key : keys(id)) {
            if (key.blocked().contains(text)) {
                ids.blockKey(key.of(id));
            }
        }
    }

    /** Adds the keys of an event's external IDs, and takes out the IDs that are nothing else. */
    void addTo(IdCollector ids) {
        if (byType.isEmpty() && nothingElse.isEmpty()) {
            return;
        }
        List<ExternalId> keys = new ArrayList<>();
        for (ExternalId id : ids.ids()) {
            for (Key key : keys(id)) {
                ExternalId keyId = key.of(id);
                if (ids.isBlockedKey(keyId)) {
                    ids.setAside(SetAside.of(keyId, SetAside.Reason.BLOCKED));
                } else {
                    keys.add(keyId);
                }
            }
        }
        if (!nothingElse.isEmpty()) {
            ids.removeIf(id -> id.collection().equals(Collection.USERS) && nothingElse.contains(id.type()));
        }
        keys.forEach(ids::add);
    }

    private List<Key> keys(ExternalId id) {
        return id.collection().equals(Collection.USERS) ? byType.getOrDefault(id.type(), List.of()) : List.of();
    }
}
