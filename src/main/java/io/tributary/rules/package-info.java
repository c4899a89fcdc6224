/**
 * The rules file: what a space may be told, how it is validated, and its compiled form.
 *
 * <p>A file is read once, validated as a whole, and turned into a {@link io.tributary.rules.RuleBook}, in which presets
 * are applied, defaults filled in and patterns compiled. Nothing behind this package ever looks at YAML.
 *
 * <p>Read it in this order:
 *
 * <ol>
 *   <li>{@link io.tributary.rules.RuleBook}, {@link io.tributary.rules.SpaceRules}, {@link
 *       io.tributary.rules.IdentifierRule}: the compiled form, all that the rest of the program knows;
 *   <li>{@link io.tributary.rules.RulesParser}: text to nodes ({@link io.tributary.rules.YamlDocument}), nodes to
 *       drafts that know what was not said ({@link io.tributary.rules.SpaceReader}), drafts laid over presets,
 *       held against each other ({@link io.tributary.rules.MatchingCheck}) and compiled ({@link
 *       io.tributary.rules.SpaceDraft});
 *   <li>{@link io.tributary.rules.YamlValue}: how every value is read, so that every {@link
 *       io.tributary.rules.Problem} has its place;
 *   <li>{@link io.tributary.rules.EffectiveRules}: back to YAML, which is also what the fingerprint is taken of;
 *   <li>{@link io.tributary.rules.RulesDiff}: what two files say differently, and how far each difference reaches.
 * </ol>
 */
@NullMarked
package io.tributary.rules;

import org.jspecify.annotations.NullMarked;
