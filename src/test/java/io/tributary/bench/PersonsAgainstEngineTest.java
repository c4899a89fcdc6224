package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.EventDecoder;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Pointer;
import io.tributary.engine.Resolver;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers are told to do, without a database, against the engine: on traffic in which the limit has a lot to do. */
class PersonsAgainstEngineTest {
    private final RuleBook rules = RulesParser.parse("peers", PeerRuns.RULES);
    private final MemoryGraphStore store = new MemoryGraphStore();
    private final Resolver resolver = new Resolver(rules.spaces().get(0));
    private final PersonsOfBatch persons = new PersonsOfBatch(new HashMap<>());
    private final Components components = new Components();

    private void resolve(Observation event) {
        store.apply(resolver.resolve(store, event).change());
        List<ExternalId> ids = new ArrayList<>(event.ids());
        ids.sort(rules.spaces().get(0).byPriority(Collection.USERS));
        components.add(ids);
        if (!ids.isEmpty()) {
            persons.resolve(ids);
        }
    }

    private Partition ofEngine() {
        Map<ProfileId, Long> numbers = new HashMap<>();
        Map<ExternalId, Long> parts = new HashMap<>();
        for (ExternalId id : components.partition().parts().keySet()) {
            Pointer pointer = store.pointer(id);
            if (pointer != null && pointer.profile() != null) {
                parts.put(id, numbers.computeIfAbsent(pointer.profile(), profile -> (long) numbers.size()));
            }
        }
        return new Partition(parts);
    }

    private Partition ofPersons() {
        Map<ExternalId, Long> parts = new HashMap<>();
        persons.added().forEach(id -> parts.put(id, persons.ownerOf(id).id()));
        return new Partition(parts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void they_come_to_the_same(int seed) {
        EventDecoder decoder = new EventDecoder(rules, false);
        TrafficGenerator traffic = new TrafficGenerator(20_000, 1000, seed, Mess.HEAVY);
        for (long offset = 0; traffic.hasNext(); offset++) {
            byte[] event = traffic.next();
            decoder.decode(
                    new RawRecord("events", 0, offset, traffic.arrival(), null, event), new EventDecoder.Output() {
                        @Override
                        public void observation(Observation observation) {
                            resolve(observation);
                        }

                        @Override
                        public void rejected(Rejected rejected) {
                            // some are cut off
                        }
                    });
        }

        assertThat(ofPersons().differences(ofEngine())).isEmpty();
        assertThat(ofEngine().joinedBy(components.partition()).apart())
                .as("people share devices, or there is nothing for the limit to do")
                .isGreaterThan(10);
    }
}
