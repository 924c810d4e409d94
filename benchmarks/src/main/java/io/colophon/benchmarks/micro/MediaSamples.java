package io.colophon.benchmarks.micro;

import io.colophon.labeling.Signing;
import io.colophon.labeling.credentials.CredentialsException;
import io.colophon.labeling.credentials.EmbeddedAuthority;
import io.colophon.labeling.credentials.GeneratorInfo;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files to label, made by ffmpeg, which must be installed, and a signer for them. */
final class MediaSamples {
  private MediaSamples() {}

  static String mimeType(String format) {
    return switch (format) {
      case "mp3" -> "audio/mpeg";
      case "mp4" -> "video/mp4";
      default -> "image/" + format;
    };
  }

  /** About 2 MB of a format; of MP4 a minute of 720p. */
  static Path make(Path folder, String format) throws IOException, InterruptedException {
    Path file = folder.resolve("sample." + format);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi"));
    switch (format) {
      case "png" -> picture(command, "1100x800", 12);
      case "jpeg" -> {
        picture(command, "2400x1800", 24);
        command.addAll(List.of("-q:v", "2"));
      }
      case "webp" -> {
        picture(command, "1400x1000", 24);
        command.addAll(List.of("-c:v", "libwebp", "-quality", "98"));
      }
      case "mp3" -> command.addAll(List.of("-i", "anoisesrc=c=pink:d=125", "-b:a", "128k"));
      case "mp4" ->
          command.addAll(
              List.of(
                  "-i",
                  "testsrc2=s=1280x720:r=25:d=60",
                  "-f",
                  "lavfi",
                  "-i",
                  "sine=d=60",
                  "-c:v",
                  "libx264",
                  "-preset",
                  "ultrafast",
                  "-pix_fmt",
                  "yuv420p",
                  "-c:a",
                  "aac"));
      default -> throw new IllegalArgumentException("no sample of " + format);
    }
    command.add(file.toString());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("ffmpeg ended with " + code + ": " + command);
    }
    return file;
  }

  static Signing signing(Path folder) throws CredentialsException {
    Clock clock = Clock.systemUTC();
    EmbeddedAuthority authority =
        EmbeddedAuthority.open(folder.resolve("keys"), "Benchmark", clock, new SecureRandom());
    return new Signing(
        new SigningCredentials(
            authority,
            Optional.empty(),
            SigningCredentials.Settings.of(new GeneratorInfo("Colophon", "0.1.0")),
            clock,
            UUID::randomUUID),
        new ManifestValidator(TrustAnchors.of(List.of(authority.root())), clock));
  }

  private static void picture(List<String> command, String size, int noise) {
    command.addAll(
        List.of(
            "-i",
            "testsrc2=s=" + size + ":d=1:r=1,noise=alls=" + noise + ":allf=t",
            "-frames:v",
            "1"));
  }
}
