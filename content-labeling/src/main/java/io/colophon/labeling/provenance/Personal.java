package io.colophon.labeling.provenance;

/**
 * Something that tells of a person. The tree never holds it: on appending, a {@link Clear} value
 * goes to a store of its own together with a random salt, and the record keeps the {@link Sealed}
 * commitment {@code SHA-256(salt || value)}. Erasing value and salt leaves every proof as it was,
 * and the commitment says nothing any more.
 */
public sealed interface Personal {
  /** Most UTF-8 bytes of a value. */
  int MAX_BYTES = 1024;

  /** Returns a value that is not sealed yet. */
  static Personal of(String value) {
    return new Clear(value);
  }

  /**
   * A value as it is, in a record that is to be appended or that an earlier version wrote.
   *
   * @param value at most {@value Personal#MAX_BYTES} bytes of UTF-8
   */
  record Clear(String value) implements Personal {
    /** Never prints the value: records end up in logs and messages. */
    @Override
    public String toString() {
      return "Clear[" + value.length() + " characters]";
    }
  }

  /**
   * What the tree holds instead of a value.
   *
   * @param commitment SHA-256 of salt and value
   */
  record Sealed(Hash commitment) implements Personal {}
}
