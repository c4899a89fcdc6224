package io.tributary.bench;

import io.tributary.codec.EventDecoder;
import io.tributary.job.RulesText;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The external IDs of one event after the other, as Tributary itself decodes them. */
final class EventIds implements AutoCloseable, EventDecoder.Output {
    private final EventFile.Reader events;
    private final EventDecoder decoder;
    private final Comparator<ExternalId> byPriority;
    private long read;
    private List<ExternalId> ids = List.of();

    /** @param rules of one space, which takes all events */
    EventIds(Path file, RulesText rules) throws IOException {
        RuleBook compiled = rules.compile();
        events = EventFile.open(file);
        decoder = new EventDecoder(compiled, false);
        byPriority = compiled.spaces().get(0).byPriority(Collection.USERS);
    }

    /** Those of the next event, by priority. */
    List<ExternalId> next() throws IOException {
        ids = List.of();
        byte[] event = events.next();
        decoder.decode(new RawRecord("events", 0, read++, events.arrival(), null, event), this);
        return ids;
    }

    @Override
    public void observation(Observation observation) {
        List<ExternalId> sorted = new ArrayList<>(observation.ids());
        sorted.sort(byPriority);
        ids = sorted;
    }

    @Override
    public void rejected(Rejected rejected) {
        // It has none.
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
