package io.tributary.reference;

import io.tributary.model.Alias;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Merge;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.UnresolvedReason;
import io.tributary.reference.Told.PersonChange;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolution of one space's events, written down a second time straight from the spec, for the engine to be compared
 * with. It shares no code with the engine, keeps the whole history ({@link Ledger}) and computes nothing incrementally.
 */
final class ReferenceModel {
    private static final int MAX_TRAITS = 256;
    private static final BigInteger SECONDS_BEFORE_KSUID = BigInteger.valueOf(1_400_000_000L);
    private static final BigInteger LAST_KSUID_SECOND = BigInteger.valueOf(0xFFFF_FFFFL);
    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SpaceRules rules;
    private final Ledger ledger = new Ledger();
    private final ReferenceLimits limits;

    ReferenceModel(SpaceRules rules) {
        this.rules = rules;
        this.limits = new ReferenceLimits(rules, ledger);
    }

    Ledger ledger() {
        return ledger;
    }

    Told resolve(Observation event) {
        ledger.sequence++;
        List<ExternalId> ids = new ArrayList<>(event.ids());
        ids.removeIf(id -> id.collection() != Collection.USERS);
        ids.sort(limits.byPriority());
        if (event.denied() != null) {
            return unresolved(event, event.denied());
        }
        if (ids.isEmpty()) {
            return unresolved(event, UnresolvedReason.NO_IDENTIFIERS);
        }
        List<SetAside> setAside = new ArrayList<>(event.setAside());
        while (ids.size() > 1) {
            ReferenceLimits.Violation violation = limits.firstViolation(ids, event.time());
            if (violation == null) {
                break;
            }
            ExternalId demoted = limits.toDemote(violation, ids, event.time());
            ids.remove(demoted);
            setAside.add(SetAside.of(demoted, violation.reason(), violation.type()));
        }
        return resolveBy(ids, setAside, event);
    }

    private Told unresolved(Observation event, UnresolvedReason reason) {
        return new Told(
                resolution(event, null, Outcome.UNRESOLVED, reason, List.of(), event.setAside(), 0),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** @param ids no rule is violated by them, by priority */
    private Told resolveBy(List<ExternalId> ids, List<SetAside> setAside, Observation event) {
        List<ProfileId> candidates = inOrderOfCreation(limits.candidates(ids));
        ProfileId p = candidates.isEmpty() ? create(event) : survivor(candidates);
        List<ProfileId> children = new ArrayList<>(candidates);
        children.remove(p);
        Map<ProfileId, String> ownIdsBefore = new LinkedHashMap<>();
        ownIdsBefore.put(p, ownId(p));
        children.forEach(child -> ownIdsBefore.put(child, ownId(child)));
        SortedMap<String, String> traitsBefore = ledger.visibleTraits(p);

        List<Merge> merges = merges(children, p, ids, event);
        List<OwnerChange> owners = moves(children, p, event);
        children.forEach(child -> ledger.merges.put(child, p));
        List<ExternalId> full = add(ids, p, event);
        full.forEach(id -> setAside.add(SetAside.of(id, SetAside.Reason.IDENTIFIER_QUOTA)));
        List<ExternalId> held = new ArrayList<>(ids);
        held.removeAll(full);
        List<ExternalId> added = held.stream().filter(this::isNew).toList();
        for (ExternalId id : added) {
            owners.add(new OwnerChange(event.space(), ledger.sequence, id, p, event.time(), event.messageId()));
        }
        boolean earlier = held.stream().anyMatch(id -> ledger.firstSeen(id) > event.time());
        ledger.admissions.add(new Ledger.Admission(p, event.time(), held));
        int traitsOmitted = setTraits(p, event);

        Outcome outcome = outcome(candidates, added);
        boolean changed = outcome != Outcome.MATCHED
                || earlier
                || !ledger.visibleTraits(p).equals(traitsBefore);
        if (changed) {
            ledger.tellings.add(new Ledger.Telling(p, event.time()));
        }
        boolean aliased = outcome == Outcome.MERGED && rules.aliases().emit();
        return new Told(
                resolution(event, p, outcome, null, held, setAside, traitsOmitted),
                merges,
                aliased ? aliases(ownIdsBefore, p, event) : List.of(),
                changed ? profileChanges(p, children, event) : List.of(),
                owners);
    }

    private static Outcome outcome(List<ProfileId> candidates, List<ExternalId> added) {
        return switch (candidates.size()) {
            case 0 -> Outcome.CREATED;
            case 1 -> added.isEmpty() ? Outcome.MATCHED : Outcome.EXTENDED;
            default -> Outcome.MERGED;
        };
    }

    private Resolution resolution(
            Observation event,
            @Nullable ProfileId p,
            Outcome outcome,
            @Nullable UnresolvedReason reason,
            List<ExternalId> externalIds,
            List<SetAside> setAside,
            int traitsOmitted) {
        return new Resolution(
                event.space(),
                ledger.sequence,
                event.messageId(),
                event.type(),
                event.time(),
                p,
                outcome,
                reason,
                externalIds,
                setAside,
                event.setAsideOmitted(),
                event.traitsOmitted() + traitsOmitted,
                event.event());
    }

    private List<ProfileId> inOrderOfCreation(Set<ProfileId> profiles) {
        return profiles.stream()
                .sorted(Comparator.comparingLong(id -> ledger.creation(id).sequence()))
                .toList();
    }

    /** @param candidates in order of creation, at least one */
    private ProfileId survivor(List<ProfileId> candidates) {
        ProfileId survivor = candidates.get(0);
        if (rules.survivor() == Survivor.EARLIEST_SEEN) {
            for (ProfileId candidate : candidates) {
                if (ledger.firstSeen(candidate) < ledger.firstSeen(survivor)) {
                    survivor = candidate;
                }
            }
        }
        return survivor;
    }

    private ProfileId create(Observation event) {
        int counter = 0;
        ProfileId id = profileId(event, counter);
        while (ledger.exists(id)) {
            counter++;
            id = profileId(event, counter);
        }
        ledger.creations.add(new Ledger.Creation(id, ledger.sequence, event.time()));
        return id;
    }

    /** 32 bits of seconds, 128 bits of hash, as 27 base-62 digits. */
    private static ProfileId profileId(Observation event, int counter) {
        String name = event.space() + "\nusers\n" + event.messageId() + "\n" + counter;
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        BigInteger seconds = BigInteger.valueOf(Math.floorDiv(event.time(), 1000L))
                .subtract(SECONDS_BEFORE_KSUID)
                .max(BigInteger.ZERO)
                .min(LAST_KSUID_SECOND);
        BigInteger rest = seconds.shiftLeft(128).or(new BigInteger(1, Arrays.copyOf(hash, 16)));
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 27; i++) {
            BigInteger[] divided = rest.divideAndRemainder(BigInteger.valueOf(62));
            digits.insert(0, BASE_62.charAt(divided[1].intValue()));
            rest = divided[0];
        }
        return ProfileId.parse("use_" + digits);
    }

    private List<Merge> merges(List<ProfileId> children, ProfileId p, List<ExternalId> ids, Observation event) {
        List<Merge> merges = new ArrayList<>();
        for (ProfileId child : children) {
            List<Merge.Evidence> because = new ArrayList<>();
            for (ExternalId id : ids) {
                ProfileId owner = ledger.owner(id);
                if (owner != null && (owner.equals(child) || owner.equals(p))) {
                    because.add(new Merge.Evidence(id, owner));
                }
            }
            merges.add(new Merge(
                    event.space(),
                    ledger.sequence,
                    merges.size(),
                    child,
                    p,
                    ledger.identifiers(child).stream()
                            .map(Identifier::externalId)
                            .toList(),
                    event.messageId(),
                    because,
                    event.time()));
        }
        return merges;
    }

    /** What the children hold, still as theirs. */
    private List<OwnerChange> moves(List<ProfileId> children, ProfileId p, Observation event) {
        List<OwnerChange> moves = new ArrayList<>();
        for (ProfileId child : children) {
            for (Identifier moved : ledger.identifiers(child)) {
                moves.add(new OwnerChange(
                        event.space(), ledger.sequence, moved.externalId(), p, moved.addedAt(), moved.messageId()));
            }
        }
        return moves;
    }

    /** Adds what nobody owns while there is room, and returns what there was no room for. */
    private List<ExternalId> add(List<ExternalId> ids, ProfileId p, Observation event) {
        List<ExternalId> full = new ArrayList<>();
        int place = 0;
        for (ExternalId id : ids) {
            if (ledger.owner(id) != null) {
                continue;
            }
            long held = ledger.additions.stream()
                    .filter(a -> ledger.canonical(a.origin()).equals(p))
                    .count();
            if (held >= rules.maxIdentifiers()) {
                full.add(id);
            } else {
                ledger.additions.add(new Ledger.Addition(
                        id, ledger.sequence * 32 + place, event.time(), p, event.messageId(), event.source()));
                place++;
            }
        }
        return full;
    }

    /** Returns how many there was no room for. */
    private int setTraits(ProfileId p, Observation event) {
        Set<String> known = new HashSet<>(ledger.traits(p).keySet());
        int omitted = 0;
        for (Map.Entry<String, String> trait : event.traits().entrySet()) {
            if (known.contains(trait.getKey()) || known.size() < MAX_TRAITS) {
                known.add(trait.getKey());
                String value = trait.getValue().equals("null") ? null : trait.getValue();
                ledger.traitWrites.add(new Ledger.TraitWrite(p, trait.getKey(), value, event.time(), ledger.sequence));
            } else {
                omitted++;
            }
        }
        return omitted;
    }

    /** What stands for a profile in alias calls. */
    private String ownId(ProfileId profile) {
        String newest = null;
        String oldestAnonymous = null;
        for (Ledger.Addition addition : ledger.additions) {
            if (ledger.canonical(addition.origin()).equals(profile)) {
                if (addition.id().type().equals(rules.aliases().id())) {
                    newest = addition.id().value();
                }
                if (addition.id().type().equals("anonymous_id") && oldestAnonymous == null) {
                    oldestAnonymous = addition.id().value();
                }
            }
        }
        return newest != null ? newest : oldestAnonymous != null ? oldestAnonymous : profile.toString();
    }

    private List<Alias> aliases(Map<ProfileId, String> before, ProfileId p, Observation event) {
        List<Alias> aliases = new ArrayList<>();
        String now = ownId(p);
        for (String previous : before.values()) {
            if (!previous.equals(now)) {
                aliases.add(new Alias(event.space(), ledger.sequence, aliases.size(), p, now, previous, event.time()));
            }
        }
        return aliases;
    }

    private List<PersonChange> profileChanges(ProfileId p, List<ProfileId> children, Observation event) {
        Set<ProfileId> changed = new LinkedHashSet<>();
        for (ProfileId child : children) {
            changed.add(child);
            changed.addAll(ledger.merged(child));
        }
        List<PersonChange> changes = new ArrayList<>();
        changes.add(new PersonChange(event.space(), ledger.sequence, ledger.person(p), null, ledger.visibleTraits(p)));
        for (ProfileId id : changed) {
            changes.add(new PersonChange(event.space(), ledger.sequence, ledger.person(id), p, new TreeMap<>()));
        }
        return changes;
    }

    /** Whether this event has added it. */
    private boolean isNew(ExternalId id) {
        return ledger.additions.stream().anyMatch(a -> a.id().equals(id) && a.age() / 32 == ledger.sequence);
    }
}
