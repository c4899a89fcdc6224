package io.tributary.state;

import io.tributary.model.ProfileId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles that many parts of one value name as their origin, each by its place: 0 is the profile that the value belongs
 * to, then those that the value lists anyway, then those of a table of the others, which the value begins with.
 */
final class Origins {
    private final List<ProfileId> places = new ArrayList<>();
    private final Map<ProfileId, Integer> placeOf = new HashMap<>();
    private final int listed;

    Origins(ProfileId self, List<ProfileId> listed) {
        place(self);
        for (ProfileId profile : listed) {
            places.add(profile);
            placeOf.putIfAbsent(profile, places.size() - 1);
        }
        this.listed = places.size();
    }

    /** The place of a profile, which is added to the others if it has none. */
    int place(ProfileId origin) {
        Integer place = placeOf.get(origin);
        if (place != null) {
            return place;
        }
        places.add(origin);
        placeOf.put(origin, places.size() - 1);
        return places.size() - 1;
    }

    /** @throws IllegalStateException if there is no such place */
    ProfileId at(int place) {
        if (place >= places.size()) {
            throw new IllegalStateException(
                    "state names origin " + place + " of a value that has " + places.size() + " of them");
        }
        return places.get(place);
    }

    void writeOthers(ByteWriter out) {
        out.varint(places.size() - listed);
        for (ProfileId profile : places.subList(listed, places.size())) {
            ProfileIdFormat.write(profile, out);
        }
    }

    void readOthers(ByteReader in) {
        for (int i = in.count(); i > 0; i--) {
            place(ProfileIdFormat.read(in));
        }
    }
}
