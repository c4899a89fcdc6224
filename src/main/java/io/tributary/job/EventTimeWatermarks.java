package io.tributary.job;

import io.tributary.codec.EventClock;
import io.tributary.model.RawRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * How far event time has come: in each partition or file up to its newest event, and all in all as far as in the one
 * that is furthest behind. An event that says that it is of later than when its record was written does not count for
 * more than that, so that one wrong clock does not make everybody else late.
 *
 * <p>With input that has no end, silence has to mean something, and only here does a clock say what. A partition that
 * has been silent for {@link #IDLE} is not waited for. When all of a subtask have been silent for longer than any event
 * may be late, event time goes on by that much, so that the last events before the silence have their turn. What is
 * decided can depend on this only for events that come after such a silence and are as late as it was long.
 */
final class EventTimeWatermarks implements WatermarkStrategy<RawRecord> {
    private static final long serialVersionUID = 1;

    /**
     * Longer than a consumer needs to find a partition's new leader, and short enough that a partition without traffic
     * holds up the others only for moments.
     */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** By then all partitions that are not waited for are known as such. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final boolean endless;
    private final long maxDelay;
    private transient @Nullable Subtask subtask;

    /**
     * @param endless whether more can come after a silence; input with an end has its last events released by that
     * @param maxDelayMillis how late an event of any space may be, in milliseconds
     */
    EventTimeWatermarks(boolean endless, long maxDelayMillis) {
        this.endless = endless;
        this.maxDelay = maxDelayMillis;
    }

    /** Flink asks once for the subtask and then once for each partition or file, all in the subtask's own thread. */
    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        if (subtask == null) {
            // This one stands still while the subtask cannot read because it cannot write.
            subtask = new Subtask(context.getInputActivityClock());
        }
        return new Generator(subtask);
    }

    /** What the partitions of a subtask have in common. */
    private static final class Subtask {
        final EventClock eventClock = new EventClock();
        final RelativeClock clock;
        long time = Long.MIN_VALUE;
        long heardAt;

        Subtask(RelativeClock clock) {
            this.clock = clock;
            this.heardAt = clock.relativeTimeNanos();
        }
    }

    private final class Generator implements WatermarkGenerator<RawRecord> {
        private final Subtask all;
        private final long quietNanos =
                Math.max(IDLE.toNanos(), Duration.ofMillis(maxDelay).toNanos()) + MARGIN.toNanos();
        private long time = Long.MIN_VALUE;
        private long heardAt;
        private long goneOnFrom = Long.MIN_VALUE;

        Generator(Subtask all) {
            this.all = all;
            this.heardAt = all.clock.relativeTimeNanos();
        }

        @Override
        public void onEvent(RawRecord raw, long timestamp, WatermarkOutput output) {
            long its = all.eventClock.of(raw);
            if (its == RawRecord.NO_TIMESTAMP) {
                return; // no event, or none that will be resolved: as good as silence
            }
            heardAt = all.clock.relativeTimeNanos();
            all.heardAt = heardAt;
            if (raw.timestamp() != RawRecord.NO_TIMESTAMP) {
                its = Math.min(its, raw.timestamp());
            }
            time = Math.max(time, its);
            all.time = Math.max(all.time, time);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = all.clock.relativeTimeNanos();
            boolean hasTime = time != Long.MIN_VALUE;
            if (endless && hasTime && goneOnFrom < all.time && now - all.heardAt >= quietNanos) {
                goneOnFrom = all.time;
                output.emitWatermark(new Watermark(all.time + maxDelay));
            } else if (endless && now - heardAt >= IDLE.toNanos()) {
                output.markIdle();
            } else if (hasTime) {
                // Another event of the same time may follow.
                output.emitWatermark(new Watermark(time - 1));
            }
        }
    }
}
