package io.colophon.gateway.labels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One output on its way into the spool. Used by one thread at a time. */
final class SpooledOutput {
  private static final Logger log = LoggerFactory.getLogger(SpooledOutput.class);

  private final Spool spool;
  private final int index;
  private final String mimeType;
  private final Path file;
  private final FileChannel channel;
  private long sizeBytes;

  SpooledOutput(Spool spool, int index, String mimeType) throws IOException {
    this.spool = spool;
    this.index = index;
    this.mimeType = mimeType;
    this.file = spool.newFile(".raw");
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  int index() {
    return index;
  }

  String mimeType() {
    return mimeType;
  }

  Path file() {
    return file;
  }

  void write(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    int more = rest.remaining();
    spool.take(sizeBytes + more, more);
    sizeBytes += more;
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  void complete() throws IOException {
    channel.close();
  }

  void delete() {
    spool.giveBack(sizeBytes);
    sizeBytes = 0;
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      log.warn("could not delete {} from the spool: {}", file.getFileName(), failure.toString());
    }
  }
}
