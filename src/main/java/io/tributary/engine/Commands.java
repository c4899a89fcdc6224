package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.CommandAnswer.Status;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.rules.Matching;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out what operators tell a space to do, once each, and answers with what was done, or exactly why not. */
final class Commands {
    private final Layer users;
    private final Layer accounts;
    private final List<Groups> levels;
    private final AsleepLevels asleep;

    Commands(Layer users, Layer accounts, List<Groups> levels, AsleepLevels asleep) {
        this.users = users;
        this.accounts = accounts;
        this.levels = levels;
        this.asleep = asleep;
    }

    /** What became of a command; one that is refused has changed nothing. */
    private record Result(Status status, String detail) {
        static Result done(String detail) {
            return new Result(Status.DONE, detail);
        }

        static Result refused(String why) {
            return new Result(Status.REFUSED, why);
        }
    }

    Decision execute(GraphStore store, Command command) {
        long sequence = store.sequence() + 1;
        Occasion at = new Occasion(command.space(), sequence, command.commandId(), null, command.time());
        Happening now = new Happening(at, new GraphDraft(store));
        long answered = store.command(command.commandId());
        Result result = command.problem() != null
                ? Result.refused(command.problem())
                : answered > 0
                        ? new Result(Status.REPEATED, "a command of this ID had its answer at sequence " + answered)
                        : carryOut(now, command);
        CommandAnswer answer = new CommandAnswer(command.space(), sequence, command, result.status(), result.detail());
        return Telling.of(now, null, answer, answered > 0 ? null : command.commandId());
    }

    private Result carryOut(Happening now, Command command) {
        Command.Kind kind = command.kind();
        if (kind == null) {
            return Result.refused("no such command");
        }
        return switch (kind) {
            case DETACH, BLOCK, UNBLOCK, SUPPRESS, UNSUPPRESS -> ofExternalId(now, kind, command);
            case UNMERGE, DELETE -> ofProfile(now, kind, command);
        };
    }

    private Result ofExternalId(Happening now, Command.Kind kind, Command command) {
        ExternalId id = command.externalId();
        if (id == null) {
            return Result.refused(kind.wireName() + " needs an externalId");
        }
        boolean boundary = layer(id.collection()).rule(id.type()).matching() == Matching.NEVER;
        if (boundary && (kind == Command.Kind.BLOCK || kind == Command.Kind.SUPPRESS)) {
            return Result.refused("type " + id.type() + " is a boundary, which leads to nobody; only detach is for it");
        }
        return switch (kind) {
            case DETACH -> detach(now, id, command.profileId(), boundary);
            case BLOCK -> block(now, id);
            case UNBLOCK -> unblock(now, id);
            case SUPPRESS -> suppress(now, id, true);
            default -> suppress(now, id, false);
        };
    }

    private Result ofProfile(Happening now, Command.Kind kind, Command command) {
        ProfileId id = command.profileId();
        if (id == null) {
            return Result.refused(kind.wireName() + " needs a profileId");
        }
        if (id.kind() != users.collection.profileKind() && id.kind() != accounts.collection.profileKind()) {
            return Result.refused(id + " is a group; only users and accounts can be told apart and deleted");
        }
        Profile profile = now.graph.profile(id);
        if (profile == null) {
            return Result.refused("there is no profile " + id);
        }
        if (profile.deleted()) {
            return Result.refused(id + " is deleted");
        }
        return kind == Command.Kind.UNMERGE ? unmerge(now, profile) : delete(now, profile);
    }

    private Layer layer(Collection collection) {
        return collection.equals(Collection.ACCOUNTS) ? accounts : users;
    }

    /** Those that the rules have, then those that earlier rules had. */
    private List<Groups> allLevels(Happening now) {
        List<Groups> all = new ArrayList<>(levels);
        all.addAll(asleep.of(now.graph));
        return all;
    }

    /**
     * Many profiles may have a boundary, so it is taken from one that is named; and from the groups that it brings together.
     * What is a boundary by now, or was one, may stand on the profile as either.
     */
    private Result detach(Happening now, ExternalId id, @Nullable ProfileId profileId, boolean boundary) {
        if (boundary && profileId == null) {
            return Result.refused("type " + id.type() + " is a boundary: name the profile too");
        }
        boolean dropped = profileId != null && dropBoundary(now, id, profileId);
        boolean owned = takeAway(now, id, boundary ? profileId : null, Split.Reason.DETACHED);
        if (dropped || owned) {
            return Result.done("detached; " + parted(now));
        }
        return Result.refused(
                boundary ? profileId + " does not have this external ID" : "nobody owns this external ID");
    }

    private static boolean dropBoundary(Happening now, ExternalId id, ProfileId profileId) {
        Profile profile = now.graph.profile(profileId);
        if (profile == null) {
            return false;
        }
        ProfileDraft draft = new ProfileDraft(profile);
        if (!draft.hasBoundary(id)) {
            return false;
        }
        draft.dropBoundary(id);
        now.graph.put(draft.finish());
        return true;
    }

    /**
     * Takes an external ID from its owner, carries whoever is parted by that into the levels, and only then takes it from
     * the groups that it is a key of, or was under earlier rules.
     *
     * @param onlyFrom the one owner to take it from, null for any
     * @return whether anybody owned it
     */
    private boolean takeAway(Happening now, ExternalId id, @Nullable ProfileId onlyFrom, Split.Reason reason) {
        Layer own = layer(id.collection());
        ProfileId owner = now.graph.pointer(id).profile();
        boolean owned = owner != null && (onlyFrom == null || owner.equals(onlyFrom));
        if (owned) {
            TakingApart.remove(now, own, id, reason);
        }
        if (own == users) {
            for (Groups level : allLevels(now)) {
                level.carrySplits(now);
                ExternalId key = level.key(id);
                owned |= now.graph.pointer(key).profile() != null;
                TakingApart.remove(now, level.layer(), key, reason);
            }
        }
        return owned;
    }

    private static String parted(Happening now) {
        int splits = now.mergesAndSplits.size();
        return splits == 0
                ? "nobody was parted"
                : splits + (splits == 1 ? " profile was" : " profiles were") + " parted";
    }

    /** The mark is on the external ID itself, so that it holds in every level, whichever types are keys there when. */
    private Result block(Happening now, ExternalId id) {
        Pointer pointer = now.graph.pointer(id);
        if (pointer.is(Pointer.BLOCKED)) {
            return Result.refused("it is blocked already");
        }
        if (!leadsSomewhere(id)) {
            return Result.refused("nothing is matched by type " + id.type());
        }
        now.graph.put(id, pointer.marked(Pointer.BLOCKED));
        takeAway(now, id, null, Split.Reason.BLOCKED);
        return Result.done("blocked; " + parted(now));
    }

    private boolean leadsSomewhere(ExternalId id) {
        Layer own = layer(id.collection());
        return own.matches(id.type()) || (own == users && levels.stream().anyMatch(level -> level.hasKey(id.type())));
    }

    private static Result unblock(Happening now, ExternalId id) {
        Pointer pointer = now.graph.pointer(id);
        if (!pointer.is(Pointer.BLOCKED)) {
            return Result.refused("it is not blocked by a command");
        }
        now.graph.put(id, pointer.unmarked(Pointer.BLOCKED));
        return Result.done("unblocked");
    }

    private Result suppress(Happening now, ExternalId id, boolean suppress) {
        if (suppress && !layer(id.collection()).matches(id.type())) {
            return Result.refused("nobody is matched by type " + id.type());
        }
        Pointer pointer = now.graph.pointer(id);
        if (pointer.is(Pointer.SUPPRESSED) == suppress) {
            return Result.refused(suppress ? "it is suppressed already" : "it is not suppressed");
        }
        now.graph.put(id, suppress ? pointer.marked(Pointer.SUPPRESSED) : pointer.unmarked(Pointer.SUPPRESSED));
        return Result.done(suppress ? "suppressed" : "no longer suppressed");
    }

    private Result unmerge(Happening now, Profile child) {
        if (child.parent() == null) {
            return Result.refused(child.id() + " is not merged into another profile");
        }
        Profile profile = now.graph.canonical(child);
        boolean done = TakingApart.unmerge(now, layerOf(child.id()), profile, child.id());
        allLevels(now).forEach(level -> level.carrySplits(now));
        return done
                ? Result.done("parted from " + profile.id() + " and kept apart from it; " + parted(now))
                : Result.refused("none of the external IDs that it brought is left in " + profile.id());
    }

    private Layer layerOf(ProfileId id) {
        return id.kind() == accounts.collection.profileKind() ? accounts : users;
    }

    private Result delete(Happening now, Profile profile) {
        if (profile.parent() != null) {
            return Result.refused(profile.id() + " is merged into "
                    + now.graph.canonical(profile).id() + ": delete that");
        }
        GraphDraft graph = now.graph;
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            graph.put(id, graph.pointer(id).toNobody());
            graph.put(id, Anchors.NONE);
        }
        forgetPairs(graph, profile);
        Set<ProfileId> gone = new HashSet<>(profile.merged());
        gone.add(profile.id());
        graph.put(profile.id(), Map.of());
        gone.forEach(id -> graph.put(Profile.deleted(id)));
        for (Groups level : allLevels(now)) {
            TakingApart.remove(now, level.layer(), level.member(profile.id()), Split.Reason.DELETED);
        }
        int ids = profile.identifiers().size();
        return Result.done(
                "deleted, with " + ids + " external IDs and " + profile.merged().size() + " merged profiles");
    }

    /** Whoever was to be kept apart from a profile that is deleted needs not be any more. */
    private static void forgetPairs(GraphDraft graph, Profile profile) {
        for (KeptApart pair : profile.keptApart()) {
            ProfileDraft partner = new ProfileDraft(graph.canonical(graph.known(pair.other())));
            List<KeptApart> rest = new ArrayList<>(partner.keptApart());
            rest.removeIf(its -> its.other().equals(pair.own()));
            partner.setKeptApart(rest);
            graph.put(partner.finish());
        }
    }
}
