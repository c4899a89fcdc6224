package io.tributary.state;

import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a profile; its key is its ID, which the value does not repeat. Numbers are varints, ± marks signed ones,
 * profiles are 21 bytes.
 *
 * <pre>
 *   | version, flags: 1 merged, 2 has traits, 4 has more, 8 deleted: then nothing follows |
 *   | createdSequence | ± createdAt | ± lastSeen - createdAt | parent, if merged | n | n profiles: merged |
 *   | k | n | n profiles: other origins - unless k is 0 and there is no more |
 *   | k times: identifier, see {@link IdentifierFormat} | k - 1 times: row of links |
 *
 *   more, for the few that have it:
 *   | merges | n | n times: boundary, as an identifier |
 *   | n | n times: account: profile, origin | n | n times: own: origin, other: profile - kept apart |
 *
 * </pre>
 *
 * An origin is a place among: the profile itself, {@code merged}, the other origins. The oldest identifier has no row,
 * there is nothing older to link with; see {@link LinksFormat}. A profile without more has merged as many as {@code merges} says.
 *
 * <p>Version 1 is for profiles of up to 64 identifiers. Of those with more, links can be many: version 2 may write rows as
 * bits. Version 1 is read of any profile.
 *
 * <p>A UUID with a UUID as its evidence takes some 40 bytes.
 */
final class ProfileFormat {
    private static final int VERSION = 1;
    private static final int WITH_BITS = 2;
    private static final int FEW = 64;
    private static final int MERGED = 1;
    private static final int HAS_TRAITS = 2;
    private static final int HAS_MORE = 4;
    private static final int DELETED = 8;

    private ProfileFormat() {}

    /** New types and sources get a number in the dictionary, if there is room. */
    static Bytes encode(Profile profile, NameDictionary names, ByteWriter out) {
        out.clear();
        if (profile.deleted()) {
            out.head(VERSION, DELETED);
            return out.toBytes();
        }
        ProfileId parent = profile.parent();
        boolean hasMore = hasMore(profile);
        int count = profile.identifiers().size();
        int version = count > FEW ? WITH_BITS : VERSION;
        out.head(
                version,
                (parent == null ? 0 : MERGED) | (profile.hasTraits() ? HAS_TRAITS : 0) | (hasMore ? HAS_MORE : 0));
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
        out.varint(count);
        if (count > 0 || hasMore) {
            Origins origins = originsOf(profile);
            origins.writeOthers(out);
            IdentifierFormat format = new IdentifierFormat(profile.createdAt(), origins, names);
            profile.identifiers().forEach(identifier -> format.write(identifier, out));
            LinksFormat.write(profile.links(), count, version == WITH_BITS, out);
            if (hasMore) {
                writeMore(profile, format, origins, out);
            }
        }
        return out.toBytes();
    }

    static Profile decode(ProfileId id, Bytes value, NameDictionary names) {
        ByteReader in = new ByteReader(value.content(), "a profile");
        int version = in.version();
        int flags = in.head(version == VERSION ? VERSION : WITH_BITS, MERGED | HAS_TRAITS | HAS_MORE | DELETED);
        Profile profile = (flags & DELETED) != 0 ? Profile.deleted(id) : decode(id, version, flags, names, in);
        in.end();
        return profile;
    }

    private static Profile decode(ProfileId id, int version, int flags, NameDictionary names, ByteReader in) {
        boolean hasMore = (flags & HAS_MORE) != 0;
        long createdSequence = in.varint();
        long createdAt = in.signed();
        long lastSeen = createdAt + in.signed();
        ProfileId parent = (flags & MERGED) == 0 ? null : ProfileIdFormat.read(in);
        List<ProfileId> merged = readProfiles(in);
        int count = in.count();
        Origins origins = new Origins(id, merged);
        if (count > 0 || hasMore) {
            origins.readOthers(in);
        }
        IdentifierFormat format = new IdentifierFormat(createdAt, origins, names);
        List<Identifier> identifiers = readIdentifiers(count, format, in);
        Links links = LinksFormat.read(count, version == WITH_BITS, in);
        More more = hasMore ? readMore(format, origins, in) : new More(List.of(), merged.size(), List.of(), List.of());
        return new Profile(
                id,
                createdSequence,
                createdAt,
                lastSeen,
                identifiers,
                links,
                more.boundaries,
                merged,
                more.merges,
                parent,
                more.accounts,
                more.keptApart,
                (flags & HAS_TRAITS) != 0,
                false);
    }

    private static boolean hasMore(Profile profile) {
        return profile.merges() != profile.merged().size()
                || !profile.boundaries().isEmpty()
                || !profile.accounts().isEmpty()
                || !profile.keptApart().isEmpty();
    }

    private static Origins originsOf(Profile profile) {
        Origins origins = new Origins(profile.id(), profile.merged());
        profile.identifiers().forEach(identifier -> origins.place(identifier.origin()));
        profile.boundaries().forEach(boundary -> origins.place(boundary.origin()));
        profile.accounts().forEach(relation -> origins.place(relation.origin()));
        profile.keptApart().forEach(pair -> origins.place(pair.own()));
        return origins;
    }

    private static List<ProfileId> readProfiles(ByteReader in) {
        ProfileId[] profiles = new ProfileId[in.count()];
        for (int i = 0; i < profiles.length; i++) {
            profiles[i] = ProfileIdFormat.read(in);
        }
        return List.of(profiles);
    }

    private static List<Identifier> readIdentifiers(int count, IdentifierFormat format, ByteReader in) {
        List<Identifier> identifiers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            identifiers.add(format.read(in));
        }
        return List.copyOf(identifiers);
    }

    private static void writeMore(Profile profile, IdentifierFormat format, Origins origins, ByteWriter out) {
        out.varint(profile.merges());
        out.varint(profile.boundaries().size());
        profile.boundaries().forEach(boundary -> format.write(boundary, out));
        out.varint(profile.accounts().size());
        for (Relation relation : profile.accounts()) {
            ProfileIdFormat.write(relation.account(), out);
            out.varint(origins.place(relation.origin()));
        }
        out.varint(profile.keptApart().size());
        for (KeptApart pair : profile.keptApart()) {
            out.varint(origins.place(pair.own()));
            ProfileIdFormat.write(pair.other(), out);
        }
    }

    private static More readMore(IdentifierFormat format, Origins origins, ByteReader in) {
        int merges = in.smallVarint();
        List<Identifier> boundaries = readIdentifiers(in.count(), format, in);
        Relation[] accounts = new Relation[in.count()];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = new Relation(ProfileIdFormat.read(in), origins.at(in.smallVarint()));
        }
        KeptApart[] keptApart = new KeptApart[in.count()];
        for (int i = 0; i < keptApart.length; i++) {
            keptApart[i] = new KeptApart(origins.at(in.smallVarint()), ProfileIdFormat.read(in));
        }
        return new More(boundaries, merges, List.of(accounts), List.of(keptApart));
    }

    private record More(List<Identifier> boundaries, int merges, List<Relation> accounts, List<KeptApart> keptApart) {}
}
