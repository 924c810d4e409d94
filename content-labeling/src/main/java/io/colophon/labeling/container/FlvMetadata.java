package io.colophon.labeling.container;

import io.colophon.labeling.container.FlvValues.Property;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** The script {@code onMetaData} of an FLV file (Adobe Flash Video File Format 10.1, E.5). */
final class FlvMetadata {
  private static final String NAME = "onMetaData";
  private static final String LABEL = "AIGC";
  private static final byte[] END = {0, 0, 9};
  private static final int MAX_TEXT = 0xFFFF;

  private final byte[] script;
  private final FlvValues values;

  /** Where the object begins, its type first. */
  private final int object;

  private FlvMetadata(byte[] script, FlvValues values, int object) {
    this.script = script;
    this.values = values;
    this.object = object;
  }

  /** A script that says nothing. */
  static FlvMetadata empty() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FlvValues.STRING);
    text(out, NAME);
    int object = out.size();
    out.write(FlvValues.ECMA_ARRAY);
    out.writeBytes(new byte[4]);
    out.writeBytes(END);
    byte[] script = out.toByteArray();
    return new FlvMetadata(script, new FlvValues(script), object);
  }

  /** The metadata in the content of a script tag; empty for other scripts. */
  static Optional<FlvMetadata> of(byte[] script) throws MalformedMediaException {
    FlvValues values = new FlvValues(script);
    if (script.length == 0 || values.u8(0) != FlvValues.STRING || !values.text(1).equals(NAME)) {
      return Optional.empty();
    }
    int object = values.end(0, 0);
    if (object >= script.length
        || (values.u8(object) != FlvValues.ECMA_ARRAY && values.u8(object) != FlvValues.OBJECT)) {
      return Optional.empty();
    }
    return Optional.of(new FlvMetadata(script, values, object));
  }

  /** Hands over every label. */
  void read(String carrier, LabelSink labels) throws MalformedMediaException {
    for (Property property : properties()) {
      if (isLabel(property)) {
        labels.label(carrier, values.textValue(property.value()));
      }
    }
  }

  boolean hasLabel() throws MalformedMediaException {
    return properties().stream().anyMatch(FlvMetadata::isLabel);
  }

  /**
   * The script with another label; places of the file and its length are told anew.
   *
   * @param label empty for none
   * @param places new places of old ones
   * @param fileBytes the new length of the file
   */
  byte[] labelled(Optional<String> label, LongUnaryOperator places, long fileBytes)
      throws MalformedMediaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(script.length + 256);
    out.write(script, 0, first());
    int count = 0;
    List<Property> properties = properties();
    for (Property property : properties) {
      if (!isLabel(property)) {
        byte[] copy = Arrays.copyOfRange(script, property.at(), property.end());
        move(property, ByteBuffer.wrap(copy), places, fileBytes);
        out.writeBytes(copy);
        count++;
      }
    }
    if (label.isPresent()) {
      text(out, LABEL);
      value(out, label.get());
      count++;
    }
    out.writeBytes(END);
    int last = properties.isEmpty() ? first() : properties.get(properties.size() - 1).end();
    int rest = Math.min(script.length, last + END.length);
    out.write(script, rest, script.length - rest);
    byte[] bytes = out.toByteArray();
    if (values.u8(object) == FlvValues.ECMA_ARRAY) {
      ByteBuffer.wrap(bytes).putInt(object + 1, count);
    }
    return bytes;
  }

  private void move(Property property, ByteBuffer copy, LongUnaryOperator places, long fileBytes)
      throws MalformedMediaException {
    int type = values.u8(property.value());
    int number = property.value() + 1 - property.at();
    switch (property.name()) {
      case "filesize" -> {
        if (type == FlvValues.NUMBER) {
          copy.putDouble(number, fileBytes);
        }
      }
      case "lastkeyframelocation" -> {
        if (type == FlvValues.NUMBER) {
          copy.putDouble(number, moved(copy.getDouble(number), places));
        }
      }
      case "keyframes" -> {
        if (type == FlvValues.OBJECT || type == FlvValues.ECMA_ARRAY) {
          int from = property.value() + (type == FlvValues.OBJECT ? 1 : 5);
          for (Property list : values.properties(from)) {
            if (list.name().equals("filepositions")) {
              moveList(list, property.at(), copy, places);
            }
          }
        }
      }
      default -> {}
    }
  }

  private void moveList(Property list, int start, ByteBuffer copy, LongUnaryOperator places)
      throws MalformedMediaException {
    if (values.u8(list.value()) != FlvValues.STRICT_ARRAY) {
      return;
    }
    for (int at = list.value() + 5; at < list.end(); at = values.end(at, 0)) {
      if (values.u8(at) == FlvValues.NUMBER) {
        int number = at + 1 - start;
        copy.putDouble(number, moved(copy.getDouble(number), places));
      }
    }
  }

  private static double moved(double place, LongUnaryOperator places) {
    return place > 0 && place < Long.MAX_VALUE ? places.applyAsLong((long) place) : place;
  }

  private List<Property> properties() throws MalformedMediaException {
    return values.properties(first());
  }

  private int first() throws MalformedMediaException {
    int first = object + (values.u8(object) == FlvValues.ECMA_ARRAY ? 5 : 1);
    if (first > script.length) {
      throw new MalformedMediaException("flv.script", "an array without a count");
    }
    return first;
  }

  private static boolean isLabel(Property property) {
    return property.name().equalsIgnoreCase(LABEL);
  }

  private static void value(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_TEXT) {
      out.write(FlvValues.STRING);
      text(out, text);
    } else {
      out.write(FlvValues.LONG_STRING);
      out.writeBytes(ByteBuffer.allocate(4).putInt(0, bytes.length).array());
      out.writeBytes(bytes);
    }
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }
}
