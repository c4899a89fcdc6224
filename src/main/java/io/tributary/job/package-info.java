/**
 * The running job: one topology, thin operators around the engine, and everything that has to be right before it
 * starts. {@link io.tributary.job.Main} is what a cluster runs; {@link io.tributary.job.JobPlan} is the same for who
 * runs it from a program.
 *
 * <p>Its state remembers the rules that it was written under ({@link io.tributary.job.RememberedRules}). What a job that
 * goes on from it must not do is refused twice: before anything is started ({@link io.tributary.job.StartCheck}, which
 * looks into the savepoint), and by the operator itself, for whoever starts it in another way.
 */
@NullMarked
package io.tributary.job;

import org.jspecify.annotations.NullMarked;
