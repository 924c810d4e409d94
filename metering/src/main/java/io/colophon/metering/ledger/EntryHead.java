package io.colophon.metering.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How an entry begins; a scan needs no more of most:
 *
 * <pre>
 *  format    1   0xE1; an entry of the first versions begins with "{"
 *  kind      1   1 opened, 2 settled, 3 corrected
 *  length    1   of the usage id
 *  usage id
 *  revision      varint; 0 unless corrected
 *  admitted  8   nanoseconds since 1970
 * </pre>
 *
 * @param kind {@link #OPENED}, {@link #SETTLED} or {@link #CORRECTED}
 * @param revision 1 or more for a correction, else 0
 * @param nanos when the generation was admitted, since 1970
 */
record EntryHead(int kind, String usageId, int revision, long nanos) {
  static final int FORMAT = 0xE1;
  static final int OPENED = 1;
  static final int SETTLED = 2;
  static final int CORRECTED = 3;

  private static final byte[] JSON_OPENED = "{\"opened\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JSON_SETTLED = "{\"settled\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JSON_AT = "\",\"at\":".getBytes(StandardCharsets.US_ASCII);

  boolean settled() {
    return kind == SETTLED;
  }

  /** When the generation was admitted, in milliseconds since 1970. */
  long millis() {
    return Math.floorDiv(nanos, 1_000_000L);
  }

  static boolean isJson(ByteBuffer record) {
    return record.hasRemaining() && record.get(record.position()) == '{';
  }

  static EntryHead read(ByteBuffer record) throws IOException {
    if (isJson(record)) {
      return json(record);
    }
    ByteBuffer start = record.slice();
    return take(new EntrySource(start.limit(Math.min(start.limit(), 3 + 64 + 5 + 8))));
  }

  static EntryHead take(EntrySource source) throws IOException {
    int format = source.take();
    int kind = source.take();
    if (format != FORMAT || kind < OPENED || kind > CORRECTED) {
      throw source.bad("format " + format + ", kind " + kind);
    }
    String usageId = source.ascii(source.take());
    long revision = source.number();
    if (revision < 0 || revision > Integer.MAX_VALUE) {
      throw source.bad("revision " + revision);
    }
    return new EntryHead(kind, usageId, (int) revision, source.fixed());
  }

  private static EntryHead json(ByteBuffer record) throws IOException {
    boolean settled = startsWith(record, JSON_SETTLED, record.position());
    if (!settled && !startsWith(record, JSON_OPENED, record.position())) {
      return parsed(record);
    }
    int from = record.position() + (settled ? JSON_SETTLED : JSON_OPENED).length;
    int to = from;
    while (to < record.limit() && record.get(to) != '"') {
      to++;
    }
    if (!startsWith(record, JSON_AT, to)) {
      return parsed(record);
    }
    long nanos = 0;
    for (int i = to + JSON_AT.length; i < record.limit() && record.get(i) != ','; i++) {
      int digit = record.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return parsed(record);
      }
      nanos = nanos * 10 + digit;
    }
    byte[] id = new byte[to - from];
    record.get(from, id);
    return new EntryHead(
        settled ? SETTLED : OPENED, new String(id, StandardCharsets.US_ASCII), 0, nanos);
  }

  private static EntryHead parsed(ByteBuffer record) throws IOException {
    LedgerEntry entry = JsonEntryReader.read(record);
    OpenedEntry opened =
        entry instanceof CorrectionEntry correction
            ? correction.corrected().opened()
            : entry instanceof SettledEntry settled ? settled.opened() : (OpenedEntry) entry;
    return new EntryHead(
        entry instanceof CorrectionEntry
            ? CORRECTED
            : entry instanceof SettledEntry ? SETTLED : OPENED,
        opened.usageId(),
        entry instanceof CorrectionEntry correction ? correction.revision() : 0,
        opened.time().getEpochSecond() * 1_000_000_000L + opened.time().getNano());
  }

  private static boolean startsWith(ByteBuffer record, byte[] start, int at) {
    if (record.limit() - at < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (record.get(at + i) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
