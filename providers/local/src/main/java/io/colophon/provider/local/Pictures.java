package io.colophon.provider.local;

import io.colophon.provider.local.image.Picture;
import io.colophon.provider.local.image.PictureException;
import io.colophon.provider.local.image.PictureFile;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;

/** What models for pictures and films have in common. */
final class Pictures {
  private Pictures() {}

  /** Reads a picture of a request. */
  static Picture decode(String parameter, Part.Media media) {
    try {
      return PictureFile.decode(media.bytes().duplicate());
    } catch (PictureException e) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, parameter + ": " + e.getMessage(), null, e);
    }
  }

  /**
   * Refuses sides out of range.
   *
   * @param parameter name of the size in the request
   */
  static PixelSize checked(String parameter, PixelSize size, int least, int most) {
    if (Math.min(size.width(), size.height()) < least
        || Math.max(size.width(), size.height()) > most) {
      throw Report.invalid(
          parameter, size, "a width and a height of " + least + " to " + most + " pixels");
    }
    return size;
  }

  /** The picture's own size, made to fit between two lengths of side with its form kept. */
  static PixelSize fitting(Picture picture, int least, int most) {
    double longer = Math.max(picture.width(), picture.height());
    double scale = Math.min(1, most / longer);
    return new PixelSize(
        side(picture.width() * scale, least, most), side(picture.height() * scale, least, most));
  }

  private static int side(double length, int least, int most) {
    return (int) Math.max(least, Math.min(most, Math.round(length)));
  }
}
