package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.JpegAssembly;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageWriteParam;

/**
 * JPEG, grey, colour or CMYK, coded anew with quality {@value #QUALITY} and as many colour samples
 * as the original has; profile and EXIF are kept. CMYK stays CMYK: what viewers make of it depends
 * on its profile, so its four values are handled as they are.
 */
final class JpegCodec implements PictureCodec {
  static final float QUALITY = 0.95f;
  private static final int CMYK = 4;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/jpeg", "image/jpg");
  }

  @Override
  public Shape inspect(Source file) throws LabelingException, IOException {
    JpegAssembly.Header header = JpegAssembly.header(file);
    int components = header.components();
    boolean known = components == 1 || components == 3 || components == CMYK;
    if (!known || (components == CMYK && header.transform() < 0)) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT,
          "JPEG of "
              + components
              + " components"
              + (components == CMYK ? " that does not say how they are stored" : "")
              + ", expected grey, RGB or Adobe's CMYK");
    }
    return new Shape(header.width(), header.height(), Orientation.of(header.orientation()));
  }

  @Override
  public BufferedImage decode(Path file) throws IOException {
    JpegAssembly.Header header = header(file);
    return header.components() == CMYK
        ? Cmyk.picture(ImageIoFiles.readRaster("jpeg", file), header.transform())
        : Samples.withoutProfile(ImageIoFiles.read("jpeg", file, null));
  }

  @Override
  public BufferedImage decode(Path file, Rectangle part) throws IOException {
    return header(file).components() == CMYK
        ? decode(file).getSubimage(part.x, part.y, part.width, part.height)
        : ImageIoFiles.read("jpeg", file, part);
  }

  @Override
  public void encode(BufferedImage picture, Path original, Path coded) throws IOException {
    boolean halved = header(original).halved();
    if (Cmyk.is(picture)) {
      WritableRaster raster = picture.getRaster();
      ImageIoFiles.writeRaster("jpeg", raster, coded, JpegCodec::settings);
    } else {
      ImageIoFiles.writeJpeg(picture, coded, halved, JpegCodec::settings);
    }
  }

  @Override
  public void assemble(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    JpegAssembly.write(pixels, description, out, notes);
  }

  private static void settings(ImageWriteParam param) {
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(QUALITY);
  }

  private static JpegAssembly.Header header(Path file) throws IOException {
    try (Source source = Source.open(file)) {
      return JpegAssembly.header(source);
    }
  }
}
