package io.colophon.gateway.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a {@code multipart/form-data} body. Big ones lie in files that are gone when the
 * exchange is; a buffer that was taken stays readable.
 */
public final class Multipart {
  private final List<Field> fields;

  Multipart(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /**
   * One part.
   *
   * @param name of the form's field
   * @param fileName as the caller says; empty for a plain field. Never a path on this machine
   * @param contentType as the caller says, in lower case and without parameters; empty when he does
   *     not
   * @param bytes read-only; of a big file mapped, not on the heap
   */
  public record Field(String name, String fileName, String contentType, ByteBuffer bytes) {
    public Field {
      bytes = bytes.asReadOnlyBuffer();
    }

    /** The bytes as UTF-8 text. */
    public String text() {
      return java.nio.charset.StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  /** All parts, in order. */
  public List<Field> fields() {
    return fields;
  }

  /** The first part of that name; empty when there is none. */
  public Optional<Field> field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** All parts of that name, in order. */
  public List<Field> fields(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).toList();
  }
}
