package io.colophon.metering.outbox;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Which entries an exporter has passed over, as JSON Lines: {@code at}, {@code index}, {@code id}
 * where there is one, {@code reason}. The entries themselves stay in the ledger, from where {@code
 * colophon usage export} gives them again.
 */
record RefusedEvents(Path file) {
  /** Beyond that size an operator has to look first. */
  static final long MOST_BYTES = 16L << 20;

  private static final JsonFactory JSON = new JsonFactory();

  /** Notes one. On return it is on disk. */
  void add(Instant at, long index, @Nullable String id, String reason) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("at", at.toString());
      json.writeNumberProperty("index", index);
      if (id != null) {
        json.writeStringProperty("id", id);
      }
      json.writeStringProperty("reason", reason);
      json.writeEndObject();
    }
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    ByteBuffer line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  boolean isFull() throws IOException {
    return Files.exists(file) && Files.size(file) > MOST_BYTES;
  }
}
