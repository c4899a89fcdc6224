package io.tributary.rules;

import static java.util.Objects.requireNonNull;

import io.tributary.rules.RuleChange.Aspect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two rules files say differently, each change with its class. There is none exactly if their fingerprints are the
 * same.
 *
 * <p>Relaxing is what takes nothing away from what was admitted: a higher limit, one that counts for a shorter time, a
 * blocked value, a boundary or a reason to deny consent that is gone, a new space, type, level or key of a level, a longer
 * {@code match_within}, a looser {@code max_shared_by}, a type or space that more sources may feed, a type that leads to
 * profiles where it was a boundary or a key of levels only, custom types that join, aliases that are told. Restrictive is
 * the reverse, and what makes the same events come out in another way: priorities, survivor, demotion, order, whose type
 * stands for a profile in aliases. Breaking is what gives the external IDs that are already in state another meaning:
 * places, normalisation and hash of a type; and a space that is gone.
 *
 * <p>What is not obvious:
 *
 * <ul>
 *   <li>A limit that becomes higher and counts for longer, or lower and for less long, is restrictive: some profile is
 *       outside it that was not. Likewise sources that are neither wider nor narrower.
 *   <li>A type that is new in the file but came as a custom type before, because the space adds types, is compared with
 *       what custom types get: 5 ever, no number of its own, its value as it came.
 *   <li>Another number is restrictive if it moves the type past another one that is known before and after, or past types
 *       that the file does not list; a number that leaves the order of trust as it was is relaxing.
 *   <li>The order in which types, levels and keys are listed is that in which events are read and groups resolved:
 *       restrictive. Where order means nothing (blocked values, denials, spaces) another one is no change; but
 *       if nothing else is different, it is told as one, a relaxing one, for the fingerprint is another.
 * </ul>
 */
public final class RulesDiff {
    private RulesDiff() {}

    /** The changes, those of a space together, in the order of the new file; spaces that are gone follow. */
    public static List<RuleChange> between(RuleBook before, RuleBook after) {
        List<RuleChange> all = new ArrayList<>();
        for (SpaceRules space : after.spaces()) {
            SpaceRules old = before.space(space.id());
            Changes changes = new Changes(space.id());
            if (old == null) {
                changes.add(ChangeClass.RELAXING, Aspect.SPACE, null, space.id());
            } else {
                SpaceDiff.compare(old, space, changes);
            }
            all.addAll(changes.all());
        }
        for (SpaceRules space : before.spaces()) {
            if (after.space(space.id()) == null) {
                Changes changes = new Changes(space.id());
                changes.add(ChangeClass.BREAKING, Aspect.SPACE, space.id(), null);
                all.addAll(changes.all());
            }
        }
        if (all.isEmpty() && !before.fingerprint().equals(after.fingerprint())) {
            all.add(inAnotherPlace(before, after));
        }
        return all;
    }

    /** The farthest-reaching class among changes, null if there is none. */
    public static @Nullable ChangeClass worst(List<RuleChange> changes) {
        return changes.stream()
                .map(RuleChange::changeClass)
                .max(ChangeClass::compareTo)
                .orElse(null);
    }

    /** The same spaces, word by word, listed in another order. */
    private static RuleChange inAnotherPlace(RuleBook before, RuleBook after) {
        int place = 0;
        while (before.spaces().get(place).id().equals(after.spaces().get(place).id())) {
            place++;
        }
        String space = after.spaces().get(place).id();
        int oldPlace = before.spaces().indexOf(requireNonNull(before.space(space)));
        return new RuleChange(
                ChangeClass.RELAXING,
                space,
                Aspect.SPACE,
                null,
                null,
                "listed as number " + (oldPlace + 1),
                "listed as number " + (place + 1));
    }
}
