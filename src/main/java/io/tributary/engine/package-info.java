/**
 * Identity resolution itself: who an event belongs to, and what that changes. No Flink, Kafka, clock, random or log;
 * the same events in the same order under the same rules give the same results.
 *
 * <p>Read it in this order:
 *
 * <ol>
 *   <li>{@link io.tributary.engine.Resolver}: one event, from its external IDs to the complete result: users, then
 *       accounts, then the groups of each level;
 *   <li>{@link io.tributary.engine.LayerResolver}: the same for each of these graphs, a {@link
 *       io.tributary.engine.Layer};
 *   <li>{@link io.tributary.engine.Matcher}: candidates, and the loop that demotes until no rule is violated;
 *   <li>{@link io.tributary.engine.Joining}: creating, extending and merging profiles;
 *   <li>{@link io.tributary.engine.Limits}: when a rule is violated, boundaries among them;
 *   <li>{@link io.tributary.engine.Demoter}: which external ID goes;
 *   <li>{@link io.tributary.engine.SharedValues}: values that too many share;
 *   <li>{@link io.tributary.engine.TakingApart}: what becomes of a profile when something that held it together is gone;
 *   <li>{@link io.tributary.engine.Commands}: what operators tell a space to do;
 *   <li>{@link io.tributary.engine.Groups}: levels, kept in step with their members;
 *   <li>{@link io.tributary.engine.TraitDraft} and {@link io.tributary.engine.ProfileIds}: traits and IDs;
 *   <li>{@link io.tributary.engine.Telling}: what the world is told of it, {@link
 *       io.tributary.engine.MembershipChanges} and {@link io.tributary.engine.OwnIds} included.
 * </ol>
 *
 * What it knows of the past it reads through {@link io.tributary.engine.GraphStore}. While it decides, a {@link
 * io.tributary.engine.Happening} holds the graph as far as it has changed, a {@link io.tributary.engine.GraphDraft}, and
 * what there is to tell; the outcome is a {@link io.tributary.engine.Decision}, a value, whose {@link
 * io.tributary.engine.GraphChange} is then applied at once.
 */
@NullMarked
package io.tributary.engine;

import org.jspecify.annotations.NullMarked;
