package io.colophon.metering.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Kind and usage id of an entry, found without parsing it: they are the first member.
 *
 * @param settled whether it is a settled entry, else an opened one
 */
record EntryHead(boolean settled, String usageId) {
  private static final byte[] OPENED = start(EntryWriter.OPENED);
  private static final byte[] SETTLED = start(EntryWriter.SETTLED);

  static EntryHead read(ByteBuffer record) throws IOException {
    boolean settled = startsWith(record, SETTLED);
    if (!settled && !startsWith(record, OPENED)) {
      throw new IOException("a record of " + record.remaining() + " bytes is not a ledger entry");
    }
    int from = record.position() + (settled ? SETTLED : OPENED).length;
    int to = from;
    while (to < record.limit() && record.get(to) != '"') {
      to++;
    }
    byte[] id = new byte[to - from];
    record.get(from, id);
    return new EntryHead(settled, new String(id, StandardCharsets.US_ASCII));
  }

  private static boolean startsWith(ByteBuffer record, byte[] start) {
    if (record.remaining() < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (record.get(record.position() + i) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] start(String kind) {
    return ("{\"" + kind + "\":\"").getBytes(StandardCharsets.US_ASCII);
  }
}
