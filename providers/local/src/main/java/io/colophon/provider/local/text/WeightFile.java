package io.colophon.provider.local.text;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reader of the weight file, which {@code tools/train-text/export.py} writes. All big-endian: magic
 * {@code CLPHNLM1}, CRC-32 of the vocabulary file, six sizes (width, layers, heads, hidden,
 * context, vocabulary) of 4 bytes, then the matrices - embedding, and for each layer query, key,
 * value, join, up, down - each as one float32 scale a row and its int8 rows, then the CRC-32 of all
 * before it.
 */
final class WeightFile {
  private static final long MAGIC = 0x434C50484E4C4D31L; // CLPHNLM1
  private static final int HEADER = 8 + 4 + 6 * 4;

  private final ByteBuffer in;

  private WeightFile(byte[] file) {
    this.in = ByteBuffer.wrap(file);
  }

  /**
   * Reads the weights.
   *
   * @param vocabulary the vocabulary file that they were trained with
   * @throws ModelFileException if the file is cut short, altered, of another version or of another
   *     vocabulary
   */
  static Network read(byte[] file, byte[] vocabulary) {
    if (file.length < HEADER + 4) {
      throw new ModelFileException(
          "weight file has " + file.length + " bytes, its header alone has " + HEADER);
    }
    return new WeightFile(file).network(vocabulary);
  }

  private Network network(byte[] vocabulary) {
    long magic = in.getLong();
    if (magic != MAGIC) {
      throw new ModelFileException(
          String.format("weight file begins with %016x, expected %016x (CLPHNLM1)", magic, MAGIC));
    }
    int wanted = in.getInt();
    if (wanted != crc(vocabulary, vocabulary.length)) {
      throw new ModelFileException(
          String.format(
              "weights belong to the vocabulary with CRC-32 %08x, this one has %08x",
              wanted, crc(vocabulary, vocabulary.length)));
    }
    Network.Shape shape =
        new Network.Shape(
            in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
    checkLength(shape);
    checkSum();
    return matrices(shape);
  }

  private void checkLength(Network.Shape s) {
    boolean sound =
        within(s.width(), 4096)
            && within(s.layers(), 64)
            && within(s.heads(), s.width())
            && s.width() % (2 * s.heads()) == 0
            && within(s.hidden(), 16384)
            && within(s.context(), 65536)
            && within(s.vocabulary(), 1 << 20);
    if (!sound) {
      throw new ModelFileException("weight file states impossible sizes: " + s);
    }
    long scales = s.vocabulary() + (long) s.layers() * (5L * s.width() + s.hidden());
    long expected = HEADER + s.parameters() + 4 * scales + 4;
    if (expected != in.capacity()) {
      throw new ModelFileException(
          "weight file has " + in.capacity() + " bytes, expected " + expected + " for " + s);
    }
  }

  private static boolean within(int value, int most) {
    return value >= 1 && value <= most;
  }

  private void checkSum() {
    int stated = in.getInt(in.capacity() - 4);
    int found = crc(in.array(), in.capacity() - 4);
    if (stated != found) {
      throw new ModelFileException(
          String.format("weight file is altered: CRC-32 is %08x, expected %08x", found, stated));
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private Network matrices(Network.Shape s) {
    float[] scales = scales(s.vocabulary());
    byte[] embedding = rows(s.vocabulary(), s.width());
    List<Network.Layer> layers = new ArrayList<>();
    for (int i = 0; i < s.layers(); i++) {
      layers.add(
          new Network.Layer(
              matrix(s.width(), s.width()),
              matrix(s.width(), s.width()),
              matrix(s.width(), s.width()),
              matrix(s.width(), s.width()),
              matrix(s.hidden(), s.width()),
              matrix(s.width(), s.hidden())));
    }
    Matrix scores = new Matrix(embedding, scales, s.width());
    return new Network(s, embedding, scales, scores, List.copyOf(layers));
  }

  private Matrix matrix(int outputs, int inputs) {
    float[] scales = scales(outputs);
    return new Matrix(rows(outputs, inputs), scales, inputs);
  }

  private float[] scales(int count) {
    float[] scales = new float[count];
    for (int i = 0; i < count; i++) {
      scales[i] = in.getFloat();
    }
    return scales;
  }

  private byte[] rows(int outputs, int inputs) {
    byte[] rows = new byte[outputs * inputs];
    in.get(rows);
    return rows;
  }
}
