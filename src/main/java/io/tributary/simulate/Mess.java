package io.tributary.simulate;

/**
 * How often traffic is wrong in the ways in which real traffic is. All are shares from 0 to 1.
 *
 * @param logoutsWithoutReset of the sessions of somebody who is logged in: they log out, the app keeps its
 *     {@code anonymousId}, and whoever lives with them uses it next
 * @param sharedTablets of the households: two people use one tablet and one internet connection
 * @param sharedHomes of the households: two people use one internet connection
 * @param clearedCookies of the sessions in a browser: it has a new {@code anonymousId}, and nobody is logged in
 * @param hardCodedIds of the events: {@code userId} or {@code anonymousId} is a constant such as {@code null}
 * @param typos of the {@code identify} calls: a letter of the email address is missing
 * @param forwardedLinks of the arrivals from ads: through a link that somebody else has clicked and forwarded
 * @param secondEmails of the {@code identify} calls: the person's other email address
 * @param late of the events: they arrive hours after they happened
 * @param duplicates of the events: the same bytes arrive again
 * @param malformed of the events: cut off in the middle
 */
public record Mess(
        double logoutsWithoutReset,
        double sharedTablets,
        double sharedHomes,
        double clearedCookies,
        double hardCodedIds,
        double typos,
        double forwardedLinks,
        double secondEmails,
        double late,
        double duplicates,
        double malformed) {

    /** Nothing is wrong: whoever matches by equal IDs never takes two people for one. */
    public static final Mess NONE = new Mess(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What a well-kept site has. */
    public static final Mess NORMAL = new Mess(0.01, 0.03, 0.4, 0.03, 0.002, 0.01, 0.01, 0.03, 0.005, 0.005, 0);

    /** What one has that nobody has looked after. */
    public static final Mess HEAVY = new Mess(0.05, 0.1, 0.6, 0.15, 0.02, 0.05, 0.05, 0.1, 0.03, 0.03, 0.001);

    /** @throws IllegalArgumentException if the name is none of {@code none}, {@code normal}, {@code heavy} */
    public static Mess named(String name) {
        return switch (name) {
            case "none" -> NONE;
            case "normal" -> NORMAL;
            case "heavy" -> HEAVY;
            default ->
                throw new IllegalArgumentException("mess '" + name + "' is unknown: use one of none, normal, heavy");
        };
    }
}
