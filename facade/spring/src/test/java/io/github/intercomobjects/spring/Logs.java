package io.github.intercomobjects.spring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A record of everything that is logged. */
final class Logs {
  /** A part of a test. */
  interface Part {
    void run() throws Exception;
  }

  private Logs() {}

  /** Returns the lines that are logged at any level, except for those of the sandbox's server. */
  static List<String> of(Part part) throws Exception {
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.setContext(loggers);
    events.start();
    loggers.getLogger("org.eclipse.jetty").setLevel(Level.OFF);
    root.setLevel(Level.TRACE);
    root.addAppender(events);
    try {
      part.run();
    } finally {
      root.setLevel(Level.WARN);
      root.detachAppender(events);
    }
    return List.copyOf(events.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
