package io.tributary.model;

/**
 * What became of a command.
 *
 * @param detail what was done, or exactly why not, in words for the operator
 */
public record CommandAnswer(String space, long sequence, Command command, Status status, String detail)
        implements OutputRecord {

    /** Whether the command was carried out. */
    public enum Status {
        DONE("done"),
        /** Nothing was changed. */
        REFUSED("refused"),
        /** A command of this ID had its answer before; nothing was changed now. */
        REPEATED("repeated");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
