/**
 * Trying things out without a cluster: identity resolution alone over a file of events, worked examples that a program
 * can check, traffic of which it is known who is behind every event, and the figures that compare the two.
 *
 * <ul>
 *   <li>{@link io.tributary.simulate.Simulation} turns input records into the records that the job would emit;
 *   <li>{@link io.tributary.simulate.Scenario} is one worked example: rules, events, and what must be true afterwards.
 *       It looks at emitted records only, so the same example checks the engine, the job and a broker;
 *   <li>{@link io.tributary.simulate.TrafficGenerator} makes Segment-spec traffic from a seed;
 *   <li>{@link io.tributary.simulate.Evaluation} says how well profiles and people agree.
 * </ul>
 */
@NullMarked
package io.tributary.simulate;

import org.jspecify.annotations.NullMarked;
