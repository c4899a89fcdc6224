package io.tributary.state;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a profile; its key is its ID, which the value does not repeat. Numbers are varints, ± marks signed ones,
 * profiles are 21 bytes.
 *
 * <pre>
 *   | version 1, flags: 1 merged, 2 has traits | createdSequence | ± createdAt | ± lastSeen - createdAt |
 *   | parent, if merged | n | n profiles: merged | k | an identifier k times | row of links k times |
 *   | n | n profiles: other origins |  - these two stand before the identifiers, if k is not 0
 *
 *   identifier:
 *   | external ID | ± age - age of the one before | ± addedAt - createdAt | ± addedAt - firstSeen | origin |
 *   | source << 2 | form of messageId | source: text, if 1 | messageId: packed text, unless form is 3 |
 *
 *   row of links:
 *   | n | first position | n - 1 times: position - the one before |
 * </pre>
 *
 * The age before the first is 0. An origin is a place among: the profile itself, {@code merged}, the other origins. A
 * source is 0 for none, 1 for one that is spelled out, else its number in the dictionary plus 1. Form 3 says that the
 * messageId is that of the identifier before. The oldest identifier has no row, there is nothing older to link with.
 *
 * <p>A UUID with a UUID as its evidence takes some 40 bytes.
 */
final class ProfileFormat {
    private static final int VERSION = 1;
    private static final int MERGED = 1;
    private static final int HAS_TRAITS = 2;

    private static final int NO_SOURCE = 0;
    private static final int SPELLED_SOURCE = 1;
    private static final int SAME_MESSAGE = 3;

    private ProfileFormat() {}

    /** New types and sources get a number in the dictionary, if there is room. */
    static Bytes encode(Profile profile, NameDictionary names, ByteWriter out) {
        out.clear();
        ProfileId parent = profile.parent();
        out.head(VERSION, (parent == null ? 0 : MERGED) | (profile.hasTraits() ? HAS_TRAITS : 0));
        out.varint(profile.createdSequence());
        out.signed(profile.createdAt());
        out.signed(profile.lastSeen() - profile.createdAt());
        if (parent != null) {
            ProfileIdFormat.write(parent, out);
        }
        out.varint(profile.merged().size());
        for (ProfileId merged : profile.merged()) {
            ProfileIdFormat.write(merged, out);
        }
        writeIdentifiers(profile, names, out);
        return out.toBytes();
    }

    static Profile decode(ProfileId id, Bytes value, NameDictionary names) {
        ByteReader in = new ByteReader(value.content(), "a profile");
        int flags = in.head(VERSION, MERGED | HAS_TRAITS);
        long createdSequence = in.varint();
        long createdAt = in.signed();
        long lastSeen = createdAt + in.signed();
        ProfileId parent = (flags & MERGED) == 0 ? null : ProfileIdFormat.read(in);
        List<ProfileId> merged = readProfiles(in);
        List<Identifier> identifiers = List.of();
        Links links = Links.NONE;
        int count = in.count();
        if (count > 0) {
            Origins origins = new Origins(id, merged);
            origins.readOthers(in);
            identifiers = readIdentifiers(count, createdAt, origins, names, in);
            links = readLinks(count, in);
        }
        in.end();
        boolean hasTraits = (flags & HAS_TRAITS) != 0;
        return new Profile(id, createdSequence, createdAt, lastSeen, identifiers, links, merged, parent, hasTraits);
    }

    private static List<ProfileId> readProfiles(ByteReader in) {
        ProfileId[] profiles = new ProfileId[in.count()];
        for (int i = 0; i < profiles.length; i++) {
            profiles[i] = ProfileIdFormat.read(in);
        }
        return List.of(profiles);
    }

    private static void writeIdentifiers(Profile profile, NameDictionary names, ByteWriter out) {
        List<Identifier> identifiers = profile.identifiers();
        out.varint(identifiers.size());
        if (identifiers.isEmpty()) {
            return;
        }
        Origins origins = new Origins(profile.id(), profile.merged());
        for (Identifier identifier : identifiers) {
            origins.place(identifier.origin());
        }
        origins.writeOthers(out);
        Identifier before = null;
        for (Identifier identifier : identifiers) {
            ExternalIdFormat.write(identifier.externalId(), names, out);
            out.signed(identifier.age() - (before == null ? 0 : before.age()));
            out.signed(identifier.addedAt() - profile.createdAt());
            out.signed(identifier.addedAt() - identifier.firstSeen());
            out.varint(origins.place(identifier.origin()));
            writeEvidence(identifier, before, names, out);
            before = identifier;
        }
        for (int position = 1; position < identifiers.size(); position++) {
            int[] row = profile.links().olderThan(position);
            out.varint(row.length);
            int last = 0;
            for (int older : row) {
                out.varint(older - last);
                last = older;
            }
        }
    }

    private static void writeEvidence(
            Identifier identifier, @Nullable Identifier before, NameDictionary names, ByteWriter out) {
        String messageId = identifier.messageId();
        String source = identifier.source();
        boolean same = before != null && before.messageId().equals(messageId);
        int form = same ? SAME_MESSAGE : PackedText.form(messageId);
        int number = source == null ? NO_SOURCE : names.numberOrAdd(source) + 1;
        out.varint(number << 2 | form);
        if (source != null && number == SPELLED_SOURCE) {
            out.text(source);
        }
        if (!same) {
            PackedText.write(messageId, form, out);
        }
    }

    private static List<Identifier> readIdentifiers(
            int count, long createdAt, Origins origins, NameDictionary names, ByteReader in) {
        List<Identifier> identifiers = new ArrayList<>(count);
        long age = 0;
        String messageId = "";
        for (int i = 0; i < count; i++) {
            ExternalId externalId = ExternalIdFormat.read(names, in);
            age += in.signed();
            long addedAt = createdAt + in.signed();
            long firstSeen = addedAt - in.signed();
            ProfileId origin = origins.at(in.smallVarint());
            int evidence = in.smallVarint();
            String source = switch (evidence >>> 2) {
                case NO_SOURCE -> null;
                case SPELLED_SOURCE -> in.text();
                default -> names.name((evidence >>> 2) - 1);
            };
            int form = evidence & 3;
            messageId = form == SAME_MESSAGE ? messageId : PackedText.read(form, in);
            identifiers.add(new Identifier(externalId, age, addedAt, firstSeen, origin, messageId, source));
        }
        return List.copyOf(identifiers);
    }

    private static Links readLinks(int count, ByteReader in) {
        int[][] rows = new int[count][];
        rows[0] = new int[0];
        int size = 0;
        for (int position = 1; position < count; position++) {
            int[] row = new int[in.count()];
            int last = 0;
            for (int i = 0; i < row.length; i++) {
                last += in.smallVarint();
                row[i] = last;
            }
            rows[position] = row;
            size += row.length;
        }
        return size == 0 ? Links.NONE : Links.ofRows(rows);
    }
}
