package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.LabelWriter.Written;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes labelled copies of films, and asks other programs what is in them. */
final class FilmCopies {
  static final LabelMetadata METADATA =
      LabelMetadata.of(
          LabelFixtures.order(Jurisdiction.CN),
          AigcLabel.generated(LabelFixtures.order(Jurisdiction.CN)));

  private FilmCopies() {}

  /**
   * @param binding what the manifest would be bound to
   */
  record Copy(Path file, Written written, byte[] binding) {}

  static LabelWriter writer(String mimeType) {
    return FilmWriters.all().stream()
        .filter(writer -> writer.mimeTypes().contains(mimeType))
        .findFirst()
        .orElseThrow();
  }

  /** A copy; where there is room for a store it is filled with the byte 0xA5. */
  static Copy write(Path input, String mimeType, int storeBytes, Path output)
      throws IOException, LabelingException {
    LabelWriter writer = writer(mimeType);
    try (Source source = Source.open(input);
        FileChannel channel =
            FileChannel.open(
                output,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Written written =
          writer.write(source, METADATA, storeBytes, new LabelOutput(channel, digest));
      assertThat(written.place().isPresent()).isEqualTo(storeBytes > 0);
      if (storeBytes > 0) {
        StorePlace place = written.place().orElseThrow();
        assertThat(place.storeBytes()).isEqualTo(storeBytes);
        byte[] store = new byte[storeBytes];
        Arrays.fill(store, (byte) 0xA5);
        writer.fill(channel, place, store);
      }
      return new Copy(output, written, digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A hash of every decoded frame and of every packet's time, of all streams. */
  static String frames(Path film) throws Exception {
    return Tool.run(
        "ffmpeg", "-v", "error", "-i", film, "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-");
  }

  /** A hash of the first frame after a jump to so many seconds. */
  static String jump(Path film, double seconds) throws Exception {
    return Tool.run(
        "ffmpeg",
        "-v",
        "error",
        "-ss",
        seconds,
        "-i",
        film,
        "-frames:v",
        "1",
        "-an",
        "-f",
        "framemd5",
        "-");
  }

  /** Labels and stores that our readers find. */
  static Found read(MediaFormat format, Path film) throws IOException {
    Found found = new Found();
    try (Source source = Source.open(film)) {
      assertThat(format.recognises(source.head(MediaFormat.HEAD_BYTES))).isTrue();
      format.read(source, found);
    }
    return found;
  }

  static final class Found implements LabelSink {
    final List<String> labels = new ArrayList<>();
    final List<String> carriers = new ArrayList<>();
    final List<StorePlace> manifests = new ArrayList<>();
    final List<String> broken = new ArrayList<>();

    @Override
    public void label(String carrier, String raw) {
      carriers.add(carrier);
      labels.add(raw);
    }

    @Override
    public void manifest(StorePlace place) {
      manifests.add(place);
    }

    @Override
    public void note(String code, String detail) {}

    @Override
    public void broken(String code, String detail) {
      broken.add(code);
    }
  }
}
