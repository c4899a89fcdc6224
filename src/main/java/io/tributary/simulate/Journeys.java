package io.tributary.simulate;

import io.tributary.simulate.Installation.Kind;
import io.tributary.simulate.Moment.Action;
import java.time.Instant;
import java.util.List;

/**
 * What people do, one moment after the other in the order of time: sessions of a few events seconds apart, and hours or
 * days until the next. Somebody new is anonymous first; members sign up or in during the first session on each of
 * several devices, or, with a single one, when they feel like it.
 */
final class Journeys {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 60 * 60 * 1000L;
    private static final int SHORTEST_SESSION = 3;
    private static final int SESSION_LENGTHS = 13;
    private static final double MEAN_SESSION_EVENTS = 9;
    private static final double MEAN_PAUSE_HOURS = 22;
    private static final double MIN_NEWCOMER_HOURS = 12;

    private static final Action[] BROWSING = {
        Action.VIEW,
        Action.VIEW,
        Action.VIEW,
        Action.SEARCH,
        Action.PRODUCT,
        Action.PRODUCT,
        Action.PRODUCT,
        Action.CART,
        Action.CHECKOUT
    };

    private final People people;
    private final Mess mess;
    private final Dice dice;
    private final Visitor[] visitors;
    private final Agenda agenda;

    /** @param events how many will be asked for: with 15 a person or more, all turn up in the first two thirds */
    Journeys(People people, long events, Mess mess, Dice dice) {
        this.people = people;
        this.mess = mess;
        this.dice = dice;
        this.visitors = new Visitor[people.count()];
        long newcomers = newcomerMillis((double) events / people.count());
        this.agenda = new Agenda(people.count(), person -> {
            visitors[person] = new Visitor();
            return dice.below(newcomers);
        });
    }

    /**
     * How long new people keep turning up, at an even rate: until, with their first sessions and the returns of half of
     * them on average, two thirds of the events are out.
     */
    private static long newcomerMillis(double eventsPerPerson) {
        double returns = eventsPerPerson * 2 / 3 / MEAN_SESSION_EVENTS - 1;
        return (long) (HOUR * Math.max(MIN_NEWCOMER_HOURS, 2 * returns * MEAN_PAUSE_HOURS));
    }

    Moment next() {
        int person = agenda.person();
        long time = agenda.time();
        Visitor visitor = visitors[person];
        Installation on = visitor.on != null ? visitor.on : arrive(person, visitor);
        Action action = act(person, visitor);
        Moment moment = new Moment(person, START + time, action, on, visitor.isKnown(), visitor.registered);
        visitor.step++;
        visitor.left--;
        if (visitor.left == 0) {
            leave(person, visitor, on);
        }
        agenda.reschedule(time + (visitor.left > 0 ? untilNextEvent() : untilNextSession()));
        return moment;
    }

    private Installation arrive(int person, Visitor visitor) {
        Installation on = visitor.lent == Visitor.NEVER ? takeOwn(person, visitor) : borrow(person, visitor);
        visitor.on = on;
        visitor.step = 0;
        visitor.left = (byte) (SHORTEST_SESSION + dice.below(SESSION_LENGTHS));
        visitor.signInAt = Visitor.NEVER;
        if (people.isMember(person) && !visitor.isKnown() && wantsToSignIn(person)) {
            visitor.signInAt = (byte) (1 + dice.below(Math.min(4, visitor.left - 2)));
        }
        visitor.signsOut = visitor.isKnown()
                && visitor.slot < People.TABLET_SLOT
                && people.hasHousemate(person)
                && dice.chance(mess.logoutsWithoutReset());
        return on;
    }

    private Installation takeOwn(int person, Visitor visitor) {
        if (people.sharesTablet(person) && dice.below(3) == 0) {
            visitor.slot = People.TABLET_SLOT;
            return new Installation(Kind.TABLET, person & ~1, People.TABLET_SLOT, 0);
        }
        List<Kind> has = people.has(person);
        visitor.slot = (byte) dice.below(has.size());
        Kind kind = has.get(visitor.slot);
        if (kind == Kind.BROWSER && dice.chance(mess.clearedCookies())) {
            visitor.clearCookies();
        }
        return new Installation(kind, person, visitor.slot, visitor.generation(visitor.slot));
    }

    private Installation borrow(int person, Visitor visitor) {
        int owner = people.housemate(person);
        int slot = visitor.lent;
        visitor.lent = Visitor.NEVER;
        visitor.slot = Visitor.BORROWED_SLOT;
        visitor.signOut();
        return new Installation(people.has(owner).get(slot), owner, slot, visitors[owner].generation(slot));
    }

    private boolean wantsToSignIn(int person) {
        return people.has(person).size() > 1 || dice.below(2) == 0;
    }

    private Action act(int person, Visitor visitor) {
        if (visitor.step == 0) {
            return Action.ARRIVAL;
        }
        if (visitor.step == visitor.signInAt) {
            visitor.signIn();
            return Action.IDENTIFY;
        }
        if (visitor.step == visitor.signInAt + 1) {
            boolean isNew = !visitor.registered;
            visitor.registered = true;
            return isNew ? Action.SIGNED_UP : Action.SIGNED_IN;
        }
        if (visitor.step == visitor.signInAt + 2 && people.company(person) >= 0) {
            return Action.GROUP;
        }
        if (visitor.left == 1) {
            return last(visitor);
        }
        if (visitor.isKnown() && dice.below(25) == 0) {
            return people.company(person) >= 0 && dice.below(2) == 0 ? Action.GROUP : Action.IDENTIFY;
        }
        return BROWSING[dice.below(BROWSING.length)];
    }

    private Action last(Visitor visitor) {
        if (visitor.signsOut) {
            return Action.SIGNED_OUT;
        }
        if (dice.below(5) > 0) {
            return Action.VIEW;
        }
        return visitor.isKnown() && dice.below(3) == 0 ? Action.ORDER_ON_SERVER : Action.ORDER;
    }

    private void leave(int person, Visitor visitor, Installation on) {
        if (visitor.signsOut) {
            visitor.signOut();
            visitors[people.housemate(person)].lent = (byte) on.slot();
        }
        visitor.on = null;
    }

    private long untilNextEvent() {
        return dice.below(8) == 0 ? 60_000 + dice.below(600_000) : 1_000 + dice.below(60_000);
    }

    private long untilNextSession() {
        return dice.below(9) < 5 ? HOUR + dice.below(11 * HOUR) : 12 * HOUR + dice.below(60 * HOUR);
    }
}
