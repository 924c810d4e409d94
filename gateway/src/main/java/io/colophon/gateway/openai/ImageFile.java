package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.GenerationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The pieces of one picture, to be written as base64 when all are there. */
final class ImageFile {
  static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int GROUP = 3; // bytes that four characters of base64 stand for

  private final String mimeType;
  private final List<ByteBuffer> pieces = new ArrayList<>(4);
  private int size;

  ImageFile(String mimeType) {
    this.mimeType = mimeType;
  }

  String mimeType() {
    return mimeType;
  }

  /** How many bytes there are. */
  int size() {
    return size;
  }

  /**
   * Adds a piece.
   *
   * @throws Refusal UNSUPPORTED if the file gets larger than an answer may hold
   */
  void add(GenerationEvent.MediaChunk chunk) {
    ByteBuffer piece = chunk.bytes().duplicate();
    if (size + (long) piece.remaining() > MOST_BYTES) {
      throw Refusal.of(
          Reason.UNSUPPORTED,
          "the file is larger than the " + MOST_BYTES + " bytes that an answer of JSON can hold");
    }
    size += piece.remaining();
    pieces.add(piece);
  }

  /** The first bytes, by which a picture's size is told. */
  ByteBuffer head() {
    return pieces.isEmpty() ? ByteBuffer.allocate(0) : pieces.get(0).duplicate();
  }

  /** Writes the base64 of all pieces as if they were one. */
  void writeTo(ByteArrayOutputStream out) {
    Base64.Encoder encoder = Base64.getEncoder();
    byte[] rest = new byte[GROUP];
    int held = 0;
    for (ByteBuffer piece : pieces) {
      ByteBuffer in = piece.duplicate();
      while (held > 0 && held < GROUP && in.hasRemaining()) {
        rest[held++] = in.get();
      }
      if (held == GROUP) {
        out.writeBytes(encoder.encode(rest));
        held = 0;
      }
      int whole = in.remaining() - in.remaining() % GROUP;
      ByteBuffer groups = in.duplicate().limit(in.position() + whole);
      ByteBuffer encoded = encoder.encode(groups);
      out.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
      in.position(in.position() + whole);
      while (in.hasRemaining()) {
        rest[held++] = in.get();
      }
    }
    if (held > 0) {
      out.writeBytes(encoder.encode(java.util.Arrays.copyOf(rest, held)));
    }
  }

  /** How many characters {@link #writeTo} writes. */
  int encodedSize() {
    return (size + GROUP - 1) / GROUP * 4;
  }
}
