/**
 * What resolving costs, measured: the job as it is shipped against jobs that do less with the same events, on this
 * machine. {@link io.tributary.bench.Bench} runs it, broker, job and load each in a process of its own, and nothing is
 * asked of the job while it runs: progress is read from the offsets of its output, cost from the system's accounts of
 * its process.
 *
 * <p>How figures follow from what was read ({@link io.tributary.bench.Window}, {@link io.tributary.bench.Spread}, {@link
 * io.tributary.bench.Schedule}) knows nothing of processes, so that it can be tested without any. Every run is checked
 * as well: a figure of a job that loses or doubles something is no figure.
 */
@NullMarked
package io.tributary.bench;

import org.jspecify.annotations.NullMarked;
