package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code levels} as a file gives it.
 *
 * @param keys of the level's collection; empty only if the entry does nothing but take the level out
 * @param at where it stands; null if it is none of this file's
 */
record LevelDraft(
        Collection collection,
        List<IdentifierDraft> keys,
        boolean isEnabled,
        @Nullable YamlValue at) {

    String name() {
        return collection.wireName();
    }

    /** As a file sees it that extends the one in which it stands. */
    LevelDraft asPreset() {
        List<IdentifierDraft> presetKeys =
                keys.stream().map(IdentifierDraft::asPreset).toList();
        return new LevelDraft(collection, presetKeys, isEnabled, null);
    }

    /** @param space whose types the keys are */
    Level compile(SpaceDraft space) {
        return new Level(
                collection,
                keys.stream().map(key -> key.compileKey(isHashed(space, key))).toList());
    }

    private static boolean isHashed(SpaceDraft space, IdentifierDraft key) {
        IdentifierDraft type = space.identifier(Collection.USERS, key.type());
        return type != null && type.isHashed();
    }
}
