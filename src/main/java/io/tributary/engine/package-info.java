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
 *   <li>{@link io.tributary.engine.Groups}: levels, kept in step with their members, and {@link
 *       io.tributary.engine.AsleepLevels}: those that the rules have no more;
 *   <li>{@link io.tributary.engine.TraitDraft} and {@link io.tributary.engine.ProfileIds}: traits and IDs;
 *   <li>{@link io.tributary.engine.Telling}: what the world is told of it, {@link
 *       io.tributary.engine.MembershipChanges} and {@link io.tributary.engine.OwnIds} included.
 * </ol>
 *
 * What it knows of the past it reads through {@link io.tributary.engine.GraphStore}. While it decides, a {@link
 * io.tributary.engine.Happening} holds the graph as far as it has changed, a {@link io.tributary.engine.GraphDraft}, and
 * what there is to tell; the outcome is a {@link io.tributary.engine.Decision}, a value, whose {@link
 * io.tributary.engine.GraphChange} is then applied at once.
 *
 * <p>A graph may have been built under any other rules than these. Nothing is rewritten merely because rules changed: what
 * stands in the graph stays, and only what happens from now on keeps to the rules. Where the two meet, a merge that is
 * missed is better than one that is wrong:
 *
 * <ul>
 *   <li>An external ID stands on a profile once. What led to it and is a boundary by now stays among its external IDs, with
 *       its links: it leads nowhere and keeps it apart from others as a boundary does. What was a boundary and is matched
 *       by now leads to the profile on which it is seen next, as old as it is.
 *   <li>When something was seen last while that did not count is not known: it counts as seen when it was added.
 *   <li>Who shares a value is counted on from what was counted, under whichever anchor. What was discarded stays so where
 *       it would be matched; as a boundary it joins nobody, and counts.
 *   <li>What operators have blocked or suppressed stays so whatever its type is for, in every level, and can be taken back.
 *       They can detach whatever a profile or a group still has.
 *   <li>A level that is no more sleeps: nobody joins it by a key, but whoever is merged or deleted leaves it, and is told to.
 *   <li>An event that was decoded under earlier rules and waited resolves by what these rules know of it.
 * </ul>
 */
@NullMarked
package io.tributary.engine;

import org.jspecify.annotations.NullMarked;
