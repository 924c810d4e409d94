package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the labelling of a still picture has to know of one format. Stateless. */
interface PictureCodec {
  String mimeType();

  /** Where the metadata label stands. */
  String carrier();

  /** Size, told without decoding; refuses variants that cannot be labelled. */
  Size inspect(Source file) throws LabelingException, IOException;

  BufferedImage decode(Path file) throws IOException;

  /** The samples of a part; may decode more than asked for, never answers with less. */
  BufferedImage decode(Path file, Rectangle part) throws IOException;

  /** Codes the pixels the way the original was coded, or better. */
  void encode(BufferedImage picture, Path original, Path coded) throws IOException;

  Optional<byte[]> xmp(Source file, List<String> notes) throws IOException;

  /** Whether a packet can be stored. */
  boolean fits(byte[] xmp);

  void assemble(Source pixels, Source description, byte[] xmp, OutputStream out, List<String> notes)
      throws IOException;

  /** Pixels. */
  record Size(long width, long height) {}
}
