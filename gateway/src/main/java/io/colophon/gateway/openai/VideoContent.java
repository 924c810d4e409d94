package io.colophon.gateway.openai;

import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.work.BlockingPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the file of a job, or a range of it. Read in pieces on the pool, each only when the caller
 * takes it.
 */
final class VideoContent {
  private static final Logger log = LoggerFactory.getLogger(VideoContent.class);
  private static final int PIECE_BYTES = 128 * 1024;
  private static final String FIRST = "0";

  private final Exchange exchange;
  private final BlockingPool pool;
  private final InputStream in;

  private long left; // whoever works
  // Guarded by this.
  private boolean working;
  private boolean over;

  private VideoContent(Exchange exchange, BlockingPool pool, InputStream in, long left) {
    this.exchange = exchange;
    this.pool = pool;
    this.in = in;
    this.left = left;
  }

  /** Answers with the first file of the job. Blocks. */
  static void send(
      Exchange exchange, BlockingPool pool, Artifacts artifacts, String jobId, String mimeType) {
    try {
      long size = artifacts.size(jobId, FIRST);
      exchange.header("accept-ranges", "bytes");
      VideoRange range;
      try {
        range = VideoRange.of(exchange.requestHeader("range"), size);
      } catch (IllegalArgumentException outside) {
        exchange.header("content-range", "bytes */" + size);
        exchange.empty(416);
        return;
      }
      send(exchange, pool, artifacts, jobId, mimeType, size, range);
    } catch (NoSuchFileException gone) {
      exchange.fail(Refusal.of(Reason.NOT_FOUND, "the video is kept no longer"));
    } catch (IOException failure) {
      exchange.fail(Refusal.of(Reason.INTERNAL, "the video cannot be read", failure));
    }
  }

  private static void send(
      Exchange exchange,
      BlockingPool pool,
      Artifacts artifacts,
      String jobId,
      String mimeType,
      long size,
      @Nullable VideoRange range)
      throws IOException {
    long from = range == null ? 0 : range.from();
    long length = range == null ? size : range.length();
    if (range != null) {
      exchange.header("content-range", "bytes " + from + "-" + range.to() + "/" + size);
    }
    InputStream in = artifacts.read(jobId, FIRST, from);
    VideoContent content = new VideoContent(exchange, pool, in, length);
    exchange.begin(range == null ? 200 : 206, mimeType);
    exchange.watch(content::go, content::gone);
    content.go();
  }

  /** Goes on if nobody works and the caller takes more. */
  private void go() {
    synchronized (this) {
      if (working || over || !exchange.isWritable()) {
        return;
      }
      working = true;
    }
    try {
      pool.execute(this::work);
    } catch (Refusal full) {
      close();
      exchange.fail(full);
    }
  }

  private void work() {
    try {
      while (left > 0) {
        byte[] piece = in.readNBytes((int) Math.min(PIECE_BYTES, left));
        if (piece.length == 0) {
          throw new IOException("the file is shorter than it was");
        }
        left -= piece.length;
        exchange.write(ByteBuffer.wrap(piece));
        if (left > 0) {
          pause();
          return;
        }
      }
      close();
      exchange.end();
    } catch (IOException failure) {
      close();
      exchange.fail(Refusal.of(Reason.INTERNAL, "the video cannot be read", failure));
    }
  }

  /** Stops until the caller takes more, or for good. */
  private void pause() {
    boolean gone;
    synchronized (this) {
      working = false;
      gone = over;
    }
    if (gone) {
      close();
    } else {
      exchange.post(this::go); // after what was written, so that its room is known
    }
  }

  private void gone() {
    synchronized (this) {
      over = true;
      if (working) {
        return; // the file is closed by whoever works
      }
    }
    close();
  }

  private void close() {
    synchronized (this) {
      over = true;
    }
    try {
      in.close();
    } catch (IOException harmless) {
      log.debug("a file that was read was not closed: {}", harmless.toString());
    }
  }
}
