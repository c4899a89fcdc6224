package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.SetAside;
import io.tributary.rules.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record decoded to. */
record Decoded(List<Observation> observations, List<Rejected> rejections) {
    /** 2026-03-01T12:00:00Z, the timestamp of records in tests. */
    static final long RECORD_TIME = 1772366400000L;

    static RawRecord raw(byte @Nullable [] value) {
        return new RawRecord("events", 3, 42, RECORD_TIME, null, value);
    }

    static RawRecord raw(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    static Decoded of(EventDecoder decoder, RawRecord raw) {
        Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>());
        decoder.decode(raw, new EventDecoder.Output() {
            @Override
            public void observation(Observation observation) {
                decoded.observations.add(observation);
            }

            @Override
            public void rejected(Rejected rejected) {
                decoded.rejections.add(rejected);
            }
        });
        return decoded;
    }

    static Decoded of(RuleBook rules, RawRecord raw) {
        return of(new EventDecoder(rules, false), raw);
    }

    /** The observation of an event, single quotes for double ones, in the only space. */
    static Observation observed(SpaceBuilder space, String event) {
        return of(SpaceBuilder.book(space), raw(event.replace('\'', '"'))).observation();
    }

    Observation observation() {
        assertThat(rejections).isEmpty();
        assertThat(observations).hasSize(1);
        return observations.get(0);
    }

    Rejected rejection() {
        assertThat(observations).isEmpty();
        assertThat(rejections).hasSize(1);
        return rejections.get(0);
    }

    /** {@code type:value} of each. */
    static List<String> ids(Observation observation) {
        return observation.ids().stream().map(ExternalId::toString).toList();
    }

    /** {@code type:value reason} of each. */
    static List<String> setAside(Observation observation) {
        return observation.setAside().stream().map(SetAside::toString).toList();
    }
}
