package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the marking of a still picture has to know of one format. Stateless. */
interface PictureCodec {
  Set<String> mimeTypes();

  /** Size and kind, told without decoding; refuses variants that cannot be marked. */
  Shape inspect(Source file) throws LabelingException, IOException;

  /** Sample values as they are stored, neither turned nor converted. */
  BufferedImage decode(Path file) throws IOException;

  /** The samples of a part; may decode more than asked for, never answers with less. */
  BufferedImage decode(Path file, Rectangle part) throws IOException;

  /** Codes the pixels the way the original was coded, or better. */
  void encode(BufferedImage picture, Path original, Path coded) throws IOException;

  /** Everything that describes the original, around other pixels; no C2PA. */
  void assemble(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException;

  /**
   * Pixels as stored, and how viewers turn them.
   *
   * @param width of the stored picture
   * @param height of the stored picture
   */
  record Shape(long width, long height, Orientation orientation) {}
}
