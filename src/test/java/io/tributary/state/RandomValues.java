package io.tributary.state;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Relation;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.model.UnresolvedReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Seeded values: mostly what a space really holds, and often enough what it hardly ever does. */
final class RandomValues {
    private static final long MARCH = 1_772_359_200_000L;
    private static final String[] TYPES = {"user_id", "email", "anonymous_id", "ios.id", "größe", "\ud83d\ude00"};
    private static final String[] ODD_TEXTS = {
        "",
        "a",
        "0",
        "00",
        "0a",
        "0A",
        "abc",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FFFFFFFF-ffff-ffff-ffff-ffffffffffff",
        "ffffffff-ffff-ffff-ffff-fffffffffff-",
        "fffffffffffffffffffffffffffffffffffff",
        "jane@example.com",
        "jürgen@example.com",
        "名前",
        "\ud83d\ude00",
        "\ud800",
        "\ud801",
        "\udc00\ud800",
        "\u0000",
        "\uffff",
    };

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T oneOf(T[] values) {
        return values[below(values.length)];
    }

    String text() {
        return switch (below(5)) {
            case 0 -> oneOf(ODD_TEXTS);
            case 1 -> Long.toHexString(random.nextLong());
            case 2 -> "user" + below(1000);
            case 3 -> "x".repeat(below(512));
            default -> uuid();
        };
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    byte[] bytes(int bound) {
        byte[] bytes = new byte[below(bound)];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> @Nullable T orNull(Supplier<T> value) {
        return oneIn(3) ? null : value.get();
    }

    <T> List<T> list(int bound, Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int i = below(bound); i > 0; i--) {
            list.add(value.get());
        }
        return list;
    }

    long time() {
        return oneIn(20) ? random.nextLong() : MARCH + random.nextInt();
    }

    ProfileId profileId() {
        ProfileId.Kind[] kinds = ProfileId.Kind.values();
        return new ProfileId(kinds[below(kinds.length)], random.nextInt(), random.nextLong(), random.nextLong());
    }

    /** Of an external ID that something is known of. */
    Pointer pointer() {
        ProfileId owner = orNull(this::profileId);
        int marks = owner == null ? 1 + below(7) : oneIn(4) ? below(8) : 0;
        return new Pointer(owner, owner == null || oneIn(2) ? Pointer.NEVER : time(), marks);
    }

    Anchors anchors() {
        Anchors anchors = Anchors.NONE;
        for (int i = oneIn(20) ? 300 : below(6); i > 0; i--) {
            anchors = anchors.with(text());
        }
        return anchors;
    }

    ExternalId externalId() {
        Collection collection = collection();
        if (collection.isLevel() && oneIn(3)) {
            return new ExternalId(collection, "profile", profileId().toString());
        }
        return new ExternalId(collection, oneIn(9) ? text() : oneOf(TYPES), text());
    }

    private Collection collection() {
        return switch (below(8)) {
            case 0 -> Collection.level(oneIn(2) ? "household" : "organization");
            case 1 -> Collection.level(oneIn(9) ? text() : "größe");
            case 2, 3 -> Collection.ACCOUNTS;
            default -> Collection.USERS;
        };
    }

    /** Canonical, merged or deleted. */
    Profile profile(ProfileId id) {
        if (oneIn(12)) {
            return Profile.deleted(id);
        }
        List<ProfileId> merged = list(4, this::profileId);
        List<Identifier> identifiers = identifiers(id, merged, 8);
        Links links = Links.NONE;
        for (int i = below(4); i > 0 && !identifiers.isEmpty(); i--) {
            int[] positions = random.ints(3, 0, identifiers.size()).distinct().toArray();
            links = links.withAllPairsOf(positions, identifiers.size());
        }
        boolean more = oneIn(3);
        return new Profile(
                id,
                random.nextLong(),
                time(),
                time(),
                identifiers,
                links,
                more ? identifiers(id, merged, 3) : List.of(),
                merged,
                oneIn(3) ? below(1000) : merged.size(),
                orNull(this::profileId),
                more ? list(4, () -> new Relation(profileId(), oneIn(2) ? id : profileId())) : List.of(),
                more ? list(3, () -> new KeptApart(oneIn(2) ? id : profileId(), profileId())) : List.of(),
                random.nextBoolean(),
                false);
    }

    private List<Identifier> identifiers(ProfileId id, List<ProfileId> merged, int bound) {
        List<Identifier> identifiers = new ArrayList<>();
        long age = below(1000);
        String messageId = text();
        for (int i = below(bound); i > 0; i--) {
            age += oneIn(30) ? random.nextLong() : 1 + below(5000);
            messageId = oneIn(3) ? messageId : text();
            ProfileId origin =
                    oneIn(2) ? id : oneIn(2) || merged.isEmpty() ? profileId() : merged.get(below(merged.size()));
            identifiers.add(new Identifier(externalId(), age, time(), time(), origin, messageId, orNull(this::text)));
        }
        return List.copyOf(identifiers);
    }

    Map<String, Trait> traits(ProfileId id) {
        Map<String, Trait> traits = new LinkedHashMap<>();
        for (int i = below(6); i > 0; i--) {
            traits.put(
                    text(),
                    new Trait(orNull(() -> "\"" + text() + "\""), time(), below(100_000), oneIn(2) ? id : profileId()));
        }
        return traits;
    }

    SetAside setAside() {
        return new SetAside(
                orNull(this::collection),
                orNull(this::text),
                orNull(this::text),
                oneOf(SetAside.Reason.values()),
                orNull(this::text));
    }

    Observation observation() {
        Map<String, String> traits = new LinkedHashMap<>();
        for (int i = below(5); i > 0; i--) {
            traits.put(text(), text());
        }
        return new Observation(
                text(),
                text(),
                oneOf(EventType.values()),
                time(),
                oneIn(5) ? RawRecord.NO_TIMESTAMP : time(),
                orNull(this::text),
                oneIn(3) ? oneOf(UnresolvedReason.values()) : null,
                list(6, this::externalId),
                list(3, this::setAside),
                below(200),
                traits,
                below(200),
                orNull(() -> bytes(2000)));
    }

    Command command() {
        return new Command(
                text(),
                text(),
                orNull(() -> oneOf(Command.Kind.values())),
                orNull(this::externalId),
                orNull(this::profileId),
                orNull(this::text),
                time(),
                orNull(this::text));
    }

    RawRecord rawRecord() {
        return new RawRecord(
                text(),
                oneIn(4) ? RawRecord.FILE_PARTITION : below(1000),
                oneIn(9) ? random.nextLong() : below(Integer.MAX_VALUE),
                oneIn(4) ? RawRecord.NO_TIMESTAMP : time(),
                orNull(this::text),
                orNull(() -> bytes(2000)));
    }

    /** All of an observation that compares, arrays and the order of traits included. */
    static Object essence(Observation o) {
        return Arrays.asList(
                o.space(),
                o.messageId(),
                o.type(),
                o.time(),
                o.recordTime(),
                o.source(),
                o.denied(),
                o.ids(),
                o.setAside(),
                o.setAsideOmitted(),
                List.copyOf(o.traits().entrySet()),
                o.traitsOmitted(),
                content(o.event()));
    }

    static Object essence(RawRecord raw) {
        return Arrays.asList(
                raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), raw.sourceHeader(), content(raw.value()));
    }

    private static @Nullable Bytes content(byte @Nullable [] bytes) {
        return bytes == null ? null : new Bytes(bytes);
    }
}
