package io.tributary.model;

/** Whatever the world is told: each is one record of one topic. */
public sealed interface OutputRecord
        permits Resolution,
                MergeOrSplit,
                Alias,
                ProfileChange,
                OwnerChange,
                Membership,
                CommandAnswer,
                DiscardedValue,
                RulesAccepted,
                Rejected {}
