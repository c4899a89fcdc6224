package io.tributary.simulate;

/** How an explanation is written down. */
public enum ExplanationFormat {
    /** Sentences for people. */
    TEXT {
        @Override
        public String of(Explanation explanation) {
            return new ExplanationText(explanation).write();
        }
    },
    /**
     * A flowchart in Mermaid's language: profiles, the external IDs that lead to them, merges (thick), splits (dotted),
     * groups, and what was set aside (crossed out).
     */
    MERMAID {
        @Override
        public String of(Explanation explanation) {
            return new ExplanationMermaid(explanation).write();
        }
    },
    /**
     * One JSON object:
     *
     * <pre>
     * {"space", "asked": {"collection", "type", "id"} or {"profileId"}, "standing": "owned" | "blocked" |
     *  "shared_too_widely" | "taken_away" | "set_aside" | "boundary" | "level_key" | "deleted" | "unknown",
     *  "since"?: {"sequence", "timestamp", "messageId" or "commandId"}, "suppressed", "sequence", "unusable",
     *  "profile": null or {"profileId", "externalIds": [{"collection", "type", "id", "boundary"?}], "merged": []},
     *  "story": [{"sequence", "timestamp", "messageId" or "commandId", "what", ...}]}
     * </pre>
     *
     * An entry of the story has, by {@code what}:
     *
     * <ul>
     *   <li>{@code created}: {@code profileId}
     *   <li>{@code brought}: {@code externalId}, {@code boundary}, {@code profileId}, {@code source}?, {@code expiredFrom}?
     *   <li>{@code merge}: {@code from}, {@code into}, {@code because}: external IDs with the {@code profileId} that each
     *       led to
     *   <li>{@code split}: {@code from}, {@code into}, {@code revived}, {@code reason}, {@code cause}?, {@code externalIds}
     *   <li>{@code redirected}: {@code externalId}, {@code profileId} or null
     *   <li>{@code set_aside}: {@code collection}?, {@code type}?, {@code id}?, {@code reason}, {@code violated}?, {@code
     *       profileId} or null, {@code times}, {@code last}: the latest time
     *   <li>{@code discarded}: {@code externalId}, {@code sharedBy}, {@code anchor}
     *   <li>{@code command}: {@code command}?, {@code externalId}?, {@code profileId}?, {@code reason}?, {@code status},
     *       {@code detail}
     *   <li>{@code joined}, {@code left}, {@code deleted}: {@code level}, {@code groupId}, {@code profileId}, {@code
     *       because}: external IDs
     * </ul>
     *
     * Times are ISO 8601; a sign {@code ?} marks what may be missing.
     */
    JSON {
        @Override
        public String of(Explanation explanation) {
            return new ExplanationJson(explanation).write();
        }
    };

    /** The explanation, with a line break at its end. */
    public abstract String of(Explanation explanation);
}
