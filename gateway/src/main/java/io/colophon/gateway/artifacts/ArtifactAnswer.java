package io.colophon.gateway.artifacts;

import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.work.BlockingPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Answers with an artifact, or with the one range of its bytes that is asked for. */
public final class ArtifactAnswer {

  private ArtifactAnswer() {}

  /**
   * Answers; the bytes go on when this has returned. Blocks for a look at the artifact.
   *
   * @param file its name within the job's folder
   * @throws java.nio.file.NoSuchFileException if it is not kept
   */
  public static void send(
      Exchange exchange,
      Artifacts artifacts,
      String job,
      String file,
      String mimeType,
      BlockingPool pool)
      throws IOException {
    long size = artifacts.size(job, file);
    exchange.header("accept-ranges", "bytes");
    exchange.header("x-content-type-options", "nosniff");
    String asked = exchange.requestHeader("range");
    try {
      Optional<ByteRange> range = ByteRange.of(asked == null ? "" : asked, size);
      range.ifPresent(
          part ->
              exchange.header(
                  "content-range", "bytes " + part.from() + "-" + part.to() + "/" + size));
      if (exchange.method().equals("HEAD")) {
        exchange.begin(range.isPresent() ? 206 : 200, mimeType);
        exchange.end();
        return;
      }
      ByteRange part = range.orElse(new ByteRange(0, size - 1));
      ArtifactStream.send(
          exchange,
          artifacts.read(job, file, part.from()),
          part.length(),
          range.isPresent() ? 206 : 200,
          mimeType,
          pool);
    } catch (ByteRange.UnsatisfiableException outside) {
      exchange.header("content-range", "bytes */" + size);
      exchange.answer(416, "text/plain", ByteBuffer.allocate(0));
    }
  }
}
