package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text records, to keep the tests short. */
final class Records {
  private Records() {}

  static ByteBuffer of(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(ByteBuffer record) {
    return StandardCharsets.UTF_8.decode(record).toString();
  }

  static List<String> all(JournalRecords journal) throws IOException {
    return from(journal, 0);
  }

  static List<String> from(JournalRecords journal, long index) throws IOException {
    List<String> all = new ArrayList<>();
    journal.read(
        index,
        (number, record) -> {
          if (number != index + all.size()) {
            throw new AssertionError("record " + number + " after " + all.size() + " others");
          }
          all.add(text(record));
          return true;
        });
    return all;
  }
}
