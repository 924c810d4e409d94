package io.colophon.labeling.container;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Labels the files of a few mime types. Thread-safe, blocking. */
public interface MediaLabeler {
  /** The mime types, lower case, without parameters. */
  Set<String> mimeTypes();

  /**
   * Writes a labelled copy: first what people see or hear, then the metadata.
   *
   * @param output an existing empty file
   * @throws LabelingException if this input cannot be labelled
   * @throws MalformedMediaException if it is not what its type says
   */
  Made label(Path input, String mimeType, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException;

  /**
   * Decodes a finished output and looks for what people should see or hear.
   *
   * @return what is wrong; empty when the label is there
   */
  Optional<String> missing(Path output, String mimeType, Made made) throws IOException;

  /**
   * What was put on a file.
   *
   * @param carrier where the metadata label stands
   * @param notes codes of {@link Notes}
   */
  record Made(ExplicitLabel explicit, String carrier, List<String> notes) {
    public Made {
      notes = List.copyOf(notes);
    }
  }
}
