package io.tributary.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The six calls of Segment's spec. */
public enum EventType {
    IDENTIFY("identify", 0),
    TRACK("track", 1),
    PAGE("page", 2),
    SCREEN("screen", 3),
    GROUP("group", 4),
    ALIAS("alias", 5);

    private final String wireName;
    private final int code;

    EventType(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    public String wireName() {
        return wireName;
    }

    /** The number that stands for this type between operators; never reused. */
    public int code() {
        return code;
    }

    /** The type of that name in any letter case, or null. */
    public static @Nullable EventType fromWireName(String name) {
        for (EventType type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        for (EventType type : values()) {
            if (type.wireName.equals(lowerCase)) {
                return type;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException if no type has this code */
    public static EventType fromCode(int code) {
        for (EventType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no event type has code " + code);
    }
}
