package io.tributary.rules;

import io.tributary.rules.RuleChange.Aspect;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules say differently of one type, but for its priority, which is one of several types. */
final class TypeDiff {
    private final IdentifierRule before;
    private final IdentifierRule after;
    private final Changes changes;

    private TypeDiff(IdentifierRule before, IdentifierRule after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /** Of a type that both files list. */
    static void compare(IdentifierRule before, IdentifierRule after, Changes changes) {
        TypeDiff diff = new TypeDiff(before, after, changes);
        diff.places();
        diff.values();
        diff.matching();
    }

    /** Of a type that came as a custom type before: where it is read from now is only new. */
    static void compareWithCustom(IdentifierRule after, Changes changes) {
        TypeDiff diff = new TypeDiff(IdentifierRule.unlisted(after.collection(), after.type()), after, changes);
        diff.values();
        diff.matching();
    }

    /** Of a level's key, whose values are made by the type of the same name. */
    static void compareKey(IdentifierRule before, IdentifierRule after, Changes changes) {
        new TypeDiff(before, after, changes).matching();
    }

    /** Wider is relaxing, all else restrictive. */
    static ChangeClass sourcesClass(SourceFilter before, SourceFilter after) {
        boolean wider;
        if (after.except()) {
            wider = before.except()
                    ? before.named().containsAll(after.named())
                    : Collections.disjoint(before.named(), after.named());
        } else {
            wider = !before.except() && after.named().containsAll(before.named());
        }
        return wider ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE;
    }

    private void places() {
        List<String> old = before.from().stream().map(RuleText::extraction).toList();
        List<String> now = after.from().stream().map(RuleText::extraction).toList();
        if (!old.equals(now)) {
            add(ChangeClass.BREAKING, Aspect.FROM, Changes.list(old), Changes.list(now));
        }
    }

    /** What its values are in state, and which sources may bring them. */
    private void values() {
        if (!before.normalize().equals(after.normalize())) {
            add(
                    ChangeClass.BREAKING,
                    Aspect.NORMALIZE,
                    RuleText.normalizers(before.normalize()),
                    RuleText.normalizers(after.normalize()));
        }
        if (before.hashed() != after.hashed()) {
            add(ChangeClass.BREAKING, Aspect.HASH, hash(before), hash(after));
        }
        if (!before.sources().equals(after.sources())) {
            add(
                    sourcesClass(before.sources(), after.sources()),
                    Aspect.TYPE_SOURCES,
                    RuleText.sources(before.sources()),
                    RuleText.sources(after.sources()));
        }
    }

    private static @Nullable String hash(IdentifierRule rule) {
        return rule.hashed() ? "sha256" : null;
    }

    private void matching() {
        Matching old = before.matching();
        Matching now = after.matching();
        if (old != now) {
            boolean opens = old == Matching.NEVER || (old == Matching.LEVEL && now == Matching.ALWAYS);
            add(
                    opens ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                    Aspect.MATCH,
                    Names.MATCHING.nameOf(old),
                    Names.MATCHING.nameOf(now));
        } else {
            within();
            sharing();
        }
        if (old != Matching.LEVEL && now != Matching.LEVEL) {
            limit();
        }
        changes.addEntries(Aspect.BLOCKED, after, before.blocked(), after.blocked(), RuleText::blocked);
    }

    private void within() {
        long old = before.matchWithinMillis();
        long now = after.matchWithinMillis();
        if (old != now) {
            add(
                    now > old ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                    Aspect.MATCH_WITHIN,
                    RuleText.within(old),
                    RuleText.within(now));
        }
    }

    private void sharing() {
        Sharing old = before.sharing();
        Sharing now = after.sharing();
        if (old == null ? now == null : old.equals(now)) {
            return;
        }
        boolean looser = now == null || (old != null && now.anchor().equals(old.anchor()) && now.max() > old.max());
        add(
                looser ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                Aspect.MAX_SHARED_BY,
                old == null ? null : RuleText.sharing(old),
                now == null ? null : RuleText.sharing(now));
    }

    private void limit() {
        Limit old = before.limit();
        Limit now = after.limit();
        if (!old.equals(now)) {
            boolean looser =
                    now.equals(Limit.NONE) || (now.max() >= old.max() && now.windowMillis() <= old.windowMillis());
            boolean wasNone = old.equals(Limit.NONE);
            add(
                    looser && !wasNone ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE,
                    Aspect.LIMIT,
                    wasNone ? null : RuleText.limit(old),
                    now.equals(Limit.NONE) ? null : RuleText.limit(now));
        }
    }

    private void add(ChangeClass changeClass, Aspect aspect, @Nullable String old, @Nullable String now) {
        changes.add(changeClass, aspect, after, old, now);
    }
}
