package io.tributary.bench;

/**
 * One look at a running job.
 *
 * @param nanos since the job was started
 * @param records that have come out of it, one for every event
 * @param jobNanos CPU time of its process so far
 * @param brokerNanos CPU time of the broker so far
 */
record Sample(long nanos, long records, long jobNanos, long brokerNanos) {}
