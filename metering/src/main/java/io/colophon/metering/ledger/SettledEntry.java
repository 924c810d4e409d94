package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.provider.spi.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generation has ended, in whatever way. Whole in itself: it repeats the opened entry, so that a
 * report reads one line per generation.
 *
 * @param opened the entry made at admission
 * @param time when the generation was settled
 * @param endState how it ended
 * @param provider the deployment that served it; null when none did
 * @param targetModel the model name sent to it; null when none was
 * @param servedModel the model that the upstream says answered; null when it did not say
 * @param attempts in the order tried
 * @param usage what was counted, each counter with its source
 * @param reading what it took and costs
 * @param labels which labels the output bears, for instance {@code cn:explicit}
 * @param receiptIds receipts handed out for it
 */
public record SettledEntry(
    OpenedEntry opened,
    Instant time,
    EndState endState,
    @Nullable String provider,
    @Nullable String targetModel,
    @Nullable String servedModel,
    List<AttemptEntry> attempts,
    Usage usage,
    MeterReading reading,
    List<String> labels,
    List<String> receiptIds)
    implements LedgerEntry {

  public SettledEntry {
    attempts = List.copyOf(attempts);
    labels = List.copyOf(labels);
    receiptIds = List.copyOf(receiptIds);
  }

  @Override
  public String usageId() {
    return opened.usageId();
  }

  /** The same with another end. */
  public SettledEntry endingIn(EndState other) {
    return new SettledEntry(
        opened,
        time,
        other,
        provider,
        targetModel,
        servedModel,
        attempts,
        usage,
        reading,
        labels,
        receiptIds);
  }

  /** The entry as the ledger writes it, for whoever must not lose it before it is there. */
  public byte[] toBytes() {
    ByteBuffer record = EntryWriter.write(this);
    byte[] bytes = new byte[record.remaining()];
    record.get(bytes);
    return bytes;
  }

  /**
   * Reads what {@link #toBytes} made.
   *
   * @throws IOException if the bytes are no settled entry
   */
  public static SettledEntry of(byte[] bytes) throws IOException {
    if (EntryReader.read(ByteBuffer.wrap(bytes)) instanceof SettledEntry entry) {
      return entry;
    }
    throw new IOException("an entry of " + bytes.length + " bytes is not a settled one");
  }

  /** The same, settled at {@code earliest} if it says an earlier time: a clock was set back. */
  SettledEntry notBefore(Instant earliest) {
    return time.isBefore(earliest)
        ? new SettledEntry(
            opened,
            earliest,
            endState,
            provider,
            targetModel,
            servedModel,
            attempts,
            usage,
            reading,
            labels,
            receiptIds)
        : this;
  }

  /**
   * The settlement of what broke off with a run and is not gone on with. Its usage is the input
   * side of what was expected, as an estimate: whether anything was put out nobody knows.
   */
  public static SettledEntry interrupted(OpenedEntry opened, Instant time) {
    return new SettledEntry(
        opened,
        time,
        EndState.INTERRUPTED,
        null,
        null,
        null,
        List.of(),
        opened.reservation().expectedInput(),
        MeterReading.unknown("the process ended before the generation did"),
        List.of(),
        List.of());
  }
}
