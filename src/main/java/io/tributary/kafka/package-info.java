/**
 * The job's edge to Kafka: raw records in, encoded records out with the promised delivery, the topics themselves, and a
 * broker of one's own for trying it out. Nothing here looks into a record: that is {@link io.tributary.codec}'s.
 */
@NullMarked
package io.tributary.kafka;

import org.jspecify.annotations.NullMarked;
