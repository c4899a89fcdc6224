/**
 * Identity resolution itself: who an event belongs to, and what that changes. No Flink, Kafka, clock, random or log;
 * the same events in the same order under the same rules give the same results.
 *
 * <p>Read it in this order:
 *
 * <ol>
 *   <li>{@link io.tributary.engine.Resolver}: one event, from its external IDs to the complete result;
 *   <li>{@link io.tributary.engine.Matcher}: candidates, and the loop that demotes until no rule is violated;
 *   <li>{@link io.tributary.engine.Joining}: creating, extending and merging profiles;
 *   <li>{@link io.tributary.engine.Limits}: when a rule is violated;
 *   <li>{@link io.tributary.engine.Demoter}: which external ID goes;
 *   <li>{@link io.tributary.engine.Announcements}: what the world is told of it, {@link io.tributary.engine.OwnIds}
 *       included;
 *   <li>{@link io.tributary.engine.TraitDraft} and {@link io.tributary.engine.ProfileIds}: traits and IDs.
 * </ol>
 *
 * What it knows of the past it reads through {@link io.tributary.engine.GraphStore}; what it decides is a {@link
 * io.tributary.engine.Decision}, a value, whose {@link io.tributary.engine.GraphChange} is then applied at once.
 */
@NullMarked
package io.tributary.engine;

import org.jspecify.annotations.NullMarked;
