package io.colophon.journal;

/** Bytes on disk that are not what was written, with the place where reading had to stop. */
public final class CorruptJournalException extends JournalException {
  private static final long serialVersionUID = 1;

  private final long index;
  private final String file;
  private final long offset;
  private final String what;

  CorruptJournalException(long index, String file, long offset, String what) {
    super(
        Reason.CORRUPT,
        "record " + index + " in " + file + " at byte " + offset + ": " + what,
        null);
    this.index = index;
    this.file = file;
    this.offset = offset;
    this.what = what;
  }

  /** Returns the number of the first record that could not be read; all before it are sound. */
  public long index() {
    return index;
  }

  String what() {
    return what;
  }

  /** Returns the name of the segment file. */
  public String file() {
    return file;
  }

  /** Returns the byte in the segment file where the bad frame should start. */
  public long offset() {
    return offset;
  }
}
