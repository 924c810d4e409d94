package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multipart body: taken apart on the pool, since big parts are written to files. While the pool
 * is behind, the connection is not read.
 */
final class MultipartBody implements BodyReader {
  private static final int IN_MEMORY_BELOW = 64 * 1024;
  private static final int BEHIND_MOST = 512 * 1024;
  private static final int MOST_PARTS = 64;

  private final long maxBytes;
  private final String contentType;
  private final Endpoint endpoint;
  private final Exchange exchange;
  private final RequestIntake intake;
  private final BlockingPool pool;

  private long received; // event loop

  // Guarded by this.
  private final ArrayDeque<HttpContent> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean working;
  private boolean paused;
  private boolean closed;

  private @Nullable HttpPostRequestDecoder decoder; // whoever works

  MultipartBody(
      long maxBytes,
      String contentType,
      Endpoint endpoint,
      Exchange exchange,
      RequestIntake intake,
      BlockingPool pool) {
    this.maxBytes = maxBytes;
    this.contentType = contentType;
    this.endpoint = endpoint;
    this.exchange = exchange;
    this.intake = intake;
    this.pool = pool;
  }

  @Override
  public void add(ByteBuf piece) {
    if (received == 0 && !MediaType.essence(contentType).equals("multipart/form-data")) {
      throw Refusal.invalid(
          "content-type", "\"" + HeaderText.safe(contentType) + "\", expected multipart/form-data");
    }
    received += piece.readableBytes();
    if (received > maxBytes) {
      throw BodyReader.tooLarge(maxBytes);
    }
    if (piece.isReadable()) {
      offer(new DefaultHttpContent(piece.retain()), piece.readableBytes());
    }
  }

  @Override
  public void end() {
    if (received == 0) {
      throw Refusal.of(Reason.MESSAGE_MALFORMED, "the body is empty, expected multipart/form-data");
    }
    offer(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER), 0);
  }

  private void offer(HttpContent content, int bytes) {
    boolean pause;
    synchronized (this) {
      if (closed) {
        content.release();
        return;
      }
      waiting.add(content);
      waitingBytes += bytes;
      pause = !paused && waitingBytes > BEHIND_MOST;
      paused |= pause;
      if (working) {
        content = null;
      } else {
        working = true;
      }
    }
    if (pause) {
      intake.pauseBody(true);
    }
    if (content != null) {
      try {
        pool.execute(this::work);
      } catch (Refusal full) {
        synchronized (this) {
          working = false;
        }
        close();
        throw full;
      }
    }
  }

  /** On the pool: takes apart what has come. */
  private void work() {
    while (true) {
      HttpContent next;
      boolean resume;
      synchronized (this) {
        next = closed ? null : waiting.poll();
        if (next == null) {
          working = false;
          break;
        }
        waitingBytes -= next.content().readableBytes();
        resume = paused && waitingBytes < BEHIND_MOST / 2;
        paused &= !resume;
      }
      if (resume) {
        exchange.post(() -> intake.pauseBody(false));
      }
      try {
        decode(next);
      } catch (RuntimeException | IOException failure) {
        close();
        exchange.fail(factOf(failure));
      } finally {
        next.release();
      }
    }
    if (isClosed()) {
      release();
    }
  }

  private void decode(HttpContent next) throws IOException {
    HttpPostRequestDecoder parts = decoder;
    if (parts == null) {
      parts = newDecoder();
      decoder = parts;
    }
    parts.offer(next);
    if (next instanceof io.netty.handler.codec.http.LastHttpContent) {
      List<Multipart.Field> fields = fields(parts);
      release();
      if (fields.isEmpty()) {
        throw Refusal.of(
            Reason.MESSAGE_MALFORMED, "the body has no part, expected multipart/form-data");
      }
      exchange.multipart(new Multipart(fields));
      exchange.post(() -> BodyReader.serve(endpoint, exchange));
    }
  }

  private HttpPostRequestDecoder newDecoder() {
    DefaultHttpRequest head =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, exchange.path());
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    DefaultHttpDataFactory factory = new DefaultHttpDataFactory(IN_MEMORY_BELOW);
    factory.setMaxLimit(maxBytes);
    return new HttpPostRequestDecoder(
        factory, head, java.nio.charset.StandardCharsets.UTF_8, MOST_PARTS, 64 * 1024);
  }

  private static List<Multipart.Field> fields(HttpPostRequestDecoder parts) throws IOException {
    List<Multipart.Field> fields = new ArrayList<>();
    for (InterfaceHttpData data : parts.getBodyHttpDatas()) {
      if (data instanceof FileUpload file) {
        String type = file.getContentType();
        fields.add(
            new Multipart.Field(
                file.getName(),
                file.getFilename(),
                type == null ? "" : MediaType.essence(type),
                file.isInMemory() ? ByteBuffer.wrap(file.get()) : mapped(file)));
      } else if (data instanceof Attribute attribute) {
        fields.add(
            new Multipart.Field(attribute.getName(), "", "", ByteBuffer.wrap(attribute.get())));
      }
    }
    return fields;
  }

  /** The mapping outlives the file, which is deleted with the decoder. */
  private static ByteBuffer mapped(FileUpload file) throws IOException {
    try (FileChannel channel = FileChannel.open(file.getFile().toPath(), StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static RuntimeException factOf(Exception failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (failure instanceof IOException) {
      return Refusal.of(Reason.RECORD_FAILED, "the upload could not be kept", failure);
    }
    return Refusal.of(Reason.MESSAGE_MALFORMED, "the body is no multipart/form-data", failure);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void release() {
    if (decoder != null) {
      decoder.destroy();
      decoder = null;
    }
  }

  @Override
  public void close() {
    boolean idle;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      idle = !working;
      waiting.forEach(HttpContent::release);
      waiting.clear();
    }
    if (idle) {
      release();
    }
  }
}
