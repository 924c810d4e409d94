package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer whose body is the output itself, and puts it out piece by piece. The newest piece
 * is held back until it is known whether it is the last. An answer of JSON or text where media were
 * expected is handed on whole.
 */
public final class MediaReader implements HttpReader {
  private static final int MOST_WORDS = 1024 * 1024;

  private final Output out;
  private final int index;
  private final String fallbackMimeType;
  private final long maxBytes;
  private final Consumer<HttpAnswer> words;
  private final Runnable then;
  private String mimeType = "";
  private long bytes;
  private @Nullable ByteBuffer held;
  private @Nullable WholeReader instead;

  /**
   * @param index which output, from 0
   * @param fallbackMimeType what it is when the answer does not say so
   * @param maxBytes most bytes; more ends the stream as MALFORMED_ANSWER
   * @param words takes an answer of JSON or text, in which some vendors say what went wrong
   * @param then is called after the last chunk
   */
  public MediaReader(
      Output out,
      int index,
      String fallbackMimeType,
      long maxBytes,
      Consumer<HttpAnswer> words,
      Runnable then) {
    this.out = out;
    this.index = index;
    this.fallbackMimeType = fallbackMimeType;
    this.maxBytes = maxBytes;
    this.words = words;
    this.then = then;
  }

  /** The length of what came so far, in bytes. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void head(HttpHead head) {
    String said = head.mimeType();
    boolean media =
        said.startsWith("image/") || said.startsWith("audio/") || said.startsWith("video/");
    if (said.startsWith("text/") || said.endsWith("json") || said.endsWith("xml") && !media) {
      instead = new WholeReader(MOST_WORDS, words, out::fail);
      instead.head(head);
    } else {
      mimeType = media ? canonical(said) : fallbackMimeType;
    }
  }

  /** The usual name of a type that goes by several. */
  static String canonical(String mimeType) {
    return switch (mimeType) {
      case "image/jpg" -> "image/jpeg";
      case "audio/mp3" -> "audio/mpeg";
      case "audio/wave", "audio/x-wav", "audio/vnd.wave" -> "audio/wav";
      case "audio/x-flac" -> "audio/flac";
      default -> mimeType;
    };
  }

  @Override
  public void body(ByteBuf piece) {
    if (instead != null) {
      instead.body(piece);
      return;
    }
    int more = piece.readableBytes();
    if (more > maxBytes - bytes) {
      out.fail(
          FailureKind.MALFORMED_ANSWER, "an output of more than " + maxBytes + " bytes, the limit");
      return;
    }
    bytes += more;
    put(false);
    byte[] copy = new byte[more]; // the buffer belongs to the connection
    piece.readBytes(copy);
    held = ByteBuffer.wrap(copy);
  }

  private void put(boolean last) {
    if (held != null) {
      out.emit(new GenerationEvent.MediaChunk(index, mimeType, held, last));
      held = null;
    }
  }

  @Override
  public void end() {
    if (instead != null) {
      instead.end();
    } else if (held == null) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the output is empty");
    } else {
      put(true);
      then.run();
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
