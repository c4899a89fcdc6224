package io.tributary.state;

import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of all traits of a profile; the key is the profile's ID. All of them are one value because Flink's map state
 * can look a key up but not list those that begin alike: from an entry for each trait, a profile's traits could not be
 * found again without reading those of the whole space.
 *
 * <pre>
 *   | version 1, flags 0 | n | n profiles: origins besides the profile itself, 21 bytes each | k | k times:
 *      | name: text | value: nullable text | ± time - time of the one before | ± sequence - that of the one before
 *      | origin: 0 for the profile itself, else its place among the origins |
 * </pre>
 *
 * Numbers are varints, ± marks signed ones. The order of the traits is kept.
 */
final class TraitsFormat {
    private static final int VERSION = 1;

    private TraitsFormat() {}

    static Bytes encode(ProfileId profile, Map<String, Trait> traits, ByteWriter out) {
        out.clear();
        out.head(VERSION, 0);
        Origins origins = new Origins(profile, List.of());
        for (Trait trait : traits.values()) {
            origins.place(trait.origin());
        }
        origins.writeOthers(out);
        out.varint(traits.size());
        long time = 0;
        long sequence = 0;
        for (Map.Entry<String, Trait> entry : traits.entrySet()) {
            Trait trait = entry.getValue();
            out.text(entry.getKey());
            out.nullableText(trait.value());
            out.signed(trait.time() - time);
            out.signed(trait.sequence() - sequence);
            out.varint(origins.place(trait.origin()));
            time = trait.time();
            sequence = trait.sequence();
        }
        return out.toBytes();
    }

    static Map<String, Trait> decode(ProfileId profile, Bytes value) {
        ByteReader in = new ByteReader(value.content(), "a set of traits");
        in.head(VERSION, 0);
        Origins origins = new Origins(profile, List.of());
        origins.readOthers(in);
        Map<String, Trait> traits = new LinkedHashMap<>();
        long time = 0;
        long sequence = 0;
        for (int i = in.count(); i > 0; i--) {
            String name = in.text();
            String json = in.nullableText();
            time += in.signed();
            sequence += in.signed();
            traits.put(name, new Trait(json, time, sequence, origins.at(in.smallVarint())));
        }
        in.end();
        return Collections.unmodifiableMap(traits);
    }
}
