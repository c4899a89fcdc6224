package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class EventTimeWatermarksTest {
    private static final long DELAY = 3000;

    private final ManualClock clock = new ManualClock();
    private final EventTimeWatermarks live = new EventTimeWatermarks(true, DELAY);

    private WatermarkGenerator<RawRecord> generator(EventTimeWatermarks watermarks) {
        return watermarks.createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return clock;
            }
        });
    }

    private static final Output IGNORED = new Output();

    private static void event(WatermarkGenerator<RawRecord> generator, long time, long recordTime) {
        String json = "{\"type\":\"track\",\"timestamp\":" + time + "}";
        generator.onEvent(
                new RawRecord("t", 0, 0, recordTime, null, json.getBytes(StandardCharsets.UTF_8)), recordTime, IGNORED);
    }

    private static List<String> emitted(WatermarkGenerator<RawRecord> generator) {
        Output output = new Output();
        generator.onPeriodicEmit(output);
        return output.said;
    }

    private static final class Output implements WatermarkOutput {
        private final List<String> said = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            said.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            said.add("idle");
        }

        @Override
        public void markActive() {
            said.add("active");
        }
    }

    @Test
    void time_is_that_of_the_newest_event_but_no_more_than_its_record_says() {
        var generator = generator(live);
        assertThat(emitted(generator)).isEmpty();
        event(generator, 5000, RawRecord.NO_TIMESTAMP);
        event(generator, 4000, RawRecord.NO_TIMESTAMP);
        assertThat(emitted(generator)).containsExactly("4999");
        event(generator, 90_000, 7000);
        assertThat(emitted(generator)).containsExactly("6999");
        event(generator, 6000, 95_000);
        assertThat(emitted(generator)).containsExactly("6999");
    }

    @Test
    void records_that_are_no_events_are_as_good_as_silence() {
        var generator = generator(live);
        clock.advanceTime(Duration.ofSeconds(10));
        generator.onEvent(new RawRecord("t", 0, 0, 5000, null, new byte[] {'{'}), 0, IGNORED);
        assertThat(emitted(generator)).containsExactly("idle");
    }

    @Test
    void a_partition_that_is_silent_is_not_waited_for_until_it_speaks_again() {
        var silent = generator(live);
        var other = generator(live);
        event(silent, 5000, RawRecord.NO_TIMESTAMP);
        clock.advanceTime(Duration.ofSeconds(10));
        event(other, 6000, RawRecord.NO_TIMESTAMP);
        assertThat(emitted(silent)).containsExactly("idle");
        assertThat(emitted(other)).containsExactly("5999");
        event(silent, 5500, RawRecord.NO_TIMESTAMP);
        assertThat(emitted(silent)).containsExactly("5499");
    }

    @Test
    void time_goes_on_by_the_delay_once_when_all_are_silent() {
        var behind = generator(live);
        var ahead = generator(live);
        event(behind, 5000, RawRecord.NO_TIMESTAMP);
        event(ahead, 8000, RawRecord.NO_TIMESTAMP);
        clock.advanceTime(Duration.ofSeconds(12));
        assertThat(emitted(behind)).containsExactly("11000");
        assertThat(emitted(ahead)).containsExactly("11000");
        assertThat(emitted(behind)).containsExactly("idle");
        assertThat(emitted(ahead)).containsExactly("idle");
        event(ahead, 12_000, RawRecord.NO_TIMESTAMP);
        clock.advanceTime(Duration.ofSeconds(12));
        assertThat(emitted(ahead)).containsExactly("15000");
    }

    @Test
    void the_longer_events_may_be_late_the_longer_a_silence_must_be() {
        var generator =
                generator(new EventTimeWatermarks(true, Duration.ofMinutes(1).toMillis()));
        event(generator, 5000, RawRecord.NO_TIMESTAMP);
        clock.advanceTime(Duration.ofSeconds(61));
        assertThat(emitted(generator)).containsExactly("idle");
        clock.advanceTime(Duration.ofSeconds(1));
        assertThat(emitted(generator)).containsExactly("65000");
    }

    @Test
    void a_silence_means_nothing_in_input_that_has_an_end() {
        var generator = generator(new EventTimeWatermarks(false, DELAY));
        event(generator, 5000, RawRecord.NO_TIMESTAMP);
        clock.advanceTime(Duration.ofHours(1));
        assertThat(emitted(generator)).containsExactly("4999");
    }
}
