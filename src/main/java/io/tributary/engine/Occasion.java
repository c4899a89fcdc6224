package io.tributary.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a space does at one place of its order, an event or a command, as far as it leaves evidence.
 *
 * @param messageId the event's, or the command's ID
 * @param source of the event
 * @param time of the event or command, epoch milliseconds
 */
record Occasion(
        String space,
        long sequence,
        String messageId,
        @Nullable String source,
        long time) {}
