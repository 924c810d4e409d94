package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.security.MessageDigest;

/** The bytes that a manifest is bound to, hashed piece by piece. Not thread-safe. */
final class Asset {
  private static final int PAGE = 1 << 16;

  private final Source file;
  private final byte[] page = new byte[PAGE];

  Asset(Source file) {
    this.file = file;
  }

  long size() {
    return file.size();
  }

  Source source() {
    return file;
  }

  /** Feeds a range that lies within the file. */
  void hash(long from, long end, MessageDigest digest) throws IOException {
    for (long at = from; at < end; ) {
      int n = (int) Math.min(PAGE, end - at);
      file.read(at, page, n);
      digest.update(page, 0, n);
      at += n;
    }
  }
}
