package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.model.Observation;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Lets the events of spaces that ask for {@code order: event_time} wait until none that belongs before them can come any
 * more, and then have their turn, by event time, {@code messageId} and arrival. Events of all other spaces have theirs at
 * once.
 *
 * <pre>
 *   state     namespace     key                   value
 *   waiting   event time    messageId, arrival    observation     sorted, see {@link WaitingKey}
 *   order                   name                  number          see {@link Space}
 *   timers    event time                                          at event time + delay
 * </pre>
 *
 * Timers are what sorts event times, the state backend is what sorts the events of one. So nothing is ever looked for,
 * and what waits lies on disk: on the heap is a handful of numbers a space. Flink's current key is the space, as for all
 * else that the operator does; whoever uses this sets it.
 *
 * <p>An event is late when its wait would have been over already as it came. It is resolved at once then. How far the
 * watermark had come is part of every snapshot, though Flink begins anew with it, so that a restore makes no late event
 * one that waits.
 *
 * <p>Rules may change while events wait. Those of a space that has another delay now wait that long; those of a space
 * that is in the order of arrival now have their turn before its next event or command; those of a space that is no more
 * are gone with it.
 */
final class EventTimeOrder {
    private static final String ARRIVALS = "arrivals";
    private static final String RELEASED = "released";
    private static final String WATERMARK = "watermark";
    private static final String DELAY = "delay";

    private final OrderState state;
    private final Counter late;
    private final Consumer<Observation> turn;
    private final Map<String, Long> delays = new HashMap<>();

    /** Those that this subtask has had events of. */
    private final Map<String, Space> spaces = new HashMap<>();

    /** Events that waited in spaces that are no more. */
    private final Map<String, Long> dropped = new HashMap<>();

    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param late counts late events
     * @param turn resolves an event
     */
    EventTimeOrder(RuleBook rules, OrderState state, Counter late, Consumer<Observation> turn) {
        this.state = state;
        this.late = late;
        this.turn = turn;
        for (SpaceRules space : rules.spaces()) {
            if (space.order().isByEventTime()) {
                delays.put(space.id(), space.order().delayMillis());
            }
        }
    }

    /** Whether any space is resolved in order of event time. */
    static boolean isAskedFor(RuleBook rules) {
        return maxDelay(rules) >= 0;
    }

    /** The longest that an event of any space waits, in milliseconds of event time; negative if none does. */
    static long maxDelay(RuleBook rules) {
        return rules.spaces().stream()
                .mapToLong(space -> space.order().delayMillis())
                .max()
                .orElse(-1);
    }

    /** Takes up what waited when the snapshot was taken that the operator starts from; the current key is lost. */
    void restore(RuleBook rules) {
        Map<String, Space> changed = new HashMap<>();
        for (String id : state.backend()
                .<VoidNamespace>getKeys(JobNames.ORDER_STATE, VoidNamespace.INSTANCE)
                .toList()) {
            state.backend().setCurrentKey(id);
            long delay = number(DELAY);
            Space space = new Space(delays.getOrDefault(id, Space.BY_ARRIVAL));
            spaces.put(id, space);
            space.load(number(ARRIVALS), number(RELEASED), number(WATERMARK));
            waiting.addAndGet(space.waiting());
            if (space.delay != delay) {
                changed.put(id, space);
            }
        }
        if (!changed.isEmpty()) {
            retime(rules, changed);
        }
    }

    private void retime(RuleBook rules, Map<String, Space> changed) {
        attempt(() -> state.timers().forEachEventTimeTimer((time, at) -> {
            Space space = changed.get(state.backend().getCurrentKey());
            if (space != null) {
                space.retimed.put(time, at);
            }
        }));
        changed.forEach((id, space) -> {
            state.backend().setCurrentKey(id);
            if (rules.space(id) == null) {
                forget(id, space);
            } else if (space.delay != Space.BY_ARRIVAL) {
                space.retimed.forEach((time, at) -> {
                    state.timers().deleteEventTimeTimer(time, at);
                    state.timers().registerEventTimeTimer(time, space.due(time));
                });
                space.retimed.clear();
            }
        });
    }

    private void forget(String id, Space space) {
        space.retimed.forEach((time, at) -> {
            state.timers().deleteEventTimeTimer(time, at);
            state.waiting().setCurrentNamespace(time);
            state.waiting().clear();
        });
        state.progress().clear();
        waiting.addAndGet(-space.waiting());
        dropped.put(id, space.waiting());
        spaces.remove(id);
    }

    /** Events that waited in a space that is no more, as far as the state held any when the operator started. */
    long dropped(String space) {
        return dropped.getOrDefault(space, 0L);
    }

    /** Gives an event its turn, now or when it is due. */
    void accept(Observation event) {
        settle(event.space());
        Long delay = delays.get(event.space());
        if (delay == null) {
            turn.accept(event);
            return;
        }
        Space space = spaces.computeIfAbsent(event.space(), any -> new Space(delay));
        if (space.due(event.time()) <= Math.max(space.watermark, state.timers().currentWatermark())) {
            late.inc();
            turn.accept(event);
        } else {
            hold(event, space);
        }
    }

    private void hold(Observation event, Space space) {
        state.waiting().setCurrentNamespace(event.time());
        attempt(() -> state.waiting().put(new WaitingKey(event.messageId(), space.arrivals), event));
        state.timers().registerEventTimeTimer(event.time(), space.due(event.time()));
        space.arrivals++;
        waiting.incrementAndGet();
    }

    /** Before anything of a space: gives their turn to those that waited until its rules stopped to ask for it. */
    void settle(String id) {
        Space space = spaces.get(id);
        if (space != null && space.delay == Space.BY_ARRIVAL) {
            for (Map.Entry<Long, Long> timer : space.retimed.entrySet()) {
                state.timers().deleteEventTimeTimer(timer.getKey(), timer.getValue());
                release(space, timer.getKey());
            }
            state.progress().clear();
            spaces.remove(id);
        }
    }

    /**
     * Gives their turn to the events of a space, the current key, that happened at one time: their timer has come. They
     * are read as they go, so that it does not matter how many there are.
     */
    void release(String id, long time) {
        Space space = requireNonNull(spaces.get(id), id);
        space.retimed.remove(time);
        release(space, time);
    }

    private void release(Space space, long time) {
        state.waiting().setCurrentNamespace(time);
        attempt(() -> {
            Iterator<Map.Entry<WaitingKey, Observation>> events =
                    state.waiting().iterator();
            while (events.hasNext()) {
                Observation event = events.next().getValue();
                events.remove();
                space.released++;
                waiting.decrementAndGet();
                turn.accept(event);
            }
        });
    }

    /**
     * Writes how far the spaces have come. To be called before each snapshot; afterwards Flink's current key is any of
     * the spaces.
     */
    void flush() {
        long now = state.timers().currentWatermark();
        spaces.forEach((id, space) -> {
            if (space.delay != Space.BY_ARRIVAL && space.hasMoved(now)) {
                state.backend().setCurrentKey(id);
                write(ARRIVALS, space.arrivals);
                write(RELEASED, space.released);
                write(WATERMARK, space.watermark);
                write(DELAY, space.delay);
            }
        });
    }

    /** Events that wait. */
    long waiting() {
        return waiting.get();
    }

    private long number(String name) {
        List<Long> found = new ArrayList<>(1);
        attempt(() -> {
            Long kept = state.progress().get(name);
            found.add(requireNonNull(kept, name));
        });
        return found.get(0);
    }

    private void write(String name, long number) {
        attempt(() -> state.progress().put(name, number));
    }

    /** State that cannot be read or written fails the job, which restarts, as it must. */
    private static void attempt(ThrowingRunnable<Exception> access) {
        try {
            access.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot access the events that wait for their turn: " + e.getMessage(), e);
        }
    }

    /** What is on the heap of a space. */
    private static final class Space {
        static final long BY_ARRIVAL = -1;

        /** How long its events wait, in milliseconds; {@link #BY_ARRIVAL} if they no longer do but some still are. */
        final long delay;

        /** Timers, by event time, that the rules it starts under would have set otherwise; empty once that is settled. */
        final TreeMap<Long, Long> retimed = new TreeMap<>();

        /** Events that had to wait. */
        long arrivals;

        /** Of these, the ones that have had their turn. */
        long released;

        /** As of the last snapshot. */
        long watermark = Long.MIN_VALUE;

        private long writtenArrivals;
        private long writtenReleased;

        Space(long delay) {
            this.delay = delay;
        }

        void load(long arrived, long gone, long until) {
            arrivals = arrived;
            released = gone;
            watermark = until;
            writtenArrivals = arrived;
            writtenReleased = gone;
        }

        long waiting() {
            return arrivals - released;
        }

        long due(long time) {
            return time + delay;
        }

        boolean hasMoved(long now) {
            // The watermark that ends all input says nothing about the order of events.
            long until = now == Long.MAX_VALUE ? watermark : Math.max(watermark, now);
            boolean moved = until != watermark || arrivals != writtenArrivals || released != writtenReleased;
            watermark = until;
            writtenArrivals = arrivals;
            writtenReleased = released;
            return moved;
        }
    }
}
