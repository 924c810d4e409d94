package io.colophon.labeling.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file of which a few bytes read as others. Not thread-safe. */
final class PatchedInput extends ImageInputStreamImpl {
  private final RandomAccessFile file;
  private final long at;
  private final byte[] patch;

  PatchedInput(Path path, long at, byte[] patch) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.at = at;
    this.patch = patch.clone();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    file.seek(streamPos);
    int count = file.read(into, offset, length);
    for (int i = 0; i < patch.length; i++) {
      long place = at + i - streamPos;
      if (place >= 0 && place < count) {
        into[offset + (int) place] = patch[i];
      }
    }
    streamPos += Math.max(0, count);
    return count;
  }

  @Override
  public long length() {
    try {
      return file.length();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }
}
