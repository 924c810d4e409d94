package io.colophon.labeling.container;

import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Writes a WAV with the description of another and other samples of the same format. What points at
 * places in the sound is left out, since they move, and so is a C2PA store; every other chunk stays
 * in its place, a China label among them.
 */
public final class WavAssembly {
  private static final Set<String> MOVED =
      Set.of("cue ", "plst", "smpl", "PEAK", "levl", "slnt", "wavl", "ds64", "r64m", "C2PA");

  private static final long MOST = 0xFFFFFFFEL;
  private static final int DS64 = 28;
  private static final int MAX_HEAD = 16 << 20;

  private WavAssembly() {}

  /** Writes the samples of the new file. */
  @FunctionalInterface
  public interface Samples {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file; over 4 GiB as RF64.
   *
   * @param file the one to describe it by
   * @param dataBytes bytes that {@code samples} will write, exactly
   */
  public static void write(
      Source file, long dataBytes, Samples samples, OutputStream out, List<String> notes)
      throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    long tail = 0;
    boolean before = true;
    int frameBytes = WavFile.open(file).format().frameBytes();
    for (WavChunks chunks = new WavChunks(file); chunks.hasNext(); ) {
      Chunk chunk = chunks.next();
      if (chunk.name().equals("data")) {
        before = false;
      } else if (stays(file, chunk, notes)) {
        if (before) {
          head(file, chunk, dataBytes / frameBytes, head);
        } else {
          tail += chunk.length() + (chunk.length() & 1) + 8;
        }
      }
    }
    long body = 4 + head.size() + 8 + dataBytes + (dataBytes & 1) + tail;
    start(body, dataBytes, dataBytes / frameBytes, out);
    head.writeTo(out);
    out.write(WavFormat.header("data", body > MOST ? WavChunks.UNKNOWN : dataBytes));
    samples.writeTo(out);
    if ((dataBytes & 1) == 1) {
      out.write(0);
    }
    tail(file, out);
  }

  private static boolean stays(Source file, Chunk chunk, List<String> notes) throws IOException {
    if (chunk.name().equals(WavFormat.STORE)) {
      Notes.add(notes, Notes.REMOVED_C2PA);
    }
    boolean places =
        chunk.name().equals("LIST")
            && chunk.length() >= 4
            && file.fourcc(chunk.data()).equals("adtl");
    return !MOVED.contains(chunk.name()) && !places;
  }

  private static void head(Source file, Chunk chunk, long frames, ByteArrayOutputStream head)
      throws IOException {
    if (head.size() + chunk.length() > MAX_HEAD) {
      throw new MalformedMediaException(
          "wav.head", "chunks of over " + MAX_HEAD + " bytes before the samples");
    }
    byte[] data = file.bytes(chunk.data(), (int) chunk.length());
    if (chunk.name().equals("fact") && data.length >= 4) {
      ByteBuffer.wrap(data)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(0, (int) Math.min(frames, WavChunks.UNKNOWN));
    }
    head.writeBytes(RiffReader.chunk(chunk.name(), data));
  }

  private static void start(long body, long dataBytes, long frames, OutputStream out)
      throws IOException {
    boolean large = body > MOST;
    out.write(WavFormat.header(large ? "RF64" : "RIFF", large ? WavChunks.UNKNOWN : body));
    out.write("WAVE".getBytes(StandardCharsets.US_ASCII));
    if (large) {
      out.write(WavFormat.header("ds64", DS64));
      out.write(
          ByteBuffer.allocate(DS64)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(body + 8 + DS64)
              .putLong(dataBytes)
              .putLong(frames)
              .array());
    }
  }

  private static void tail(Source file, OutputStream out) throws IOException {
    boolean before = true;
    for (WavChunks chunks = new WavChunks(file); chunks.hasNext(); ) {
      Chunk chunk = chunks.next();
      if (chunk.name().equals("data")) {
        before = false;
      } else if (!before && stays(file, chunk, new java.util.ArrayList<>())) {
        out.write(WavFormat.header(chunk.name(), chunk.length()));
        file.copy(chunk.data(), chunk.length(), out);
        if ((chunk.length() & 1) == 1) {
          out.write(0);
        }
      }
    }
  }
}
