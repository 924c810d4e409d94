package io.colophon.journal;

/**
 * Records that cannot be read any more, in a journal that goes on after them; see {@link
 * OnDamage#GO_ON}. Their file is left as it is.
 *
 * @param file segment that holds them; empty when a segment is missing
 * @param offset byte in the file where the first bad frame should start
 * @param firstIndex number of the first record that cannot be read
 * @param nextIndex number of the next record after it that can be, or will be; not all numbers
 *     between need have been given to records
 * @param bytes how many bytes of the file, from {@code offset} on, are passed over; 0 when a
 *     segment is missing
 * @param what is wrong, in a few words for people
 */
public record Damage(
    String file, long offset, long firstIndex, long nextIndex, long bytes, String what) {
  @Override
  public String toString() {
    return "records "
        + firstIndex
        + " to "
        + (nextIndex - 1)
        + " at most"
        + (file.isEmpty() ? "" : " in " + file + " at byte " + offset)
        + ", "
        + bytes
        + " bytes: "
        + what;
  }
}
