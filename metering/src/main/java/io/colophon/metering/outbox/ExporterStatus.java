package io.colophon.metering.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an exporter is doing.
 *
 * @param name of the exporter
 * @param kind {@code file}, {@code http} or {@code kafka}
 * @param state what it is about
 * @param place position of the next entry that is not known to have been sent
 * @param lag how many entries of the ledger are behind that; 0 when all is sent
 * @param oldest when the oldest event that is being tried happened; null while nothing is
 * @param sent events that the receiver took since the start
 * @param refused entries passed over since the start
 * @param problem what is wrong; null while nothing is
 */
public record ExporterStatus(
    String name,
    String kind,
    State state,
    long place,
    long lag,
    @Nullable Instant oldest,
    long sent,
    long refused,
    @Nullable String problem) {

  /** What an exporter is about. */
  public enum State {
    /** Sends, or waits for entries. */
    RUNNING,
    /** Something failed; it is tried again and again. */
    RETRYING,
    /** Gave up until an operator changes something: an alarm. */
    STOPPED,
    /** Was told to end. */
    ENDED
  }
}
