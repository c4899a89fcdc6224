package io.tributary.codec;

import io.tributary.model.RulesAccepted;
import org.jspecify.annotations.Nullable;

/** What of the audit record of accepted rules is theirs alone. */
final class RulesBody {
    /** Bytes of a record after which no further change is begun. */
    private static final int MAX_BYTES = RecordJson.MAX_RECORD_BYTES / 2;

    /** Characters of what was or is said; a type's places alone may take millions. */
    private static final int MAX_CHARS = 10_000;

    private static final String CUT = "...";

    private RulesBody() {}

    static void write(RulesAccepted accepted, RecordJson json) {
        json.text("before", accepted.before());
        json.beginArray("changes");
        int written = 0;
        for (RulesAccepted.Change change : accepted.changes()) {
            if (json.size() > MAX_BYTES) {
                break;
            }
            write(change, json);
            written++;
        }
        json.endArray();
        json.omitted("changesOmitted", accepted.changes().size() - written);
        if (accepted.eventsDropped() > 0) {
            json.number("eventsDropped", accepted.eventsDropped());
        }
    }

    private static void write(RulesAccepted.Change change, RecordJson json) {
        json.beginObject();
        json.text("class", change.changeClass());
        json.text("key", change.key());
        if (change.collection() != null) {
            json.collection(change.collection());
            json.level(change.collection());
        }
        json.text("type", change.type());
        json.text("before", cut(change.before()));
        json.text("after", cut(change.after()));
        json.endObject();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + CUT;
    }
}
