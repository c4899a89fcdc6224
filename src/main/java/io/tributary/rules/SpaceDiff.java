package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.rules.RuleChange.Aspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules of one space say differently. */
final class SpaceDiff {
    private final SpaceRules before;
    private final SpaceRules after;
    private final Changes changes;

    private SpaceDiff(SpaceRules before, SpaceRules after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    static void compare(SpaceRules before, SpaceRules after, Changes changes) {
        String old = EffectiveRules.canonical(List.of(before));
        String now = EffectiveRules.canonical(List.of(after));
        if (old.equals(now)) {
            return;
        }
        SpaceDiff diff = new SpaceDiff(before, after, changes);
        diff.space();
        diff.identifiers();
        diff.levels();
        if (changes.all().isEmpty()) {
            // Nothing above knows of it: better to ask for leave than to start.
            changes.add(ChangeClass.RESTRICTIVE, Aspect.SPACE, before.id(), after.id());
        }
    }

    private void space() {
        if (!before.sources().equals(after.sources())) {
            changes.add(
                    TypeDiff.sourcesClass(before.sources(), after.sources()),
                    Aspect.SOURCES,
                    RuleText.feeding(before.sources()),
                    RuleText.feeding(after.sources()));
        }
        changes.addIfOther(
                ChangeClass.RESTRICTIVE, Aspect.ORDER, RuleText.order(before.order()), RuleText.order(after.order()));
        changes.addIfOther(
                ChangeClass.RESTRICTIVE,
                Aspect.SURVIVOR,
                Names.SURVIVOR.nameOf(before.survivor()),
                Names.SURVIVOR.nameOf(after.survivor()));
        changes.addIfOther(
                ChangeClass.RESTRICTIVE,
                Aspect.DEMOTION,
                Names.DEMOTION.nameOf(before.demotion()),
                Names.DEMOTION.nameOf(after.demotion()));
        changes.addIfOther(
                after.autoAddTypes() ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                Aspect.AUTO_ADD_TYPES,
                String.valueOf(before.autoAddTypes()),
                String.valueOf(after.autoAddTypes()));
        changes.addIfOther(Aspect.MAX_MERGES, before.maxMerges(), after.maxMerges());
        changes.addIfOther(Aspect.MAX_IDENTIFIERS, before.maxIdentifiers(), after.maxIdentifiers());
        changes.addEntries(Aspect.CONSENT, null, before.denied(), after.denied(), RuleText::denial);
        changes.addEntries(Aspect.BLOCKED, null, before.blocked(), after.blocked(), RuleText::blocked);
        boolean told = after.aliases().emit()
                && after.aliases().id().equals(before.aliases().id());
        changes.addIfOther(
                told ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                Aspect.ALIASES,
                RuleText.aliases(before.aliases()),
                RuleText.aliases(after.aliases()));
    }

    private void identifiers() {
        for (IdentifierRule type : after.identifiers()) {
            if (before.lists(type.collection(), type.type())) {
                TypeDiff.compare(before.identifier(type.collection(), type.type()), type, changes);
            } else {
                newType(type);
            }
        }
        for (IdentifierRule type : before.identifiers()) {
            if (!after.lists(type.collection(), type.type())) {
                changes.add(ChangeClass.RESTRICTIVE, Aspect.TYPE, type, type.type(), null);
            }
        }
        for (Collection collection : List.of(Collection.USERS, Collection.ACCOUNTS)) {
            PriorityDiff.compare(before, after, collection, changes);
        }
        changes.addOrder(Aspect.IDENTIFIERS, null, names(before.identifiers()), names(after.identifiers()));
    }

    private void newType(IdentifierRule type) {
        boolean boundary = type.matching() == Matching.NEVER;
        changes.add(boundary ? ChangeClass.RESTRICTIVE : ChangeClass.RELAXING, Aspect.TYPE, type, null, type.type());
        if (before.autoAddTypes()) {
            TypeDiff.compareWithCustom(type, changes);
        }
    }

    private void levels() {
        for (Level level : after.levels()) {
            Level old = level(before, level.collection());
            if (old == null) {
                changes.add(ChangeClass.RELAXING, Aspect.LEVEL, level.collection(), null, level.name());
            } else {
                keys(old, level);
            }
        }
        for (Level level : before.levels()) {
            if (level(after, level.collection()) == null) {
                changes.add(ChangeClass.RESTRICTIVE, Aspect.LEVEL, level.collection(), level.name(), null);
            }
        }
        changes.addOrder(
                Aspect.LEVELS,
                null,
                before.levels().stream().map(Level::name).toList(),
                after.levels().stream().map(Level::name).toList());
    }

    private void keys(Level old, Level level) {
        Collection collection = level.collection();
        for (IdentifierRule key : level.keys()) {
            if (before.lists(collection, key.type())) {
                TypeDiff.compareKey(before.identifier(collection, key.type()), key, changes);
            } else {
                boolean boundary = key.matching() == Matching.NEVER;
                changes.add(
                        boundary ? ChangeClass.RESTRICTIVE : ChangeClass.RELAXING, Aspect.TYPE, key, null, key.type());
            }
        }
        for (IdentifierRule key : old.keys()) {
            if (!after.lists(collection, key.type())) {
                changes.add(ChangeClass.RESTRICTIVE, Aspect.TYPE, key, key.type(), null);
            }
        }
        PriorityDiff.compare(before, after, collection, changes);
        changes.addOrder(Aspect.KEYS, collection, names(old.keys()), names(level.keys()));
    }

    private static @Nullable Level level(SpaceRules space, Collection collection) {
        return space.levels().stream()
                .filter(level -> level.collection().equals(collection))
                .findFirst()
                .orElse(null);
    }

    private static List<String> names(List<IdentifierRule> types) {
        return types.stream()
                .map(type -> type.collection().equals(Collection.ACCOUNTS)
                        ? type.collection() + ":" + type.type()
                        : type.type())
                .toList();
    }
}
