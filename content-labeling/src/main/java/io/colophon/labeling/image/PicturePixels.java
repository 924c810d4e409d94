package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.TiffPages;
import io.colophon.labeling.watermark.LumaPlane;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decodes pictures for whoever looks at them: fingerprints, detectors. Stateless, blocking. Colour
 * profiles are not applied; AVIF and HEIC cannot be decoded.
 */
public final class PicturePixels {
  /** Larger pictures are refused before anything is decoded. */
  public static final long MAX_PIXELS = PictureLimits.MAX_PIXELS;

  private static final List<PictureCodec> CODECS =
      List.of(new PngCodec(), new JpegCodec(), new WebpCodec());

  private PicturePixels() {}

  /** The types that can be decoded, lower case. */
  public static Set<String> mimeTypes() {
    Set<String> types = new TreeSet<>();
    CODECS.forEach(codec -> types.addAll(codec.mimeTypes()));
    types.addAll(List.of("image/gif", "image/tiff"));
    return types;
  }

  /**
   * The picture as viewers turn it, grey or RGB of 8 or 16 bits, perhaps with alpha; of an
   * animation or a file of several pages the first one.
   *
   * @throws IllegalArgumentException for a type that is not in {@link #mimeTypes()}
   * @throws MalformedMediaException if it is damaged, too large or of a variant not known
   */
  public static BufferedImage read(Path file, String mimeType) throws IOException {
    try {
      return switch (mimeType) {
        case "image/gif" -> gif(file);
        case "image/tiff" -> tiff(file);
        default -> still(file, mimeType);
      };
    } catch (LabelingException e) {
      throw new MalformedMediaException("picture.variant", "not decoded: " + e.getMessage());
    }
  }

  private static BufferedImage still(Path file, String mimeType)
      throws LabelingException, IOException {
    PictureCodec codec =
        CODECS.stream()
            .filter(each -> each.mimeTypes().contains(mimeType))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no pictures of type " + mimeType + ", expected one of " + mimeTypes()));
    PictureCodec.Shape shape;
    try (Source source = Source.open(file)) {
      shape = codec.inspect(source);
    }
    PictureLimits.require(shape.width(), shape.height(), false);
    BufferedImage decoded = codec.decode(file);
    return turned(
        Samples.paintable(Cmyk.is(decoded) ? Cmyk.rgb(decoded) : decoded), shape.orientation());
  }

  private static BufferedImage gif(Path file) throws LabelingException, IOException {
    try (Source source = Source.open(file)) {
      GifFrames frames = new GifFrames(source);
      frames.requireLimits(false);
      List<BufferedImage> seen = new ArrayList<>();
      GifPlayer.play(
          source,
          canvas -> {
            seen.add(canvas.seen());
            return false;
          });
      return seen.get(0);
    }
  }

  private static BufferedImage tiff(Path file) throws LabelingException, IOException {
    List<TiffPages.Page> pages = TiffMarker.inspected(file, false, new ArrayList<>());
    return turned(
        TiffImages.read(file, pages.get(0), 0), Orientation.of(pages.get(0).orientation()));
  }

  /** The brightness of a picture that {@link #read} gave, over white where it is transparent. */
  public static LumaPlane luma(BufferedImage picture) {
    return new Brightness(Samples.paintable(picture), Orientation.UPRIGHT).plane();
  }

  private static BufferedImage turned(BufferedImage stored, Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return stored;
    }
    int width = stored.getWidth();
    int height = stored.getHeight();
    int viewedWidth = orientation.swaps() ? height : width;
    int viewedHeight = orientation.swaps() ? width : height;
    BufferedImage viewed =
        new BufferedImage(
            stored.getColorModel(),
            stored.getRaster().createCompatibleWritableRaster(viewedWidth, viewedHeight),
            false,
            null);
    int[] pixel = new int[stored.getRaster().getNumBands()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        stored.getRaster().getPixel(x, y, pixel);
        viewed
            .getRaster()
            .setPixel(
                orientation.viewedX(x, y, width, height),
                orientation.viewedY(x, y, width, height),
                pixel);
      }
    }
    return viewed;
  }
}
