package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/** Writes the label into an MP4 without room for a manifest. */
public final class Mp4Assembly {
  private Mp4Assembly() {}

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(Source file, String json, FileChannel out, List<String> notes)
      throws LabelingException, IOException {
    LabelOutput output = new LabelOutput(out, null);
    new Mp4Copy(file, json, 0, output).write().notes().forEach(note -> Notes.add(notes, note));
  }
}
