package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.PngAssembly;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** PNG: pixels outside the label stay bit for bit; 16-bit samples, alpha and profile are kept. */
final class PngCodec implements PictureCodec {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/png");
  }

  @Override
  public Shape inspect(Source file) throws LabelingException, IOException {
    PngAssembly.Header header = PngAssembly.header(file);
    if (header.animated()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "animated PNG, expected a still picture");
    }
    return new Shape(header.width(), header.height(), Orientation.of(header.orientation()));
  }

  @Override
  public BufferedImage decode(Path file) throws IOException {
    return ImageIoFiles.read("png", file, null);
  }

  @Override
  public BufferedImage decode(Path file, Rectangle part) throws IOException {
    return ImageIoFiles.read("png", file, part);
  }

  @Override
  public void encode(BufferedImage picture, Path original, Path coded) throws IOException {
    ImageIoFiles.write("png", picture, coded, param -> {});
  }

  @Override
  public void assemble(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    PngAssembly.write(pixels, description, out, notes);
  }
}
