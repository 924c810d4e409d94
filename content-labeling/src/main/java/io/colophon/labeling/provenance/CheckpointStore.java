package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.JournalReader;
import io.colophon.journal.JournalRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * All checkpoints ever signed, in a journal, and the newest once more in the file {@code
 * checkpoint}, as to be handed out.
 */
final class CheckpointStore implements Closeable {
  private static final JournalOptions OPTIONS =
      JournalOptions.defaults().withMaxRecordBytes(8 << 10).withPreallocateBytes(0);

  private final Path directory;
  private final Journal history;

  private CheckpointStore(Path directory, Journal history) {
    this.directory = directory;
    this.history = history;
  }

  static CheckpointStore open(Path directory) throws IOException {
    return new CheckpointStore(directory, Journal.open(history(directory), OPTIONS));
  }

  /** Returns all, oldest first; the file's, if it is newer than the journal's last. */
  static List<Checkpoint> readAll(Path directory) throws IOException {
    List<Checkpoint> all = new ArrayList<>();
    if (Files.isDirectory(history(directory))) {
      try (JournalReader journal = Journal.openReadOnly(history(directory))) {
        readFrom(journal, 0, all);
      }
    }
    addFile(directory, all);
    return all;
  }

  /** Returns the newest. */
  static Optional<Checkpoint> readLast(Path directory) throws IOException {
    List<Checkpoint> last = new ArrayList<>();
    if (Files.isDirectory(history(directory))) {
      try (JournalReader journal = Journal.openReadOnly(history(directory))) {
        readFrom(journal, Math.max(0, journal.size() - 1), last);
      }
    }
    addFile(directory, last);
    return last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
  }

  /** Keeps a checkpoint; returns once it is on disk. */
  void add(Checkpoint checkpoint) throws IOException {
    byte[] note = checkpoint.note().getBytes(StandardCharsets.UTF_8);
    try {
      history.append(ByteBuffer.wrap(note)).join();
    } catch (CompletionException e) {
      throw new IOException("checkpoint cannot be kept: " + e.getCause(), e);
    }
    Path fresh = directory.resolve("checkpoint.new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(note);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        fresh,
        file(directory),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void readFrom(JournalRecords journal, long index, List<Checkpoint> into)
      throws IOException {
    journal.read(
        index,
        (number, record) -> {
          into.add(parse(StandardCharsets.UTF_8.decode(record).toString()));
          return true;
        });
  }

  private static void addFile(Path directory, List<Checkpoint> all) throws IOException {
    String note;
    try {
      note = Files.readString(file(directory));
    } catch (NoSuchFileException e) {
      return; // none signed yet
    }
    Checkpoint newest = parse(note);
    if (all.isEmpty() || newest.size() > all.get(all.size() - 1).size()) {
      all.add(newest);
    }
  }

  private static Checkpoint parse(String note) throws IOException {
    try {
      return Checkpoint.parse(note);
    } catch (IllegalArgumentException e) {
      throw new AlteredLogException(0, "a stored checkpoint cannot be read: " + e.getMessage());
    }
  }

  private static Path history(Path directory) {
    return directory.resolve("checkpoints");
  }

  private static Path file(Path directory) {
    return directory.resolve("checkpoint");
  }

  @Override
  public void close() throws IOException {
    history.close();
  }
}
