package io.tributary.rules;

/**
 * In which order a space resolves its events.
 *
 * @param delayMillis how long an event waits for earlier ones, in milliseconds of event time; negative for the order of
 *     arrival
 */
public record Order(long delayMillis) {
    public static final Order ARRIVAL = new Order(-1);

    public boolean isByEventTime() {
        return delayMillis >= 0;
    }
}
