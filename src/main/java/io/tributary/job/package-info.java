/**
 * The running job: one topology, thin operators around the engine, and everything that has to be right before it
 * starts. {@link io.tributary.job.Main} is what a cluster runs; {@link io.tributary.job.JobPlan} is the same for who
 * runs it from a program.
 */
@NullMarked
package io.tributary.job;

import org.jspecify.annotations.NullMarked;
