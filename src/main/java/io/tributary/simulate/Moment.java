package io.tributary.simulate;

/**
 * Somebody does something.
 *
 * @param person who
 * @param time when, epoch milliseconds
 * @param on the browser or app that they use
 * @param known whether it knows who they are: its events carry a {@code userId}
 * @param registered whether they have an account with the shop by now, and get its mails
 */
record Moment(int person, long time, Action action, Installation on, boolean known, boolean registered) {
    enum Action {
        /** The first of a session. */
        ARRIVAL,
        VIEW,
        SEARCH,
        PRODUCT,
        CART,
        CHECKOUT,
        ORDER,
        /** The shop's own server reports the order of somebody it knows. */
        ORDER_ON_SERVER,
        IDENTIFY,
        /** The company that they work at. */
        GROUP,
        SIGNED_UP,
        SIGNED_IN,
        SIGNED_OUT
    }
}
