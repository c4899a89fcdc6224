package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;

/** What types and levels say of each other must fit together, which shows only once presets are applied. */
final class MatchingCheck {
    private final SpaceDraft space;

    private MatchingCheck(SpaceDraft space) {
        this.space = space;
    }

    /** @param space with its preset applied */
    static void check(SpaceDraft space) {
        MatchingCheck check = new MatchingCheck(space);
        space.identifiers().stream().filter(IdentifierDraft::isEnabled).forEach(check::identifier);
        for (LevelDraft level : space.levels()) {
            if (level.isEnabled()) {
                level.keys().forEach(key -> check.key(key, level));
            }
        }
    }

    private void identifier(IdentifierDraft type) {
        if (type.matching() == Matching.LEVEL) {
            levelType(type);
        } else {
            boundaryOrMatched(type);
        }
    }

    private static void levelType(IdentifierDraft type) {
        if (!type.collection().equals(Collection.USERS)) {
            report(type, "match", "levels are groups of users, so that `level` is for types of users only");
        }
        if (type.limit() != null) {
            reportOfKey(type, "limit");
        }
        if (type.matchWithin() != null) {
            reportOfKey(type, "match_within");
        }
        if (type.sharing() != null) {
            reportOfKey(type, "max_shared_by");
        }
    }

    private static void reportOfKey(IdentifierDraft type, String key) {
        report(
                type,
                key,
                "a type with `match: level` is nothing but a key of levels: say `" + key
                        + "` of the key, under `levels`");
    }

    private void boundaryOrMatched(IdentifierDraft type) {
        boolean boundary = type.matching() == Matching.NEVER;
        if (boundary && type.matchWithin() != null) {
            report(
                    type,
                    "match_within",
                    "a boundary (`match: never`) is never looked up, so that nothing can end: leave it out");
        }
        if (boundary && type.sharing() != null) {
            report(
                    type,
                    "max_shared_by",
                    "any number may share a boundary (`match: never`), for it joins nobody: leave it out");
        } else if (type.sharing() != null) {
            anchor(type, type.sharing());
        }
    }

    private void anchor(IdentifierDraft type, Sharing sharing) {
        String anchor = sharing.anchor();
        String name = Report.quote(anchor);
        IdentifierDraft counted = space.enabledUserType(anchor);
        if (anchor.equals(type.type()) && !type.collection().equals(Collection.ACCOUNTS)) {
            report(
                    type,
                    "max_shared_by",
                    "counts " + name + ", the type itself, of which a value has but one: name another type,"
                            + " `{max: " + sharing.max() + ", type: user_id}`");
        } else if (counted != null && counted.matching() == Matching.LEVEL) {
            report(type, "max_shared_by", "counts " + name + ", of which no person has any: it has `match: level`");
        } else if (counted == null && !space.addsTypes()) {
            YamlValue at = type.at("max_shared_by");
            if (at != null) {
                at.problem("counts " + name + ", which is no type of users", Spelling.closest(anchor, userTypes()));
            }
        }
    }

    private void key(IdentifierDraft key, LevelDraft level) {
        boundaryOrMatched(key);
        String name = Report.quote(key.type());
        IdentifierDraft type = space.identifier(Collection.USERS, key.type());
        if (key.type().equals(Level.MEMBER)) {
            report(key, "type", name + " stands for the members of a level: give the key's type another name");
        } else if (type == null) {
            unknownType(key);
        } else if (!type.isEnabled() && key.at() == null) {
            report(
                    type,
                    "enabled",
                    "takes out " + name + ", a key of the preset's level " + Report.quote(level.name())
                            + ": list that level without it, or take it out too");
        } else if (!type.isEnabled()) {
            report(key, "type", name + " is taken out with `enabled: false`, so that this key would have no values");
        }
        boolean limited = key.at() == null || key.at().get("limit") != null;
        if (key.matching() == Matching.NEVER && !limited) {
            report(key, "match", "a boundary of a level keeps nobody apart without a `limit`, `{max: 1}`");
        }
    }

    private void unknownType(IdentifierDraft key) {
        YamlValue at = key.at("type");
        if (at != null) {
            at.problem(
                    Report.quote(key.type()) + " is no type of users under `identifiers`; one that only levels use is"
                            + " listed there with `match: level`",
                    Spelling.closest(key.type(), userTypes()));
        }
    }

    private List<String> userTypes() {
        return space.identifiers().stream()
                .filter(type -> type.collection().equals(Collection.USERS) && type.isEnabled())
                .map(IdentifierDraft::type)
                .toList();
    }

    /** At a key of an entry; what a preset says by itself is right. */
    private static void report(IdentifierDraft entry, String key, String message) {
        YamlValue at = entry.at(key);
        if (at != null) {
            at.problem(message);
        }
    }
}
