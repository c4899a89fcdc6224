package io.tributary.cli;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.Level;
import io.tributary.savepoint.Found;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of an external ID, as a person reads it; the values of others only if asked for. */
final class LookupText {
    /** Profiles that a line names; the others are counted. */
    private static final int NAMED = 20;

    private final Found found;
    private final boolean reveal;
    private final StringBuilder text = new StringBuilder();

    private LookupText(Found found, boolean reveal) {
        this.found = found;
        this.reveal = reveal;
    }

    static String of(Found found, boolean reveal) {
        LookupText text = new LookupText(found, reveal);
        text.write();
        return text.text.toString();
    }

    private void write() {
        line("space " + found.space() + ", after #" + found.sequence());
        line("  " + found.id().collection() + " " + found.id()
                + (found.hashed() ? ", the SHA-256 of what was asked" : ""));
        writeMarks();
        Profile holder = found.holder();
        if (holder == null) {
            line("  leads to nobody");
            return;
        }
        line(
                found.holders() == 0
                        ? "  leads to " + holder.id()
                        : "  is a boundary of %,d profiles, such as %s".formatted(found.holders(), holder.id()));
        line("  created at #" + holder.createdSequence() + ", " + time(holder.createdAt()) + ", last changed "
                + time(holder.lastSeen()));
        holder.identifiers().stream()
                .filter(one -> !isMember(one.externalId()))
                .forEach(one -> line("    " + evidence(one, holder)));
        holder.boundaries().forEach(one -> line("    " + evidence(one, holder) + ", a boundary"));
        if (!found.members().isEmpty()) {
            line("  members: " + names(found.members()));
        }
        if (!holder.merged().isEmpty()) {
            line("  merged into it: " + names(holder.merged()));
        }
        line("  merges taken: " + holder.merges() + ", links: " + holder.links().size());
        found.groups().forEach((level, group) -> line("  " + level + ": " + group));
        holder.accounts().forEach(relation -> line("  account: " + relation.account()));
        holder.keptApart().forEach(pair -> line("  kept apart: " + pair.own() + " and " + pair.other()));
        if (!found.traits().isEmpty()) {
            line("  traits: " + String.join(", ", found.traits()));
        }
    }

    private void writeMarks() {
        Pointer pointer = found.pointer();
        if (pointer.is(Pointer.BLOCKED)) {
            line("  blocked by an operator");
        }
        if (pointer.is(Pointer.DISCARDED)) {
            line("  discarded: too many share it");
        }
        if (pointer.is(Pointer.SUPPRESSED)) {
            line("  suppressed: its events stay unresolved");
        }
        if (pointer.lastSeen() != Pointer.NEVER) {
            line("  last seen " + time(pointer.lastSeen()));
        }
        if (found.sharedBy() > 0) {
            line("  shared by " + found.sharedBy());
        }
    }

    private static boolean isMember(ExternalId id) {
        return id.collection().isLevel() && id.type().equals(Level.MEMBER);
    }

    private String evidence(Identifier identifier, Profile holder) {
        ExternalId id = identifier.externalId();
        String source = identifier.source();
        String origin = identifier.origin().equals(holder.id()) ? "" : ", to " + identifier.origin();
        return (reveal || id.equals(found.id()) ? id.toString() : Fingerprint.of(id))
                + " since #" + identifier.sequence() + ", " + time(identifier.addedAt())
                + ", event " + identifier.messageId() + (source == null ? "" : " of " + source) + origin;
    }

    private static String names(List<ProfileId> profiles) {
        String named = profiles.stream().limit(NAMED).map(ProfileId::toString).collect(Collectors.joining(", "));
        return profiles.size() <= NAMED ? named : named + " and %,d more".formatted(profiles.size() - NAMED);
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
