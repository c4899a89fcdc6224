package io.tributary.bench;

import io.tributary.simulate.Dice;

/**
 * So many people with four external IDs each, then what they do. First everybody has one {@code identify} call that
 * tells all four. What follows are {@code page} and {@code track} calls without end, in 2,000 sessions at a time of 3 to
 * 9 events, 6 on average. Of 100 sessions
 *
 * <ul>
 *   <li>93 are of somebody in the browser that is known as theirs: nothing changes;
 *   <li>5 are of somebody in a new browser, logged in from the first event: it extends the profile;
 *   <li>1 is of somebody in a new browser who logs in with the second event, which merges two profiles;
 *   <li>1 is of somebody new, who is chosen like all others from then on.
 * </ul>
 *
 * <p>Whom a session is of is chosen from all, each as likely: nothing that was read once is soon read again but for the
 * session's own events. Shares are of sessions, not of events, because it is the same number of them whatever the number
 * of people: a few thousand people would soon have so many browsers each that their events cost more, and be so many more
 * that they were no few thousand.
 */
final class Census implements EventSupply {
    /** As {@code CallWriter} tells of each. */
    static final int IDS_A_PERSON = 4;

    private static final int SEED = 1;
    private static final int SESSIONS = 2000;
    private static final int SHORTEST = 3;
    private static final int LENGTHS = 7;
    private static final int PERCENT = 100;
    private static final int NEW_PERSON = 1;
    private static final int LOGIN = 1;
    private static final int NEW_BROWSER = 5;

    /** Above the numbers of people, each of whom has the browser of the same number. */
    private static final long FIRST_NEW_BROWSER = 1L << 40;

    private final int signedUp;
    private final CallWriter writer = new CallWriter();
    private final Dice dice = new Dice(SEED);
    private final long[] persons = new long[SESSIONS];
    private final long[] browsers = new long[SESSIONS];
    private final int[] left = new int[SESSIONS];
    private final boolean[] loggedIn = new boolean[SESSIONS];
    private long people;
    private long newBrowser = FIRST_NEW_BROWSER;

    /** @param signedUp how many people sign up in the first events */
    Census(int signedUp) {
        this.signedUp = signedUp;
    }

    @Override
    public byte[] next() {
        return people < signedUp ? writer.signUp(people++) : act(dice.below(SESSIONS));
    }

    @Override
    public long arrival() {
        return writer.arrival();
    }

    private byte[] act(int session) {
        if (left[session] == 0) {
            begin(session);
        }
        byte[] event = writer.act(browsers[session], loggedIn[session] ? persons[session] : CallWriter.NONE);
        left[session]--;
        loggedIn[session] = true;
        return event;
    }

    private void begin(int session) {
        int what = dice.below(PERCENT);
        boolean isNew = what < NEW_PERSON;
        boolean logsIn = !isNew && what < NEW_PERSON + LOGIN;
        boolean inNewBrowser = !isNew && what < NEW_PERSON + LOGIN + NEW_BROWSER;
        long person = isNew ? people++ : dice.below(people);
        persons[session] = person;
        browsers[session] = inNewBrowser ? newBrowser++ : person;
        loggedIn[session] = !logsIn;
        left[session] = SHORTEST + dice.below(LENGTHS);
    }
}
