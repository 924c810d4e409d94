package io.colophon.metering.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers from which entry on a start has to look for open generations, and for settled ones that
 * are not saved in {@link SettledIds}, so that it need not read years of entries. Only a hint: too
 * low a number costs time, and a missing or unreadable one means the beginning. It is never too
 * high, since it is taken before the entries that could be open.
 */
final class ReplayMark {
  private static final Logger log = LoggerFactory.getLogger(ReplayMark.class);

  private final Path file;

  ReplayMark(Path directory) {
    this.file = directory.resolve("replay-from");
  }

  /** The number kept; 0 when there is none or it is beyond {@code size}. */
  long read(long size) throws IOException {
    try {
      long mark = Long.parseLong(Files.readString(file).trim());
      if (mark >= 0 && mark <= size) {
        return mark;
      }
      log.warn("{} says {}, but the ledger has {} entries: reading all", file, mark, size);
    } catch (NoSuchFileException e) {
      log.debug("{} is not there: reading all entries", file);
    } catch (NumberFormatException e) {
      log.warn("{} is not a number: reading all entries", file);
    }
    return 0;
  }

  /** Lets the next start, and this one, begin at the beginning. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  void write(long mark) throws IOException {
    Path next = file.resolveSibling("replay-from.new");
    Files.writeString(next, mark + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
