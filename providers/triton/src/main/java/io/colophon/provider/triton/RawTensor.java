package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The raw form of tensors in the open inference protocol: little-endian elements in row-major
 * order; an element of BYTES is its length in four bytes, unsigned, and then itself.
 */
final class RawTensor {

  private RawTensor() {}

  /** Texts as BYTES. */
  static ByteString ofTexts(List<String> texts) {
    ByteString.Output out = ByteString.newOutput();
    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      byte[] length = little(4).putInt(utf8.length).array();
      out.write(length, 0, length.length);
      out.write(utf8, 0, utf8.length);
    }
    return out.toByteString();
  }

  /** One number in the given type; empty for types that hold no such number. */
  static Optional<ByteString> ofNumber(double value, String datatype) {
    byte[] bytes =
        switch (datatype) {
          case "BOOL" -> new byte[] {(byte) (value == 0 ? 0 : 1)};
          case "INT8", "UINT8" -> new byte[] {(byte) (long) value};
          case "INT16", "UINT16" -> little(2).putShort((short) (long) value).array();
          case "INT32", "UINT32" -> little(4).putInt((int) (long) value).array();
          case "INT64", "UINT64" -> little(8).putLong((long) value).array();
          case "FP32" -> little(4).putFloat((float) value).array();
          case "FP64" -> little(8).putDouble(value).array();
          default -> new byte[0];
        };
    return bytes.length == 0 ? Optional.empty() : Optional.of(ByteString.copyFrom(bytes));
  }

  /** One whole number in the given type, exactly; empty for types that hold no such number. */
  static Optional<ByteString> ofWhole(long value, String datatype) {
    return datatype.equals("INT64") || datatype.equals("UINT64")
        ? Optional.of(ByteString.copyFrom(little(8).putLong(value).array()))
        : ofNumber(value, datatype);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The elements of BYTES. */
  static List<ByteString> elements(ByteString raw) {
    List<ByteString> elements = new ArrayList<>();
    ByteBuffer in = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      if (in.remaining() < 4) {
        throw Failures.malformed("sent BYTES that end within a length");
      }
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw Failures.malformed("sent BYTES with an element longer than the tensor");
      }
      int at = in.position();
      elements.add(raw.substring(at, at + length));
      in.position(at + length);
    }
    return elements;
  }

  /** The elements of a numeric tensor, each to the nearest float. */
  static float[] numbers(ByteString raw, String datatype) {
    ByteBuffer in = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int size = size(datatype);
    if (in.remaining() % size != 0) {
      throw Failures.malformed("sent a tensor that ends within an element");
    }
    float[] numbers = new float[in.remaining() / size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) next(in, datatype);
    }
    return numbers;
  }

  /** The first element of a numeric tensor. */
  static double first(ByteString raw, String datatype) {
    if (raw.size() < size(datatype)) {
      throw Failures.malformed("sent an empty tensor, expected a number");
    }
    return next(raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN), datatype);
  }

  private static int size(String datatype) {
    return switch (datatype) {
      case "BOOL", "UINT8", "INT8" -> 1;
      case "UINT16", "INT16", "FP16", "BF16" -> 2;
      case "UINT32", "INT32", "FP32" -> 4;
      case "UINT64", "INT64", "FP64" -> 8;
      default -> throw Failures.malformed("sent a tensor of type " + datatype);
    };
  }

  private static double next(ByteBuffer in, String datatype) {
    return switch (datatype) {
      case "BOOL", "UINT8" -> in.get() & 0xff;
      case "INT8" -> in.get();
      case "UINT16" -> in.getShort() & 0xffff;
      case "INT16" -> in.getShort();
      case "FP16" -> half(in.getShort());
      case "BF16" -> Float.intBitsToFloat(in.getShort() << 16);
      case "UINT32" -> in.getInt() & 0xffff_ffffL;
      case "INT32" -> in.getInt();
      case "FP32" -> in.getFloat();
      case "FP64" -> in.getDouble();
      default -> in.getLong();
    };
  }

  /** An IEEE 754 binary16. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size;
    if (exponent == 0x1f) {
      size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((double) fraction, -24);
    } else {
      size = Math.scalb(1 + fraction / 1024.0, exponent - 15);
    }
    return bits < 0 ? -size : size;
  }
}
