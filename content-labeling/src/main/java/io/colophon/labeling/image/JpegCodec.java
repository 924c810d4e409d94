package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.JpegAssembly;
import io.colophon.labeling.container.JpegFormat;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageWriteParam;

/** JPEG, grey or colour, coded anew with quality {@value #QUALITY}; profile and EXIF are kept. */
final class JpegCodec implements PictureCodec {
  static final float QUALITY = 0.95f;
  private static final int CMYK = 4;

  @Override
  public String mimeType() {
    return "image/jpeg";
  }

  @Override
  public String carrier() {
    return JpegFormat.CARRIER;
  }

  @Override
  public Size inspect(Source file) throws LabelingException, IOException {
    JpegAssembly.Header header = JpegAssembly.header(file);
    if (header.components() == CMYK) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "JPEG of four components (CMYK), expected grey or RGB");
    }
    if (header.turned()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "JPEG with an EXIF orientation, expected an upright picture");
    }
    return new Size(header.width(), header.height());
  }

  @Override
  public BufferedImage decode(Path file) throws IOException {
    return Samples.withoutProfile(ImageIoFiles.read("jpeg", file, null));
  }

  @Override
  public BufferedImage decode(Path file, Rectangle part) throws IOException {
    return ImageIoFiles.read("jpeg", file, part);
  }

  @Override
  public void encode(BufferedImage picture, Path original, Path coded) throws IOException {
    ImageIoFiles.write(
        "jpeg",
        picture,
        coded,
        param -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality(QUALITY);
        });
  }

  @Override
  public Optional<byte[]> xmp(Source file, List<String> notes) throws IOException {
    return JpegAssembly.xmp(file);
  }

  @Override
  public boolean fits(byte[] xmp) {
    return JpegAssembly.fits(xmp);
  }

  @Override
  public void assemble(
      Source pixels, Source description, byte[] xmp, OutputStream out, List<String> notes)
      throws IOException {
    JpegAssembly.write(pixels, description, xmp, out, notes);
  }
}
