package io.tributary.hostile;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import java.util.List;
import java.util.Map;

/** Ways to link new external IDs to one profile, event after event, for as long as one likes. */
enum Attack {
    NEW_ANONYMOUS_IDS("a new anonymous_id with the same user_id", Rules.SEGMENT, 12, 4) {
        @Override
        List<ExternalId> ids(int event) {
            return List.of(user("victim"), anonymous(event));
        }
    },
    NEW_USER_IDS("a new user_id with the same anonymous_id", Rules.SEGMENT, 12, 4) {
        @Override
        List<ExternalId> ids(int event) {
            return List.of(user("u" + event), ExternalId.user("anonymous_id", "victim"));
        }
    },
    CHAIN(
            "each event shares an ID with the one before, and nothing limits them but max_identifiers",
            Rules.OPEN,
            12,
            4) {
        @Override
        List<ExternalId> ids(int event) {
            return List.of(ExternalId.user("key", "k" + event), ExternalId.user("key", "k" + (event + 1)));
        }
    },
    MERGES("every second event makes a profile, the next one merges it into the victim", Rules.OPEN, 500, 4) {
        @Override
        List<ExternalId> ids(int event) {
            ExternalId fresh = ExternalId.user("key", "k" + event / 2);
            return event % 2 == 0 ? List.of(fresh) : List.of(ExternalId.user("key", "victim"), fresh);
        }
    },
    THIRTY_AT_A_TIME("32 new IDs with the same user_id", Rules.OPEN, 80, 40) {
        @Override
        List<ExternalId> ids(int event) {
            ExternalId[] ids = new ExternalId[32];
            for (int i = 1; i < ids.length; i++) {
                ids[i] = ExternalId.user("key", "k" + event + "-" + i);
            }
            ids[0] = ExternalId.user("key", "victim");
            return List.of(ids);
        }

        @Override
        int newIds() {
            return 31;
        }
    },
    OFFICE("a new visitor behind the same IP address", Rules.SEGMENTSTREAM, 1500, 500) {
        @Override
        List<ExternalId> ids(int event) {
            return withKey("ip_address", "192.0.2.1", anonymous(event));
        }
    },
    ADDRESSES("the same visitor from a new IP address", Rules.SEGMENTSTREAM, 30, 12) {
        @Override
        List<ExternalId> ids(int event) {
            return withKey("ip_address", "10." + event, anonymous(0));
        }

        @Override
        long step() {
            return HOUR;
        }
    },
    CLICKS("a new click ID of the same user, twice an hour", Rules.SEGMENTSTREAM, 30, 12) {
        @Override
        List<ExternalId> ids(int event) {
            return withKey("click_id", "c" + event, user("victim"));
        }

        @Override
        long step() {
            return HOUR / 2;
        }
    },
    HOUSEHOLD("a new person with the same click ID, for ever", Rules.SEGMENTSTREAM, 30, 12) {
        @Override
        List<ExternalId> ids(int event) {
            return withKey("click_id", "shared", user("u" + event));
        }
    },
    SAME_MESSAGE_ID(
            "a new person with every event, and all events have the same messageId and time", Rules.OPEN, 60, 2) {
        @Override
        List<ExternalId> ids(int event) {
            return List.of(ExternalId.user("key", "k" + event));
        }

        @Override
        String messageId(int event) {
            return "m";
        }

        @Override
        long at(int event) {
            return START;
        }
    },
    EXPIRY("IDs whose window has run out leave the victim, one an event", Rules.WINDOWS, 30, 12) {
        /** Rounds of: a star of leaves; later its centre leaves, then each leaf does. */
        private static final int LEAVES = 200;

        @Override
        List<ExternalId> ids(int event) {
            int round = event / (2 * LEAVES);
            int leaf = event % (2 * LEAVES);
            if (leaf < LEAVES) {
                return List.of(
                        ExternalId.user("key", "victim"),
                        ExternalId.user("short", "centre" + round),
                        ExternalId.user("short", "leaf" + round + "-" + leaf));
            }
            String leaving = leaf == LEAVES ? "centre" + round : "leaf" + round + "-" + (leaf - LEAVES);
            return List.of(ExternalId.user("key", "other" + event / 50), ExternalId.user("short", leaving));
        }

        @Override
        long at(int event) {
            return START + event / LEAVES * 48L * HOUR;
        }
    };

    static final long HOUR = 3_600_000;
    private static final long START = 1_772_359_200_000L;

    final String words;
    final String rules;

    /** The most that an event may ask and change. */
    final int reads;

    final int writes;

    Attack(String words, String rules, int reads, int writes) {
        this.words = words;
        this.rules = rules;
        this.reads = reads;
        this.writes = writes;
    }

    /** Of an event, from 0. */
    abstract List<ExternalId> ids(int event);

    /** External IDs that an event brings and no other has. */
    int newIds() {
        return 1;
    }

    long step() {
        return 10;
    }

    long at(int event) {
        return START + event * step();
    }

    String messageId(int event) {
        return "m" + event;
    }

    final Observation event(int event) {
        return new Observation(
                "main",
                messageId(event),
                EventType.TRACK,
                at(event),
                RawRecord.NO_TIMESTAMP,
                null,
                null,
                ids(event),
                List.of(),
                0,
                Map.of(),
                0,
                null);
    }

    private static ExternalId user(String value) {
        return ExternalId.user("user_id", value);
    }

    private static ExternalId anonymous(int event) {
        return ExternalId.user("anonymous_id", "a" + event);
    }

    /** What intake makes of a value that is a key of levels too. */
    private static List<ExternalId> withKey(String type, String value, ExternalId person) {
        return List.of(
                person, ExternalId.user(type, value), new ExternalId(Collection.level("household"), type, value));
    }

    private static final class Rules {
        static final String SEGMENT = "spaces: [{id: main, extends: segment}]";
        static final String SEGMENTSTREAM = "spaces: [{id: main, extends: segmentstream}]";
        static final String OPEN = """
                spaces:
                  - id: main
                    identifiers: [{type: key, limit: {max: 1000, per: ever}}]
                """;
        static final String WINDOWS = """
                spaces:
                  - id: main
                    identifiers:
                      - {type: key, limit: {max: 1000, per: ever}}
                      - {type: short, match_within: 1d, limit: {max: 1000, per: ever}}
                """;
    }
}
