package io.tributary.model;

/**
 * A user that belongs to an account.
 *
 * @param account as it was canonical when they were related
 * @param origin the user profile that they were related through, before any merge
 */
public record Relation(ProfileId account, ProfileId origin) {}
