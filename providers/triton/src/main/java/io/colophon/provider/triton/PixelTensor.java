package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import io.colophon.provider.spi.PixelSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in a tensor: [height, width, channels] or [channels, height, width], with any number of
 * dimensions before them, over which the pictures are counted. One channel is grey, three are red,
 * green and blue; a fourth is left out.
 */
final class PixelTensor {
  private static final long MOST_PIXELS = 64_000_000;

  private final @Nullable ByteString bytes;
  private final float[] values;
  private final int length;
  private final boolean whole;
  private final PixelRange range;
  private final int width;
  private final int height;
  private final int channels;
  private final boolean channelsFirst;

  PixelTensor(OutputTensor tensor, PixelRange range) {
    List<Long> shape = tensor.shape();
    int rank = shape.size();
    if (rank < 3) {
      throw Failures.malformed("sent a picture of shape " + shape);
    }
    long last = shape.get(rank - 1);
    long middle = shape.get(rank - 2);
    long first = shape.get(rank - 3);
    this.channelsFirst = !isChannels(last) && isChannels(first);
    long wide = channelsFirst ? last : middle;
    long high = channelsFirst ? middle : first;
    long deep = channelsFirst ? first : last;
    if (!isChannels(deep) || wide < 1 || high < 1 || wide > MOST_PIXELS / high) {
      throw Failures.malformed("sent a picture of shape " + shape);
    }
    this.width = (int) wide;
    this.height = (int) high;
    this.channels = (int) deep;
    this.range = range;
    // Bytes are pixels as they are; there may be very many.
    this.bytes = tensor.datatype().equals("UINT8") ? tensor.raw().orElse(null) : null;
    this.values = bytes == null ? tensor.numbers() : new float[0];
    this.whole = tensor.datatype().equals("UINT8");
    this.length = bytes == null ? values.length : bytes.size();
    if (length == 0 || length % ((long) width * height * channels) != 0) {
      throw Failures.malformed("sent " + length + " values for a picture of shape " + shape);
    }
  }

  private static boolean isChannels(long side) {
    return side == 1 || side == 3 || side == 4;
  }

  int count() {
    return length / (width * height * channels);
  }

  PixelSize size() {
    return new PixelSize(width, height);
  }

  /** Red, green and blue of each pixel, row by row. */
  byte[] rgb(int picture) {
    byte[] rgb = new byte[3 * width * height];
    int start = picture * width * height * channels;
    for (int at = 0; at < width * height; at++) {
      for (int colour = 0; colour < 3; colour++) {
        int channel = channels == 1 ? 0 : colour;
        int index =
            start + (channelsFirst ? channel * width * height + at : at * channels + channel);
        rgb[3 * at + colour] = pixel(index);
      }
    }
    return rgb;
  }

  private byte pixel(int index) {
    if (bytes != null) {
      return bytes.byteAt(index);
    }
    return whole ? (byte) (int) values[index] : range.pixel(values[index]);
  }
}
