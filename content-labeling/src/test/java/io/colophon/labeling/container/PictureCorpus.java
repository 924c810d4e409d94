package io.colophon.labeling.container;

import io.colophon.labeling.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Pictures of every kind, made by encoders that are not ours. */
public enum PictureCorpus {
  PNG_RGB("png", "image/png", "convert -size 193x161 plasma:red-blue png24:OUT"),
  PNG_GREY16("png", "image/png", "convert -size 193x161 gradient: -depth 16 -colorspace Gray OUT"),
  PNG_PALETTE("png", "image/png", "convert -size 193x161 plasma: -colors 16 png8:OUT"),
  PNG_ONE_BIT("png", "image/png", "convert -size 193x161 pattern:checkerboard -monochrome OUT"),
  PNG_INTERLACED("png", "image/png", "convert -size 193x161 plasma: -interlace PNG OUT"),
  PNG_ALPHA("png", "image/png", "convert -size 193x161 radial-gradient:none-red png32:OUT"),
  PNG_ANIMATED(
      "png",
      "image/png",
      "ffmpeg -v error -y -f lavfi -i testsrc2=s=192x160:r=5:d=1 -f apng -plays 0 OUT"),
  JPEG("jpg", "image/jpeg", "convert -size 193x161 plasma: -quality 90 OUT"),
  JPEG_PROGRESSIVE("jpg", "image/jpeg", "convert -size 193x161 plasma: -interlace JPEG OUT"),
  JPEG_GREY("jpg", "image/jpeg", "convert -size 193x161 gradient: -colorspace Gray OUT"),
  JPEG_CMYK("jpg", "image/jpeg", "convert -size 193x161 plasma: -colorspace CMYK OUT"),
  JPEG_FFMPEG(
      "jpg",
      "image/jpeg",
      "ffmpeg -v error -y -f lavfi -i gradients=s=192x160:d=1:c0=0x806040:c1=0x4080a0:seed=1"
          + " -frames:v 1 -pix_fmt yuvj420p OUT"),
  WEBP_LOSSY("webp", "image/webp", "convert -size 193x161 plasma: -quality 80 OUT"),
  WEBP_LOSSLESS(
      "webp", "image/webp", "convert -size 193x161 plasma: -define webp:lossless=true OUT"),
  WEBP_ALPHA("webp", "image/webp", "convert -size 193x161 radial-gradient:none-red OUT"),
  WEBP_ANIMATED(
      "webp",
      "image/webp",
      "ffmpeg -v error -y -f lavfi -i testsrc2=s=192x160:r=5:d=1 -c:v libwebp_anim -loop 0 OUT"),
  GIF("gif", "image/gif", "convert -size 193x161 plasma: -colors 64 OUT"),
  GIF_87A("gif", "image/gif", "convert -size 193x161 plasma: -colors 16 gif87:OUT"),
  GIF_ANIMATED(
      "gif", "image/gif", "ffmpeg -v error -y -f lavfi -i testsrc2=s=192x160:r=5:d=1 -loop 0 OUT"),
  GIF_TRANSPARENT(
      "gif",
      "image/gif",
      "convert -delay 10 -dispose Background -size 193x161 xc:none -fill red -draw"
          + " circle+30,30+40,40 -dispose None -size 40x20 -page 193x161 xc:blue -loop 0 OUT"),
  TIFF("tif", "image/tiff", "convert -size 193x161 plasma: -compress none OUT"),
  TIFF_BIG_ENDIAN(
      "tif", "image/tiff", "convert -size 193x161 plasma: -endian MSB -compress LZW OUT"),
  TIFF_DEEP("tif", "image/tiff", "convert -size 193x161 plasma: -depth 16 -compress Zip OUT"),
  TIFF_PAGES(
      "tif", "image/tiff", "convert -size 193x161 plasma: gradient: -compress LZW -depth 8 OUT"),
  TIFF_BIG("tif", "image/tiff", "convert -size 193x161 plasma: -compress Zip tiff64:OUT"),
  AVIF("avif", "image/avif", "convert -size 193x161 plasma: -quality 60 OUT"),
  AVIF_FFMPEG(
      "avif",
      "image/avif",
      "ffmpeg -v error -y -f lavfi -i testsrc2=s=192x160:d=1 -frames:v 1 -c:v libaom-av1"
          + " -still-picture 1 -cpu-used 8 OUT"),
  HEIC("heic", "image/heic", "convert -size 193x161 plasma: -quality 60 OUT");

  private final String extension;
  private final String mimeType;
  private final String command;

  PictureCorpus(String extension, String mimeType, String command) {
    this.extension = extension;
    this.mimeType = mimeType;
    this.command = command;
  }

  public String extension() {
    return extension;
  }

  public String mimeType() {
    return mimeType;
  }

  public Path make(Path directory) throws Exception {
    Path file = directory.resolve(name() + "." + extension);
    Object[] words =
        Arrays.stream(command.split(" "))
            .map(word -> word.replace('+', ' ').replace("OUT", file.toString()))
            .toArray();
    Tool.run(words);
    return file;
  }

  /** Every sample of every frame, as ImageMagick decodes it. */
  public static byte[] samples(Path file, Path directory) throws Exception {
    Path samples = directory.resolve("samples.rgba");
    boolean drawnOver = file.toString().endsWith(".gif");
    Tool.run(
        "convert", file, drawnOver ? "-coalesce" : "-strip", "-depth", "16", "rgba:" + samples);
    return Files.readAllBytes(samples);
  }
}
