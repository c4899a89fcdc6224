package io.tributary.model;

/**
 * An operator's word that two profiles are different people.
 *
 * @param own the profile that has this, or one behind it
 * @param other never to be one profile with {@code own} again
 */
public record KeptApart(ProfileId own, ProfileId other) {}
