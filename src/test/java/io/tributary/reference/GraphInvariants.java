package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of a space's graph after every event and command, whatever it was; seen through the port alone. */
final class GraphInvariants {
    private SpaceRules rules;
    private final GraphStore store;
    private final ProfileInvariants profiles;
    private final Set<ProfileId> profileIds = new LinkedHashSet<>();
    private final Set<ExternalId> ids = new LinkedHashSet<>();
    /** The profiles that the step changes, as they are before it. */
    private List<Profile> changed = List.of();

    private long sequence;
    /** The last sequence under other rules than these, 0 if there were no others. */
    private long switchedAt;

    GraphInvariants(SpaceRules rules, GraphStore store) {
        this.rules = rules;
        this.store = store;
        this.profiles = new ProfileInvariants(store);
    }

    /** What was written under earlier rules is left as it is; all that is written from now on keeps to these. */
    void switchRules(SpaceRules others) {
        rules = others;
        switchedAt = sequence;
    }

    /** To be called before the decision is applied. */
    void before(Step step, Decision decision) {
        GraphChange change = decision.change();
        changed = new ArrayList<>();
        Set<ProfileId> written = new HashSet<>();
        for (Profile profile : change.profiles()) {
            Profile before = store.profile(profile.id());
            require(written.add(profile.id()), "writes twice ", profile.id());
            require(!profile.equals(before), "writes unchanged ", profile);
            if (before != null) {
                changed.add(before);
            }
            profileIds.add(profile.id());
        }
        beforePointers(change);
        change.traits()
                .forEach((id, traits) -> require(!traits.equals(store.traits(id)), "writes unchanged traits of ", id));
        change.anchors()
                .forEach((id, its) -> require(!its.equals(store.anchors(id)), "writes unchanged anchors of ", id));
        ids.addAll(change.anchors().keySet());
        String commandId = change.commandId();
        require(commandId == null || store.command(commandId) == 0, "forgets when it answered ", step);
        if (step instanceof Step.Event event) {
            require(commandId == null, "takes for a command ", step);
            ids.addAll(event.observation().ids());
        }
    }

    private void beforePointers(GraphChange change) {
        change.pointers().forEach((id, pointer) -> {
            Pointer before = store.pointer(id);
            require(!pointer.equals(before == null ? Pointer.NONE : before), "writes unchanged pointer of ", id);
            require(!change.seen().containsKey(id), "writes twice the pointer of ", id);
            ids.add(id);
        });
        change.seen().forEach((id, pointer) -> {
            Pointer before = store.pointer(id);
            require(before != null, "was never there but is seen: ", id);
            require(!pointer.equals(before), "writes unchanged pointer of ", id);
            require(
                    pointer.equals(requireNonNull(before).seenAt(pointer.lastSeen())),
                    "more has changed than when it was seen: ",
                    id);
        });
    }

    /** To be called once the decision has been applied: checks what the step names and has written. */
    void after(Step step, Decision decision) {
        sequence++;
        require(store.sequence() == sequence, "expected sequence " + sequence + ", not ", store.sequence());
        Resolution resolution = decision.resolution();
        require((resolution != null) == (step instanceof Step.Event), "not answered as what it is: ", step);
        require(resolution == null || resolution.sequence() == sequence, "resolution's sequence is not ", sequence);
        if (step instanceof Step.Order order) {
            require(store.command(order.command().commandId()) > 0, "does not remember ", order);
        }
        GraphChange change = decision.change();
        for (Set<ExternalId> written : List.of(
                change.pointers().keySet(),
                change.seen().keySet(),
                change.anchors().keySet())) {
            written.forEach(id -> checkPointer(id, store.pointer(id)));
        }
        if (step instanceof Step.Event event) {
            event.observation().ids().forEach(id -> checkPointer(id, store.pointer(id)));
        }
        for (Profile profile : change.profiles()) {
            profiles.check(profiles.get(profile.id()));
            checkLimits(profile, step);
        }
        checkGroups(resolution);
    }

    /** To be called after the last step: checks also what no step has written for long. */
    void atTheEnd() {
        for (ExternalId id : ids) {
            checkPointer(id, store.pointer(id));
        }
        for (ProfileId id : profileIds) {
            profiles.check(profiles.get(id));
        }
    }

    private void checkPointer(ExternalId id, @Nullable Pointer pointer) {
        if (pointer == null) {
            return;
        }
        require(!pointer.isNothing(), "keeps a pointer that says nothing: ", id);
        Identifier evidence = pointer.profile() == null ? null : evidence(id, profiles.get(pointer.profile()));
        boolean underTheseRules = evidence == null ? switchedAt == 0 : evidence.sequence() > switchedAt;
        if (underTheseRules) {
            require(rule(id).matching() != Matching.NEVER, "a boundary has a pointer: ", id);
            boolean windowed = rule(id).hasWindow() && pointer.profile() != null;
            boolean seen = pointer.lastSeen() != Pointer.NEVER;
            require(windowed == seen, "last seen without a window, or not with one: ", id);
        }
        require(
                pointer.lastSeen() == Pointer.NEVER || (evidence != null && pointer.lastSeen() >= evidence.addedAt()),
                "was seen last before it was added: ",
                id);
        require(
                switchedAt > 0
                        || rule(id).sharing() != null
                        || store.anchors(id).equals(Anchors.NONE),
                "counts who shares what any number may share: ",
                id);
        if (pointer.profile() != null) {
            Profile owner = profiles.get(pointer.profile());
            require(owner.isCanonical(), "pointer to a merged or deleted profile from ", id);
            require(ProfileInvariants.lists(owner, id), "the owner does not list ", id);
            require(!pointer.is(Pointer.BLOCKED) && !pointer.is(Pointer.DISCARDED), "identifies somebody: ", id);
            if (ReferenceRules.isMember(id)) {
                Profile member = profiles.get(ProfileId.parse(id.value()));
                require(member.isCanonical(), "a group has a member that was merged or deleted: ", id);
                require(member.id().kind() == ProfileId.Kind.USER, "a group has a member that is no person: ", id);
            }
        }
    }

    private static @Nullable Identifier evidence(ExternalId id, Profile owner) {
        return owner.identifiers().stream()
                .filter(one -> one.externalId().equals(id))
                .findFirst()
                .orElse(null);
    }

    private IdentifierRule rule(ExternalId id) {
        return rules.identifier(id.collection(), id.type());
    }

    /** Above a limit a profile may stand, but not further than the one that stood furthest before. */
    private void checkLimits(Profile profile, Step step) {
        long time = step instanceof Step.Event event
                ? event.observation().time()
                : ((Step.Order) step).command().time();
        Set<String> done = new HashSet<>();
        for (Identifier one : ProfileInvariants.all(profile)) {
            ExternalId id = one.externalId();
            Limit limit = rule(id).limit();
            if (done.add(id.type()) && !ReferenceRules.isMember(id)) {
                long active = active(profile, id, limit, time);
                long most = 0;
                for (Profile before : changed) {
                    most = Math.max(most, active(before, id, limit, time));
                }
                require(
                        active <= limit.max() || active <= most,
                        "grew beyond its limit of " + id.type() + ": ",
                        profile);
            }
        }
    }

    private static long active(Profile profile, ExternalId like, Limit limit, long time) {
        Collection collection = like.collection();
        return ProfileInvariants.all(profile).stream()
                .filter(one -> one.externalId().type().equals(like.type()))
                .filter(one -> one.externalId().collection().equals(collection))
                .filter(one -> limit.windowMillis() == Limit.EVER || one.addedAt() > time - limit.windowMillis())
                .count();
    }

    /** A resolution names the groups that the person is in, one a level. */
    private void checkGroups(@Nullable Resolution resolution) {
        ProfileId person = resolution == null ? null : resolution.profileId();
        if (resolution == null || person == null) {
            return;
        }
        for (Level level : rules.levels()) {
            Pointer pointer = store.pointer(ReferenceLevels.member(level.collection(), person));
            ProfileId group = pointer == null ? null : pointer.profile();
            ProfileId told = resolution.groups().get(level.name());
            require(group == null ? told == null : group.equals(told), "is not the group of the person: ", resolution);
        }
    }

    private static void require(boolean holds, String otherwise, Object of) {
        if (!holds) {
            throw new AssertionError(otherwise + of);
        }
    }
}
