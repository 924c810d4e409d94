package io.colophon.metering.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON Lines, one CloudEvent each. What is sent is flushed to disk before the call
 * returns. A file has {@code .part} at its end while it grows; once it is large or old enough, and
 * when the sink is closed, it is finished and renamed, so that whoever ships files takes those that
 * end in {@code .jsonl}. A file that a crash left is finished at the next start, without the line
 * that was cut.
 *
 * <p>Names: {@code NAME-YYYYMMDDTHHMMSSZ-INDEX.jsonl} with the time of its first line's writing and
 * the position of that entry in the ledger; a number follows where that name is taken.
 */
public final class FileSink implements ExportSink {
  private final FileSinkSettings settings;
  private final Clock clock;
  private @Nullable GrowingFile file;

  private FileSink(FileSinkSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens a sink and finishes what an earlier run left.
   *
   * @throws ExportException if the directory cannot be written now
   */
  public static FileSink open(FileSinkSettings settings, Clock clock) throws ExportException {
    FileSink sink = new FileSink(settings, clock);
    try {
      Files.createDirectories(settings.directory());
      List<Path> left;
      try (Stream<Path> files = Files.list(settings.directory())) {
        left = files.filter(sink::isOurs).sorted().toList();
      }
      for (Path part : left) {
        GrowingFile.finishLeft(part);
      }
    } catch (IOException failure) {
      throw ExportException.again(
          "cannot write to " + settings.directory() + ": " + failure, failure);
    }
    return sink;
  }

  private boolean isOurs(Path path) {
    String name = String.valueOf(path.getFileName());
    // What follows the name is a time, which no name of another exporter begins with.
    return name.startsWith(settings.name() + "-")
        && name.substring(settings.name().length() + 1).matches("\\d{8}T\\d{6}Z-.*")
        && name.endsWith(GrowingFile.PART);
  }

  @Override
  public void send(List<UsageEvent> events) throws ExportException {
    finishOld();
    int taken = 0;
    try {
      while (taken < events.size()) {
        GrowingFile growing = file;
        if (growing == null) {
          growing =
              GrowingFile.create(
                  settings.directory(),
                  settings.name(),
                  events.get(taken).index(),
                  clock.instant());
          file = growing;
        }
        int upTo = taken;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        do {
          lines.writeBytes(events.get(upTo).structured());
          lines.write('\n');
          upTo++;
        } while (upTo < events.size() && growing.bytes() + lines.size() < settings.rotateBytes());
        growing.append(ByteBuffer.wrap(lines.toByteArray()));
        taken = upTo;
        if (growing.bytes() >= settings.rotateBytes()) {
          finish();
        }
      }
    } catch (IOException failure) {
      throw failed(failure).after(taken);
    }
  }

  @Override
  public void idle() throws ExportException {
    finishOld();
  }

  private void finishOld() throws ExportException {
    GrowingFile growing = file;
    if (growing != null
        && Duration.between(growing.since(), clock.instant()).compareTo(settings.rotateAfter())
            >= 0) {
      close();
    }
  }

  private void finish() throws IOException {
    GrowingFile growing = file;
    if (growing != null) {
      growing.finish();
      file = null;
    }
  }

  private ExportException failed(IOException failure) {
    return ExportException.again(
        "files in " + settings.directory() + " cannot be written: " + failure, failure);
  }

  @Override
  public void close() throws ExportException {
    try {
      finish();
    } catch (IOException failure) {
      throw failed(failure);
    }
  }
}
