package io.colophon.labeling.provenance;

/**
 * The size and root of the log at one moment, signed (C2SP tlog-checkpoint): whoever keeps one can
 * prove later that the log still begins with the same records.
 *
 * @param origin the log's name
 * @param size records in the tree
 * @param root root hash of the tree; SHA-256 of nothing when empty
 * @param note the whole signed note, as to be handed out
 */
public record Checkpoint(String origin, long size, Hash root, String note) {

  /**
   * Reads a note; does not verify it.
   *
   * @throws IllegalArgumentException if it is not a checkpoint
   */
  public static Checkpoint parse(String note) {
    String[] lines = SignedNote.parse(note).text().split("\n", -1);
    if (lines.length < 4 || !lines[1].matches("0|[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException("not a checkpoint: expected origin, size and root");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.fromBase64(lines[2]), note);
  }

  /** Returns whether the note names this key's log and bears its good signature. */
  public boolean verify(VerifierKey key) {
    return origin.equals(key.name()) && key.verify(SignedNote.parse(note));
  }

  static String body(String origin, long size, Hash root) {
    return origin + "\n" + size + "\n" + root.toBase64() + "\n";
  }
}
