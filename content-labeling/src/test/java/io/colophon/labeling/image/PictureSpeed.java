package io.colophon.labeling.image;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.PictureWriters;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/** Prints what labelling of pictures costs beside its floor, in the same run; no test. */
final class PictureSpeed {
  private static final int ROUNDS = 25;

  private PictureSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("speed");
    Path png = directory.resolve("in.png");
    BufferedImage hills = LabelFixtures.picture("hills", 1024, 1024, BufferedImage.TYPE_3BYTE_BGR);
    ImageIO.write(hills, "png", png.toFile());
    Path jpeg = directory.resolve("in.jpg");
    ImageIO.write(
        LabelFixtures.picture("noise", 1600, 1200, BufferedImage.TYPE_3BYTE_BGR),
        "jpg",
        jpeg.toFile());
    Path webp = directory.resolve("in.webp");
    ImageIO.write(hills, "webp", webp.toFile());
    for (Path file : new Path[] {png, jpeg, webp}) {
      metadata(directory, file);
    }
    PngCodec codec = new PngCodec();
    Path output = directory.resolve("out.png");
    double alone =
        millis(
            () -> {
              codec.encode(codec.decode(png), png, output);
              return 0;
            });
    MediaMarker marker = new PictureMarker(codec, new CellWatermark());
    double drawn =
        millis(
            () -> {
              try (Scratch scratch = new Scratch(directory)) {
                return marker.mark(
                    png,
                    "image/png",
                    Optional.of(ShownLabel.of("AI生成")),
                    OptionalLong.empty(),
                    output,
                    scratch);
              }
            });
    MediaMarker.Marked marked;
    try (Scratch scratch = new Scratch(directory)) {
      marked =
          marker.mark(
              png,
              "image/png",
              Optional.of(ShownLabel.of("AI生成")),
              OptionalLong.empty(),
              output,
              scratch);
    }
    double checked = millis(() -> marker.missing(output, "image/png", marked));
    System.out.printf(
        "png 1024x1024: decode+encode %.1f ms, drawn %.1f ms (%.2fx), read back %.1f ms (%.2fx)%n",
        alone, drawn, drawn / alone, checked, (drawn + checked) / alone);
  }

  private static void metadata(Path directory, Path file) throws Exception {
    String type = Files.probeContentType(file);
    LabelWriter writer =
        PictureWriters.all().stream()
            .filter(each -> each.mimeTypes().contains(type))
            .findFirst()
            .orElseThrow();
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    LabelMetadata metadata = LabelMetadata.of(order, AigcLabel.generated(order));
    Path output = directory.resolve("labelled");
    double floor =
        millis(
            () -> {
              MessageDigest digest = MessageDigest.getInstance("SHA-256");
              byte[] page = new byte[1 << 16];
              try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(page); n >= 0; n = in.read(page)) {
                  digest.update(page, 0, n);
                }
              }
              return digest.digest();
            });
    for (boolean bound : new boolean[] {false, true}) {
      double written =
          millis(
              () -> {
                MessageDigest digest = bound ? MessageDigest.getInstance("SHA-256") : null;
                try (Source source = Source.open(file);
                    FileChannel channel =
                        FileChannel.open(
                            output,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                  LabelOutput out = new LabelOutput(channel, digest);
                  writer.write(source, metadata, bound ? 2000 : 0, out);
                  out.flush();
                }
                return 0;
              });
      System.out.printf(
          "%s of %d kB: hash %.2f ms, label%s %.2f ms (%.2fx)%n",
          type,
          Files.size(file) >> 10,
          floor,
          bound ? " and binding" : "",
          written,
          written / floor);
    }
  }

  /** CPU time of this thread, a quarter of the rounds are faster. */
  private static double millis(Callable<?> work) throws Exception {
    double[] times = new double[ROUNDS];
    for (int i = 0; i < 40; i++) {
      work.call();
    }
    for (int i = 0; i < ROUNDS; i++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.call();
      times[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[ROUNDS / 4];
  }
}
