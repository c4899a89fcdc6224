package io.tributary.bench;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Events that lie in a topic of their own before a job is started, and what stands for each one's messageId. */
final class EventTopic {
    private static final int TOLD_EVERY = 500_000;

    private final Workshop workshop;
    private final String name;
    private final EventSupply supply;
    private long[] ids = new long[0];

    /** Makes the topic, with nothing in it. */
    EventTopic(Workshop workshop, String name, EventSupply supply) {
        this.workshop = workshop;
        this.name = name;
        this.supply = supply;
        workshop.topics().createEvents(name);
    }

    String name() {
        return name;
    }

    /** How many lie in it. */
    int count() {
        return ids.length;
    }

    /** What stands for the messageId of each event in it, sorted. */
    long[] ids() {
        return ids;
    }

    /**
     * Sends the next events to it.
     *
     * @param progress told now and then how many have been made
     */
    void send(int count, IntConsumer progress) {
        int known = ids.length;
        ids = Arrays.copyOf(ids, known + count);
        try (EventSender sender = new EventSender(workshop.brokers(), name, null)) {
            for (int made = 0; made < count; made++) {
                if (made > 0 && made % TOLD_EVERY == 0) {
                    progress.accept(made);
                }
                byte[] event = supply.next();
                ids[known + made] = MessageNumber.hash(event);
                sender.send(event, supply.arrival());
            }
        }
        Arrays.sort(ids);
    }

    void delete() {
        workshop.topics().delete(name);
    }
}
