package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.WebpAssembly;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageWriteParam;

/** WebP: lossless stays lossless, lossy is coded anew with quality {@value #QUALITY}. */
final class WebpCodec implements PictureCodec {
  static final float QUALITY = 0.93f;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/webp");
  }

  @Override
  public Shape inspect(Source file) throws LabelingException, IOException {
    WebpAssembly.Header header = WebpAssembly.header(file);
    if (header.animated()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "animated WebP, expected a still picture");
    }
    return new Shape(header.width(), header.height(), Orientation.of(header.orientation()));
  }

  @Override
  public BufferedImage decode(Path file) throws IOException {
    return ImageIoFiles.read("webp", file, null);
  }

  @Override
  public BufferedImage decode(Path file, Rectangle part) throws IOException {
    return decode(file).getSubimage(part.x, part.y, part.width, part.height);
  }

  @Override
  public void encode(BufferedImage picture, Path original, Path coded) throws IOException {
    boolean lossless;
    try (Source file = Source.open(original)) {
      lossless = WebpAssembly.header(file).lossless();
    }
    ImageIoFiles.write(
        "webp",
        picture,
        coded,
        param -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionType(lossless ? "Lossless" : "Lossy");
          param.setCompressionQuality(lossless ? 0.5f : QUALITY);
        });
  }

  @Override
  public void assemble(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    WebpAssembly.write(pixels, description, out, notes);
  }
}
