package io.colophon.gateway.openai;

import io.colophon.gateway.http.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The texts in a relayed JSON answer, and where they stand, so that one can be replaced while every
 * other byte stays as it is.
 */
final class TextSplice {
  private final byte[] bytes;
  private final List<Place> places;

  /**
   * A string in the JSON.
   *
   * @param text its value
   * @param from where its opening quote stands
   * @param to after its closing quote
   */
  private record Place(String text, int from, int to) {}

  private TextSplice(byte[] bytes, List<Place> places) {
    this.bytes = bytes;
    this.places = places;
  }

  /**
   * Finds every string of the given name that is the value of a property directly within an object
   * named {@code within}, or in an item of an array of that name.
   *
   * @param frame a JSON object, with anything around it, such as an event's field names
   * @return null if there is no JSON that can be read
   */
  static @Nullable TextSplice find(ByteBuffer frame, String name, Set<String> within) {
    return find(frame, name, within, Integer.MAX_VALUE);
  }

  /** The same for the first such string; what follows it is not looked at. */
  static @Nullable TextSplice findFirst(ByteBuffer frame, String name, Set<String> within) {
    return find(frame, name, within, 1);
  }

  private static @Nullable TextSplice find(
      ByteBuffer frame, String name, Set<String> within, int most) {
    int start = SseEvent.jsonStart(frame);
    if (start < 0) {
      return null;
    }
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    int offset = start - frame.position();
    List<Place> places = new ArrayList<>(1);
    try (JsonParser json =
        JsonBytes.FACTORY.createParser(
            ObjectReadContext.empty(), bytes, offset, bytes.length - offset)) {
      int depth = 0;
      do {
        JsonToken token = json.nextToken();
        if (token == null) {
          return null;
        }
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.VALUE_STRING
            && name.equals(json.currentName())
            && within.contains(owner(json))) {
          int from = offset + (int) json.currentTokenLocation().getByteOffset();
          String text = json.getString();
          int to = offset + (int) json.currentLocation().getByteOffset();
          places.add(new Place(text, from, to));
        }
      } while (depth > 0 && places.size() < most);
    } catch (JacksonException unreadable) {
      return null;
    }
    return new TextSplice(bytes, places);
  }

  /** Name of the object that the property at hand belongs to; of an array's item, the array's. */
  private static String owner(JsonParser json) {
    var context = json.streamReadContext().getParent();
    while (context != null && context.inArray()) {
      context = context.getParent();
    }
    String name = context == null ? null : context.currentName();
    return name == null ? "" : name;
  }

  /** All the texts, one after the other. */
  String joined() {
    if (places.size() == 1) {
      return places.get(0).text();
    }
    StringBuilder all = new StringBuilder();
    places.forEach(place -> all.append(place.text()));
    return all.toString();
  }

  /** The answer with the last text lengthened; as it was if there is no text. */
  ByteBuffer withLastText(String suffix) {
    return places.isEmpty() || suffix.isEmpty()
        ? ByteBuffer.wrap(bytes)
        : replaced(List.of(places.get(places.size() - 1)), suffix);
  }

  /** The answer with every text lengthened that the words end with. */
  ByteBuffer withTextsThatEnd(String words, String suffix) {
    List<Place> ends =
        places.stream().filter(p -> !p.text().isEmpty() && words.endsWith(p.text())).toList();
    return ends.isEmpty() || suffix.isEmpty() ? ByteBuffer.wrap(bytes) : replaced(ends, suffix);
  }

  /**
   * The answer with all of the text that was put out: what goes beyond its own becomes the end of
   * its last text. Null if the text is not the beginning of all of it.
   */
  @Nullable ByteBuffer withAllOf(String all) {
    String said = joined();
    if (all.equals(said)) {
      return ByteBuffer.wrap(bytes);
    }
    return !said.isEmpty() && all.startsWith(said)
        ? withLastText(all.substring(said.length()))
        : null;
  }

  /** The answer with another text in the place of the first. */
  ByteBuffer withOnlyText(String text) {
    return places.isEmpty() ? ByteBuffer.wrap(bytes) : spliced(places.subList(0, 1), "", text);
  }

  private ByteBuffer replaced(List<Place> which, String suffix) {
    return spliced(which, null, suffix);
  }

  /**
   * @param start what the texts begin with; null for what they say now
   */
  private ByteBuffer spliced(List<Place> which, @Nullable String start, String suffix) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
    int from = 0;
    for (Place place : which) {
      out.write(bytes, from, place.from() - from);
      out.write('"');
      out.writeBytes(
          JsonStringEncoder.getInstance()
              .quoteAsUTF8((start == null ? place.text() : start) + suffix));
      out.write('"');
      from = place.to();
    }
    out.write(bytes, from, bytes.length - from);
    return ByteBuffer.wrap(out.toByteArray());
  }
}
