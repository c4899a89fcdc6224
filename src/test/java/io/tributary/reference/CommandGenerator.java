package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Commands about what there is, what there was and what never was, some of them given twice. */
final class CommandGenerator {
    private final SplittableRandom random;
    private final SpaceRules rules;
    private final Graph graph;
    private final List<Command> given = new ArrayList<>();

    /** @param graph as it is whenever a command is asked for */
    CommandGenerator(SplittableRandom random, SpaceRules rules, Graph graph) {
        this.random = random;
        this.rules = rules;
        this.graph = graph;
    }

    /**
     * The command at a place of the history.
     *
     * @param type of an external ID that may not exist
     * @param value likewise
     */
    Command next(int number, long time, String type, String value) {
        if (!given.isEmpty() && chance(25)) {
            Command earlier = given.get(random.nextInt(given.size()));
            int what = random.nextInt(3);
            if (what == 0) {
                return earlier;
            }
            return remember(
                    what == 1
                            ? command(earlier.commandId(), time, type, value)
                            : new Command(
                                    earlier.space(),
                                    "c" + number,
                                    earlier.kind(),
                                    earlier.externalId(),
                                    earlier.profileId(),
                                    null,
                                    time,
                                    null));
        }
        return remember(command("c" + number, time, type, value));
    }

    private Command remember(Command command) {
        given.add(command);
        return command;
    }

    private Command command(String commandId, long time, String type, String value) {
        Command.Kind kind = kind();
        boolean ofProfile = kind == Command.Kind.UNMERGE || kind == Command.Kind.DELETE;
        ExternalId marked = chance(60) ? marked(kind) : null;
        ExternalId id = marked != null ? marked : ofProfile && !chance(5) ? null : externalId(type, value);
        ProfileId profileId = ofProfile || chance(40) ? profileId(kind) : null;
        if (kind == Command.Kind.DETACH && id != null && chance(30)) {
            // Its owner is named, as must be where its type is a boundary by now.
            ProfileId owner = graph.owners.get(id);
            profileId = owner != null ? owner : profileId;
        }
        if (kind == Command.Kind.DETACH && chance(40)) {
            Node node = any(one -> !one.boundaries().isEmpty());
            if (node != null) {
                id = node.boundaries()
                        .get(random.nextInt(node.boundaries().size()))
                        .externalId();
                id = id.collection().isLevel() ? ExternalId.user(id.type(), id.value()) : id;
                profileId = node.id;
            }
        }
        return new Command(
                rules.id(),
                commandId,
                kind,
                id,
                profileId,
                chance(50) ? "ticket" : null,
                time,
                chance(4) ? "cannot be carried out" : null);
    }

    /** What such a command is about: what has been marked, whatever its type is for by now, or a key of some group. */
    private @Nullable ExternalId marked(Command.Kind kind) {
        List<ExternalId> all = new ArrayList<>();
        switch (kind) {
            case UNBLOCK -> all.addAll(graph.blocked);
            case UNSUPPRESS -> all.addAll(graph.suppressed);
            case DETACH -> {
                Node group = chance(30) ? any(one -> one.collection.isLevel() && one.size() > 1) : null;
                if (group != null) {
                    all.addAll(group.externalIds());
                    all.removeIf(ReferenceRules::isMember);
                    all.replaceAll(ReferenceRules::asOperatorsSay);
                }
            }
            default -> {}
        }
        all.sort(Comparator.comparing(ExternalId::toString));
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /** Unmerging is told most, there is most to it. */
    private Command.Kind kind() {
        if (chance(30)) {
            return Command.Kind.UNMERGE;
        }
        Command last = given.isEmpty() ? null : given.get(given.size() - 1);
        if (last != null && last.kind() == Command.Kind.BLOCK && chance(60)) {
            return Command.Kind.UNBLOCK;
        }
        if (last != null && last.kind() == Command.Kind.SUPPRESS && chance(60)) {
            return Command.Kind.UNSUPPRESS;
        }
        Command.Kind[] kinds = Command.Kind.values();
        return kinds[random.nextInt(kinds.length)];
    }

    private ExternalId externalId(String type, String value) {
        Command last = given.isEmpty() ? null : given.get(given.size() - 1);
        boolean marked = last != null && (last.kind() == Command.Kind.BLOCK || last.kind() == Command.Kind.SUPPRESS);
        if (last != null && last.externalId() != null && chance(marked ? 60 : 30)) {
            return last.externalId();
        }
        boolean merged = chance(50);
        boolean account = chance(15);
        Node node = chance(80)
                ? any(one -> !one.identifiers().isEmpty() && isLikely(one, account) && merged != one.merged.isEmpty())
                : null;
        if (node != null) {
            ExternalId id =
                    node.externalIds().get(random.nextInt(node.externalIds().size()));
            return id.collection().isLevel() ? ExternalId.user(id.type(), id.value()) : id;
        }
        return new ExternalId(chance(10) ? Collection.ACCOUNTS : Collection.USERS, type, value);
    }

    private ProfileId profileId(Command.Kind kind) {
        int what = random.nextInt(100);
        boolean merged = kind == Command.Kind.UNMERGE ? what < 85 : what < 10;
        boolean account = chance(30);
        Node node = null;
        if (merged) {
            node = any(one -> one.parent != null && isLikely(one, account));
        } else if (what < 50) {
            node = any(one -> !one.merged.isEmpty() && isLikely(one, account));
        }
        if (node == null && what < 93) {
            node = any(one -> one.isCanonical() && isLikely(one, account));
        } else if (node == null) {
            node = any(one -> one.deleted);
        }
        return node != null ? node.id : new ProfileId(ProfileId.Kind.USER, 1, 2, random.nextInt(3));
    }

    /** Accounts would else be rare among persons; groups are nothing that commands can be about. */
    private boolean isLikely(Node node, boolean account) {
        return node.collection.equals(account ? Collection.ACCOUNTS : Collection.USERS)
                || (node.collection.isLevel() && chance(2));
    }

    private @Nullable Node any(Predicate<Node> test) {
        List<ProfileId> ids = graph.ids(test);
        return ids.isEmpty() ? null : graph.node(ids.get(random.nextInt(ids.size())));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
