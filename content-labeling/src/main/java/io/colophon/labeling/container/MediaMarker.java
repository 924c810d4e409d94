package io.colophon.labeling.container;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Changes samples: first what people see or hear, then the mark that they do not. The copy keeps
 * what described the original (colour profile, tags, other metadata) but not its C2PA manifest,
 * whose hash no longer fits. Thread-safe, blocking.
 */
public interface MediaMarker {
  /** The mime types, lower case, without parameters. */
  Set<String> mimeTypes();

  /** Whether this marker writes an imperceptible watermark into such files. */
  boolean watermarks();

  /**
   * Writes a marked copy.
   *
   * @param shown what people see or hear; empty for nothing
   * @param watermark the 64 bits of the imperceptible mark; empty for none; one of the two is there
   * @param output an existing empty file
   * @throws LabelingException if this input cannot be marked
   * @throws MalformedMediaException if it is not what its type says
   */
  Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException;

  /**
   * Decodes a finished output and looks for what should be seen or heard, and for the watermark.
   *
   * @return what is wrong; empty when all is there
   */
  Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException;

  /**
   * What was put on a file.
   *
   * @param explicit what people see or hear; empty if nothing was asked for
   * @param watermark the mark; empty if none was asked for, or the file has no room for it (then a
   *     note says so)
   * @param notes codes of {@link Notes}
   */
  record Marked(Optional<ExplicitLabel> explicit, OptionalLong watermark, List<String> notes) {
    public Marked {
      notes = List.copyOf(notes);
    }

    /** What is left where the mark does not count. */
    public Marked withoutWatermark() {
      return new Marked(explicit, OptionalLong.empty(), notes);
    }
  }
}
