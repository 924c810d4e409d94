package io.colophon.labeling.watermark;

/** The marks that Colophon writes; {@code docs/watermarks.md} says how, and what they survive. */
public final class Watermarks {
  private static final PictureWatermark PICTURE = new LatticePictureWatermark();

  private static final FilmWatermark FILM = new LatticeFilmWatermark();

  private static final SoundWatermark SOUND = new PatchworkSoundWatermark();

  private Watermarks() {}

  public static PictureWatermark picture() {
    return PICTURE;
  }

  public static FilmWatermark film() {
    return FILM;
  }

  public static SoundWatermark sound() {
    return SOUND;
  }
}
