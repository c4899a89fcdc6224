package io.tributary.rules;

/**
 * Whether and how merges are told to destinations that understand Segment's {@code alias} call.
 *
 * @param id the type of external ID, in {@code users}, that stands for a profile
 */
public record AliasRules(boolean emit, String id) {}
