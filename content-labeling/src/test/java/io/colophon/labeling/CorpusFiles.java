package io.colophon.labeling;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of every format, made by other people's encoders. */
final class CorpusFiles {
  private static final String FILM = "testsrc2=s=426x240:r=12:d=4";
  private static final String SOUND = "anoisesrc=c=pink:a=0.4:d=9:seed=5,tremolo=f=5:d=0.6";

  private CorpusFiles() {}

  /** Makes {@code name} in a directory; the ending says what. */
  static Path make(Path directory, String name) throws Exception {
    Path file = directory.resolve(name);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    switch (ending) {
      case "png", "jpg", "gif", "tiff" -> Tool.run("convert", picture(directory), file);
      case "webp" -> Tool.ffmpeg("-i", picture(directory), "-c:v", "libwebp", file);
      case "wav" -> sound(file, "pcm_s16le");
      case "mp3" -> sound(file, "libmp3lame", "-b:a", "128k");
      case "flac" -> sound(file, "flac");
      case "ogg" -> sound(file, "libvorbis");
      case "opus" -> sound(file, "libopus");
      case "m4a" -> sound(file, "aac");
      case "mp4", "mov" -> film(file, "libx264", "aac", "-pix_fmt", "yuv420p");
      case "webm" -> film(file, "libvpx", "libopus", "-deadline", "realtime", "-b:v", "600k");
      case "mkv" -> film(file, "libx264", "aac", "-pix_fmt", "yuv420p");
      case "avi" -> film(file, "mpeg4", "libmp3lame", "-b:v", "900k");
      case "flv" -> film(file, "libx264", "aac", "-pix_fmt", "yuv420p", "-ar", "44100");
      case "pdf" -> pdf(file);
      case "html" ->
          Files.writeString(file, "<!doctype html><html><head></head><body><p>x</p></body></html>");
      case "md" -> Files.writeString(file, "---\ntitle: x\n---\n\nText.\n");
      default -> throw new IllegalArgumentException("no encoder for " + name);
    }
    return file;
  }

  private static Path picture(Path directory) throws Exception {
    Path picture = directory.resolve("picture-for-others.png");
    return Files.exists(picture) ? picture : LabelFixtures.png(picture, "hills", 512, 384);
  }

  private static void sound(Path file, Object... codec) throws Exception {
    Object[] before = {"-f", "lavfi", "-i", SOUND, "-ar", "48000", "-ac", "2", "-c:a"};
    Tool.ffmpeg(joined(before, joined(codec, new Object[] {file})));
  }

  private static void film(Path file, String video, String audio, Object... more) throws Exception {
    Object[] before = {
      "-f", "lavfi", "-i", FILM, "-f", "lavfi", "-i", "sine=f=440:d=4", "-c:v", video, "-c:a", audio
    };
    Tool.ffmpeg(joined(before, joined(more, new Object[] {"-shortest", file})));
  }

  private static void pdf(Path file) throws Exception {
    String page =
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
            + "<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n"
            + "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>\nendobj\n"
            + "trailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n";
    Path rough = file.resolveSibling("rough.pdf");
    Files.write(rough, page.getBytes(StandardCharsets.US_ASCII));
    // qpdf writes what the rough file lacks and says so: exit code 3.
    Tool.run("qpdf", "--warning-exit-0", rough, file);
  }

  private static Object[] joined(Object[] first, Object[] second) {
    Object[] all = new Object[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
