package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.rules.BlockedPattern;
import io.tributary.rules.ChangeClass;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RuleChange.Aspect;
import io.tributary.rules.Scalar;
import io.tributary.rules.Sharing;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.ValuePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles are outside the new rules by one change, and by which of their external IDs. They stay as they are, and
 * whoever was outside before counts too. Only live profiles, accounts and groups are asked about.
 *
 * <p>Outside is, boundaries counted with the external IDs of a profile:
 *
 * <ul>
 *   <li>{@code limit}: who holds more values of the type than the new limit, in the window that ends when the profile was
 *       last seen or last got an external ID: it would get no further one. The values that count.
 *   <li>a boundary ({@code match: never}), or a new type that is one: the same with the limit of the boundary.
 *   <li>{@code match: level}: who holds the type, as it leads to nobody any more.
 *   <li>{@code blocked}: who holds a value that would be blocked now. A pattern cannot be held against the values of a
 *       hashed type ({@link #untold}); one that says {@code equals} is hashed too.
 *   <li>a type, or a level's key, that is gone, and {@code auto_add_types: false}: who holds values of such types.
 *   <li>{@code match_within}: who holds values that led to it at the newest time of the space under the old window, and do
 *       not under the new one. Those values.
 *   <li>{@code max_shared_by}: who holds values that more are known to share. Those values. What nobody owns or was not
 *       counted so far is not told.
 *   <li>{@code max_identifiers}, {@code max_merges}: who has more of them.
 *   <li>{@code from}, {@code normalize}, {@code hash}: who holds the type, levels' keys of that name included: what is in
 *       state may no longer mean the same.
 *   <li>a space or level that is gone: everybody in it.
 *   <li>everything that only decides what happens next (priority, survivor, demotion, order, sources, consent, aliases):
 *       nobody.
 *   <li>what relaxes: nobody.
 * </ul>
 */
public final class OutsideRule {
    private final RuleChange change;
    private final @Nullable SpaceRules before;
    private final @Nullable SpaceRules after;
    private final @Nullable ValuePattern blocked;
    private final @Nullable String blockedHash;

    /**
     * @param before the rules of the space, null if it had none
     * @param after the rules of the space, null if it has none any more
     */
    public OutsideRule(RuleChange change, @Nullable SpaceRules before, @Nullable SpaceRules after) {
        this.change = change;
        this.before = before;
        this.after = after;
        this.blocked = change.aspect() == Aspect.BLOCKED && after != null ? BlockedPattern.of(change, after) : null;
        this.blockedHash = blocked instanceof ValuePattern.Equals equals
                ? Fingerprint.sha256(equals.value().text())
                : null;
    }

    public RuleChange change() {
        return change;
    }

    /** Whether anybody can be outside by such a change. */
    public boolean counts() {
        if (change.changeClass() == ChangeClass.RELAXING) {
            return false;
        }
        return switch (change.aspect()) {
            case SPACE -> after == null;
            case LEVEL -> change.after() == null;
            case AUTO_ADD_TYPES,
                    MAX_MERGES,
                    MAX_IDENTIFIERS,
                    TYPE,
                    FROM,
                    NORMALIZE,
                    HASH,
                    MATCH,
                    MATCH_WITHIN,
                    MAX_SHARED_BY,
                    LIMIT,
                    BLOCKED -> true;
            default -> false;
        };
    }

    /** Whether {@link Known#newest} is asked for. */
    boolean needsNewest() {
        return change.aspect() == Aspect.MATCH_WITHIN;
    }

    /** The hashed types whose values cannot be held against what is blocked now. */
    public List<String> untold() {
        if (blocked == null || blocked instanceof ValuePattern.Equals || after == null) {
            return List.of();
        }
        List<String> hashed = new ArrayList<>();
        for (IdentifierRule rule : after.identifiers()) {
            boolean meant = change.type() == null
                    || (rule.type().equals(change.type())
                            && (rule.collection().equals(change.collection()) || isLevel(change.collection())));
            if (meant && rule.hashed()) {
                hashed.add(rule.type());
            }
        }
        return hashed;
    }

    private static boolean isLevel(@Nullable Collection collection) {
        return collection != null && collection.isLevel();
    }

    /** The external IDs by which a live profile is outside; null if it is not. */
    public @Nullable List<ExternalId> outside(Profile profile, Known known) {
        return switch (change.aspect()) {
            case SPACE -> all(profile);
            case LEVEL -> nullIfEmpty(those(profile, id -> id.collection().equals(change.collection())));
            case MAX_MERGES -> after != null && profile.merges() > after.maxMerges() ? List.of() : null;
            case MAX_IDENTIFIERS -> {
                List<ExternalId> all = all(profile);
                yield after != null && all.size() > after.maxIdentifiers() ? all : null;
            }
            case AUTO_ADD_TYPES -> nullIfEmpty(those(profile, this::isUnlisted));
            case TYPE -> change.after() == null ? nullIfEmpty(those(profile, this::isOfType)) : aboveLimit(profile);
            case FROM, NORMALIZE, HASH -> nullIfEmpty(those(profile, this::isMadeByType));
            case MATCH -> isKeyOnly() ? nullIfEmpty(those(profile, this::isOfType)) : aboveLimit(profile);
            case LIMIT -> aboveLimit(profile);
            case MATCH_WITHIN -> nullIfEmpty(expired(profile, known));
            case MAX_SHARED_BY -> nullIfEmpty(shared(profile, known));
            case BLOCKED -> nullIfEmpty(those(profile, this::isBlocked));
            default -> null;
        };
    }

    private static List<ExternalId> all(Profile profile) {
        return those(profile, id -> true);
    }

    private static List<ExternalId> those(Profile profile, Predicate<ExternalId> which) {
        List<ExternalId> those = new ArrayList<>(0);
        for (Identifier identifier : profile.identifiers()) {
            if (which.test(identifier.externalId())) {
                those.add(identifier.externalId());
            }
        }
        for (Identifier boundary : profile.boundaries()) {
            if (which.test(boundary.externalId())) {
                those.add(boundary.externalId());
            }
        }
        return those;
    }

    private static @Nullable List<ExternalId> nullIfEmpty(List<ExternalId> ids) {
        return ids.isEmpty() ? null : ids;
    }

    private boolean isOfType(ExternalId id) {
        return id.type().equals(change.type()) && id.collection().equals(change.collection());
    }

    /** Of the type, or a key of a level that is made of its values. */
    private boolean isMadeByType(ExternalId id) {
        return isOfType(id)
                || (Collection.USERS.equals(change.collection())
                        && id.collection().isLevel()
                        && id.type().equals(change.type()));
    }

    private static boolean isMember(ExternalId id) {
        return id.collection().isLevel() && id.type().equals(Level.MEMBER);
    }

    private boolean isUnlisted(ExternalId id) {
        return after != null && !id.collection().isLevel() && !after.lists(id.collection(), id.type());
    }

    private @Nullable IdentifierRule rule(@Nullable SpaceRules rules) {
        Collection collection = change.collection();
        String type = change.type();
        return rules == null || collection == null || type == null ? null : rules.identifier(collection, type);
    }

    private boolean isKeyOnly() {
        IdentifierRule rule = rule(after);
        return rule != null && rule.matching() == Matching.LEVEL;
    }

    /** The values that count, if they are more than the new limit. */
    private @Nullable List<ExternalId> aboveLimit(Profile profile) {
        IdentifierRule rule = rule(after);
        if (rule == null) {
            return null;
        }
        Limit limit = rule.limit();
        long time = profile.lastSeen();
        for (Identifier identifier : profile.identifiers()) {
            time = Math.max(time, identifier.addedAt());
        }
        for (Identifier boundary : profile.boundaries()) {
            time = Math.max(time, boundary.addedAt());
        }
        List<ExternalId> active = new ArrayList<>(0);
        addActive(profile.identifiers(), limit, time, active);
        addActive(profile.boundaries(), limit, time, active);
        return active.size() > limit.max() ? active : null;
    }

    private void addActive(List<Identifier> identifiers, Limit limit, long time, List<ExternalId> active) {
        for (Identifier identifier : identifiers) {
            if (isOfType(identifier.externalId()) && limit.counts(identifier.addedAt(), time)) {
                active.add(identifier.externalId());
            }
        }
    }

    private List<ExternalId> expired(Profile profile, Known known) {
        IdentifierRule old = rule(before);
        IdentifierRule now = rule(after);
        List<ExternalId> expired = new ArrayList<>(0);
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            if (old == null || now == null || !isOfType(id)) {
                continue;
            }
            Pointer pointer = known.pointer(id);
            long seen = pointer == null ? Pointer.NEVER : pointer.lastSeen();
            // A pointer that was written before its type had a window does not say: then it counts when it was added.
            long lastSeen = seen == Pointer.NEVER ? identifier.addedAt() : seen;
            if (old.isLive(lastSeen, known.newest()) && !now.isLive(lastSeen, known.newest())) {
                expired.add(id);
            }
        }
        return expired;
    }

    private List<ExternalId> shared(Profile profile, Known known) {
        IdentifierRule rule = rule(after);
        Sharing sharing = rule == null ? null : rule.sharing();
        return sharing == null ? List.of() : those(profile, id -> isOfType(id) && known.sharedBy(id) > sharing.max());
    }

    private boolean isBlocked(ExternalId id) {
        boolean meant = change.type() == null ? !isMember(id) : isMadeByType(id);
        if (!meant || blocked == null || after == null) {
            return false;
        }
        return isHashed(id, after)
                ? id.value().equals(blockedHash)
                : blocked.matches(new Scalar(Scalar.Kind.STRING, id.value()));
    }

    /** A level's key is hashed if its type is. */
    private static boolean isHashed(ExternalId id, SpaceRules rules) {
        Collection collection = id.collection().isLevel() ? Collection.USERS : id.collection();
        return rules.identifier(collection, id.type()).hashed();
    }
}
