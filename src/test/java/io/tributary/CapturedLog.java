package io.tributary;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open: by Tributary down to its smallest words, by all others from a level on. */
public final class CapturedLog extends AbstractAppender implements AutoCloseable {
    private static final String OURS = "io.tributary";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Level rootLevel = LogManager.getRootLogger().getLevel();

    private CapturedLog() {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
    }

    /** @param others from which level on to take what is not Tributary's */
    public static CapturedLog open(Level others) {
        CapturedLog log = new CapturedLog();
        log.start();
        LoggerConfig root = root();
        // The console goes on hearing what it did.
        List.copyOf(root.getAppenders().values()).forEach(other -> {
            root.removeAppender(other.getName());
            root.addAppender(other, log.rootLevel, null);
        });
        root.addAppender(log, null, null);
        Configurator.setRootLevel(others);
        Configurator.setLevel(OURS, Level.ALL);
        return log;
    }

    private static LoggerConfig root() {
        return LoggerContext.getContext(false).getConfiguration().getRootLogger();
    }

    /** Every message by now, each with all that was thrown with it. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter();
        line.append(event.getLoggerName()).append(' ').append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            line.append('\n');
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        lines.add(line.toString());
    }

    @Override
    public void close() {
        root().removeAppender(getName());
        Configurator.setRootLevel(rootLevel);
        Configurator.setLevel(OURS, rootLevel);
        stop();
    }
}
