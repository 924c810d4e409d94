package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one generation. A file gets its name when it is whole; what was begun and not ended
 * is taken away.
 */
final class OutputFiles implements AutoCloseable {
  private final Optional<Path> asked;
  private String name = "colophon-output";
  private final List<Path> done = new ArrayList<>();
  private @Nullable OutputStream stream;
  private @Nullable Path unfinished;
  private long bytes;

  /**
   * @param asked the file for the first output; empty for a name made of the request id
   */
  OutputFiles(Optional<Path> asked) {
    this.asked = asked;
  }

  /** Whether outputs go where somebody asked for. */
  boolean isAsked() {
    return asked.isPresent();
  }

  void requestId(String id) {
    name = "colophon-" + id.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** Takes the next bytes of the file that is under way. */
  void write(String mimeType, ByteString data) throws IOException {
    OutputStream out = stream;
    if (out == null) {
      Path target = target(mimeType);
      Path folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      unfinished = target.resolveSibling(target.getFileName() + ".part");
      out = Files.newOutputStream(unfinished);
      stream = out;
      bytes = 0;
    }
    data.writeTo(out);
    bytes += data.size();
  }

  /** Bytes of the file that is under way. */
  long bytes() {
    return bytes;
  }

  /** Ends the file that is under way. */
  Path finish(String mimeType) throws IOException {
    write(mimeType, ByteString.EMPTY);
    if (stream == null || unfinished == null) {
      throw new IllegalStateException("no file is under way");
    }
    stream.close();
    stream = null;
    Path target = target(mimeType);
    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    unfinished = null;
    done.add(target);
    return target;
  }

  /** {@code a.png}, {@code a-2.png}, and so on. */
  private Path target(String mimeType) {
    String number = done.isEmpty() ? "" : "-" + (done.size() + 1);
    if (asked.isEmpty()) {
      return Path.of(name + number + "." + MediaSniffer.extension(mimeType));
    }
    String first = String.valueOf(asked.get().getFileName());
    int dot = first.lastIndexOf('.');
    return asked
        .get()
        .resolveSibling(
            dot < 1 ? first + number : first.substring(0, dot) + number + first.substring(dot));
  }

  /** The files that are whole, in order of the outputs. */
  List<Path> done() {
    return List.copyOf(done);
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
    if (unfinished != null) {
      Files.deleteIfExists(unfinished);
    }
  }
}
