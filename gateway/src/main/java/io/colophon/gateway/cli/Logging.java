package io.colophon.gateway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what is logged to standard error. Set up here rather than by a file, since a file takes
 * longer to read than the rest of the start; whoever names one with {@code
 * -Dlogback.configurationFile} gets it.
 */
final class Logging {
  private static final String OWN_FILE = "logback.configurationFile";

  private Logging() {}

  /** For commands that answer and end: what they print says nearly all. */
  static void ofCommand() {
    setUp(Level.WARN, "%level: %msg%n%nopex");
  }

  /** For the server. */
  static void ofServer() {
    setUp(Level.INFO, "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n");
  }

  private static void setUp(Level level, String pattern) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (System.getProperty(OWN_FILE) != null || !(factory instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender);
    // What they say at this level is of no use to an operator.
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
