package io.colophon.journal;

/** What a journal does about acknowledged records whose bytes are not what was written. */
public enum OnDamage {
  /**
   * Nothing is appended and nothing behind the damage is read: {@link CorruptJournalException}. For
   * a log whose meaning hangs on every record being there.
   */
  REFUSE,
  /**
   * The file with the damage is never written again, and a new one is begun. Reading passes from
   * the last good record of a file to the first of the next and says what it left out ({@link
   * RecordVisitor#dropped}). Numbers of lost records are not used again: the new file begins above
   * every number that the old one can have held, so that a place kept outside the journal still
   * means what it did.
   */
  GO_ON
}
