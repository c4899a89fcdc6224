package io.tributary.bench;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which external IDs belong together, by whoever says so. Two of them are compared by their parts: what a part is called
 * is everybody's own.
 *
 * @param parts of users' external IDs, each with what its part is called
 */
record Partition(Map<ExternalId, Long> parts) {

    /**
     * How parts of one partition lie in those of a coarser one.
     *
     * @param apart parts that share a part of the coarser one with others
     * @param joined parts of the coarser one that they are in
     */
    record Joined(long apart, long joined) {}

    int externalIds() {
        return parts.size();
    }

    int size() {
        return new HashSet<>(parts.values()).size();
    }

    /**
     * Holds it to what it should be.
     *
     * @return what differs, empty if nothing does
     */
    List<String> differences(Partition expected) {
        List<String> differences = new ArrayList<>();
        long surplus = missing(expected.parts.keySet(), parts.keySet());
        if (surplus > 0) {
            differences.add("%,d external IDs are in it that should not be".formatted(surplus));
        }
        long missing = missing(parts.keySet(), expected.parts.keySet());
        if (missing > 0) {
            differences.add("%,d external IDs are not in it that should be".formatted(missing));
        }
        Set<Set<ExternalId>> own = sets();
        Set<Set<ExternalId>> others = expected.sets();
        long other = missing(own, others);
        if (other > 0) {
            differences.add(
                    "%,d of %,d that should be are not in it as they should be".formatted(other, others.size()));
        }
        return differences;
    }

    /** How many of the second are not among the first. */
    private static <T> long missing(Set<T> known, Set<T> asked) {
        return asked.stream().filter(one -> !known.contains(one)).count();
    }

    private Set<Set<ExternalId>> sets() {
        Map<Long, Set<ExternalId>> sets = new HashMap<>();
        parts.forEach((id, part) ->
                sets.computeIfAbsent(part, name -> new HashSet<>()).add(id));
        return new HashSet<>(sets.values());
    }

    /** How many parts of it are not parted by a coarser one. */
    Joined joinedBy(Partition coarser) {
        Map<Long, Set<Long>> inside = new HashMap<>();
        parts.forEach((id, part) -> {
            Long its = coarser.parts.get(id);
            if (its != null) {
                inside.computeIfAbsent(its, name -> new HashSet<>()).add(part);
            }
        });
        List<Set<Long>> several =
                inside.values().stream().filter(its -> its.size() > 1).toList();
        return new Joined(several.stream().mapToLong(Set::size).sum(), several.size());
    }

    void writeTo(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(parts.size());
            for (Map.Entry<ExternalId, Long> entry : parts.entrySet()) {
                out.writeUTF(entry.getKey().type());
                out.writeUTF(entry.getKey().value());
                out.writeLong(entry.getValue());
            }
        }
    }

    static Partition read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            Map<ExternalId, Long> parts = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                parts.put(new ExternalId(Collection.USERS, in.readUTF(), in.readUTF()), in.readLong());
            }
            return new Partition(parts);
        }
    }
}
