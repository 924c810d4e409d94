package io.colophon.gateway.artifacts;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.work.BlockingPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an artifact piece by piece, as fast as its receiver reads: a pool thread reads a piece, the
 * event loop writes it, and the next is read when the connection takes more. There is never more
 * than one piece between them.
 */
final class ArtifactStream {
  private static final Logger log = LoggerFactory.getLogger(ArtifactStream.class);
  private static final int PIECE_BYTES = 256 * 1024;

  private final Exchange exchange;
  private final InputStream in;
  private final BlockingPool pool;

  // Of whoever works, one at a time: the event loop hands over to the pool and back.
  private long left;
  private boolean reading;
  private boolean over;

  private ArtifactStream(Exchange exchange, InputStream in, long length, BlockingPool pool) {
    this.exchange = exchange;
    this.in = in;
    this.left = length;
    this.pool = pool;
  }

  /**
   * Sends it; returns at once.
   *
   * @param in is closed in the end
   * @param length how many bytes of it
   */
  static void send(
      Exchange exchange,
      InputStream in,
      long length,
      int status,
      String mimeType,
      BlockingPool pool) {
    ArtifactStream stream = new ArtifactStream(exchange, in, length, pool);
    exchange.begin(status, mimeType);
    exchange.watch(() -> exchange.post(stream::goOn), () -> exchange.post(stream::goOn));
    exchange.post(stream::goOn);
  }

  /** On the event loop: has the next piece read if there is one and it can be written. */
  private void goOn() {
    if (over || reading) {
      return;
    }
    if (left == 0) {
      exchange.end();
      close();
    } else if (exchange.isGone()) {
      close();
    } else if (exchange.isWritable()) {
      reading = true;
      try {
        pool.execute(this::read);
      } catch (Refusal full) {
        exchange.fail(full);
        close();
      }
    }
  }

  private void read() {
    try {
      byte[] piece = in.readNBytes((int) Math.min(PIECE_BYTES, left));
      if (piece.length == 0) {
        throw new IOException("it ends " + left + " bytes too early");
      }
      exchange.post(() -> write(piece));
    } catch (IOException failure) {
      log.error("an artifact cannot be read to its end", failure);
      exchange.post(
          () -> {
            exchange.fail(Refusal.of(Reason.INTERNAL, "the artifact cannot be read", failure));
            close();
          });
    }
  }

  private void write(byte[] piece) {
    reading = false;
    left -= piece.length;
    exchange.write(ByteBuffer.wrap(piece));
    goOn();
  }

  private void close() {
    over = true;
    try {
      in.close();
    } catch (IOException failure) {
      log.warn("an artifact cannot be closed: {}", failure.toString());
    }
  }
}
