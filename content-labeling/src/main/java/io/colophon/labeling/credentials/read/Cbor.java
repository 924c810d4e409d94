package io.colophon.labeling.credentials.read;

import java.util.List;

/** One data item of CBOR (RFC 8949). Immutable but for the arrays of bytes. */
sealed interface Cbor {
  /** A whole number; larger ones than 63 bits are not read. */
  record Whole(long value) implements Cbor {}

  /** A string of bytes. */
  record Bytes(byte[] value) implements Cbor {}

  /** A string of characters. */
  record Text(String value) implements Cbor {}

  /** An array. */
  record Items(List<Cbor> values) implements Cbor {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A map; its keys are strings or numbers. */
  record Entries(CborMap map) implements Cbor {}

  /** An item with a tag that says more about it. */
  record Tagged(long tag, Cbor value) implements Cbor {}

  /** A floating-point number. */
  record Real(double value) implements Cbor {}

  /** {@code false}, {@code true}, {@code null}, {@code undefined} and others, by their number. */
  record Simple(int value) implements Cbor {
    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int NULL = 22;
  }

  /** This item as a map. */
  default CborMap map(String what) throws CborException {
    if (this instanceof Entries entries) {
      return entries.map();
    }
    throw new CborException(what + " is " + kind() + ", expected a map");
  }

  /** This item as characters. */
  default String text(String what) throws CborException {
    if (this instanceof Text text) {
      return text.value();
    }
    throw new CborException(what + " is " + kind() + ", expected text");
  }

  /** This item as bytes; some writers give an array of small numbers. */
  default byte[] bytes(String what) throws CborException {
    if (this instanceof Bytes bytes) {
      return bytes.value();
    }
    if (this instanceof Items items) {
      byte[] bytes = new byte[items.values().size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) items.values().get(i).whole(what);
      }
      return bytes;
    }
    throw new CborException(what + " is " + kind() + ", expected bytes");
  }

  /** This item as a whole number. */
  default long whole(String what) throws CborException {
    if (this instanceof Whole whole) {
      return whole.value();
    }
    throw new CborException(what + " is " + kind() + ", expected a whole number");
  }

  /** This item as a list. */
  default List<Cbor> items(String what) throws CborException {
    if (this instanceof Items items) {
      return items.values();
    }
    throw new CborException(what + " is " + kind() + ", expected an array");
  }

  private String kind() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
