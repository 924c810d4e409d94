package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what machines read into one container format; samples are copied as they are. A copy is
 * written in one pass and in bounded memory, however large the file is. Stateless, blocking.
 */
public interface LabelWriter {
  /** Every mime type in use for the format, lower case, the registered one among them. */
  Set<String> mimeTypes();

  /** How a C2PA manifest is bound to files of this format; empty where the format has no place. */
  Optional<BindingKind> binding();

  /**
   * Copies a file, with exactly one China label in the format's standard place: a label that stands
   * there already is merged (other properties of its packet stay), one that stands elsewhere is
   * removed, and so is every manifest store.
   *
   * @param storeBytes room to be made for a manifest store, filled with zeros; 0 for none; always
   *     even
   * @param output every byte goes through it; what belongs to the place of the store with {@link
   *     LabelOutput#writeUnbound}
   * @throws LabelingException if this variant of the format cannot be written
   * @throws MalformedMediaException if the input is not what its type says
   */
  Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException;

  /**
   * Puts the finished store into the room made for it.
   *
   * @param store exactly as many bytes as there is room for
   */
  default void fill(FileChannel file, StorePlace place, byte[] store) throws IOException {
    int done = 0;
    for (Range piece : place.pieces()) {
      ByteBuffer bytes = ByteBuffer.wrap(store, done, (int) piece.length());
      for (long at = piece.at(); bytes.hasRemaining(); ) {
        at += file.write(bytes, at);
      }
      done += (int) piece.length();
    }
  }

  /** How a manifest is tied to the bytes of a file (C2PA 2.2, 9.2). */
  enum BindingKind {
    /** {@code c2pa.hash.data}: all bytes but the place of the store. */
    DATA,
    /** {@code c2pa.hash.bmff.v3}: the boxes, each with its position. */
    BMFF
  }

  /**
   * What was written.
   *
   * @param carrier where the China label stands, as in {@link
   *     io.colophon.labeling.ImplicitLabel#carrier()}
   * @param notes codes of {@link Notes}: what was replaced or dropped
   * @param place where the room for the store is; empty when none was asked for
   */
  record Written(String carrier, List<String> notes, Optional<StorePlace> place) {
    public Written {
      notes = List.copyOf(notes);
    }
  }
}
