package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/** The bytes that a manifest is bound to, hashed piece by piece. Not thread-safe. */
final class Asset {
  private static final int PAGE = 1 << 16;

  private final long size;
  private final Optional<Source> file;
  private final Bytes bytes;

  private Asset(long size, Optional<Source> file, Bytes bytes) {
    this.size = size;
    this.file = file;
    this.bytes = bytes;
  }

  /** Feeds bytes of a range that lies within. */
  private interface Bytes {
    void hash(long from, long end, MessageDigest digest) throws IOException;
  }

  static Asset of(Source file) {
    byte[] page = new byte[PAGE];
    Bytes bytes =
        (from, end, digest) -> {
          for (long at = from; at < end; ) {
            int n = (int) Math.min(PAGE, end - at);
            file.read(at, page, n);
            digest.update(page, 0, n);
            at += n;
          }
        };
    return new Asset(file.size(), Optional.of(file), bytes);
  }

  static Asset of(byte[] content) {
    return new Asset(
        content.length,
        Optional.empty(),
        (from, end, digest) -> digest.update(content, (int) from, (int) (end - from)));
  }

  long size() {
    return size;
  }

  /** The file, to look for boxes in; empty for what has none. */
  Optional<Source> file() {
    return file;
  }

  /** Feeds a range that lies within. */
  void hash(long from, long end, MessageDigest digest) throws IOException {
    bytes.hash(from, end, digest);
  }
}
