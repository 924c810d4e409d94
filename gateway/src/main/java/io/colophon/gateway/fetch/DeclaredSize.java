package io.colophon.gateway.fetch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The size that a picture declares in its header, read without decoding it: a small file may
 * declare a picture that no memory can hold.
 *
 * @param width pixels as declared; may be 0 or absurd
 * @param height pixels as declared; may be 0 or absurd
 */
public record DeclaredSize(long width, long height) {

  /** Most pixels of a picture that is taken in. */
  public static final long MAX_PIXELS = 64_000_000;

  /** Reads PNG (ISO 15948), JPEG (T.81), GIF89a and WebP (RFC 9649); empty for anything else. */
  public static Optional<DeclaredSize> read(ByteBuffer file) {
    ByteBuffer in = file.slice().order(ByteOrder.BIG_ENDIAN);
    if (in.remaining() < 30) {
      return Optional.empty();
    }
    if (in.getInt(0) == 0x89504E47) {
      return of(in.getInt(16) & 0xFFFFFFFFL, in.getInt(20) & 0xFFFFFFFFL);
    }
    if (in.getInt(0) == 0x47494638) {
      in.order(ByteOrder.LITTLE_ENDIAN);
      return of(in.getShort(6) & 0xFFFF, in.getShort(8) & 0xFFFF);
    }
    if (in.getInt(0) == 0x52494646 && in.getInt(8) == 0x57454250) {
      return webp(in);
    }
    if ((in.getShort(0) & 0xFFFF) == 0xFFD8) {
      return jpeg(in);
    }
    return Optional.empty();
  }

  /** Width times height; the greatest long where that overflows. */
  public long pixels() {
    return width > 0 && height > Long.MAX_VALUE / width ? Long.MAX_VALUE : width * height;
  }

  private static Optional<DeclaredSize> of(long width, long height) {
    return Optional.of(new DeclaredSize(width, height));
  }

  private static Optional<DeclaredSize> webp(ByteBuffer in) {
    int kind = in.getInt(12);
    in.order(ByteOrder.LITTLE_ENDIAN);
    return switch (kind) {
      case 0x56503858 -> // VP8X: 24 bits each, less one
          of((in.getInt(24) & 0xFFFFFF) + 1, (in.getInt(26) >>> 8 & 0xFFFFFF) + 1);
      case 0x5650384C -> { // VP8L: 14 bits each, less one
        int bits = in.getInt(21);
        yield of((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
      }
      case 0x56503820 -> of(in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF);
      default -> Optional.empty();
    };
  }

  private static Optional<DeclaredSize> jpeg(ByteBuffer in) {
    int at = 2;
    while (at + 9 < in.limit() && (in.get(at) & 0xFF) == 0xFF) {
      int marker = in.get(at + 1) & 0xFF;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return of(in.getShort(at + 7) & 0xFFFF, in.getShort(at + 5) & 0xFFFF);
      }
      int length = in.getShort(at + 2) & 0xFFFF;
      if (length < 2) {
        return Optional.empty();
      }
      at += 2 + length;
    }
    return Optional.empty();
  }
}
