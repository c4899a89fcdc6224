package io.tributary.kafka;

/** The brokers cannot be reached, or refuse what the job asks for. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KafkaUnavailableException(KafkaConfig config, Throwable cause) {
        super(
                "cannot work with Kafka at " + config.brokers() + " (" + reason(cause)
                        + "); check --brokers, and --kafka-config if the brokers ask for credentials",
                cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
