package io.colophon.labeling;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;

/** Orders and pictures that several tests use. */
public final class LabelFixtures {
  public static final String PRODUCER = "001191110102MACQD9K64010000";
  public static final String ID = "0f8c1a2b-77aa";
  public static final String JSON =
      "{\"Label\":\"1\",\"ContentProducer\":\"001191110102MACQD9K64010000\","
          + "\"ProduceID\":\"0f8c1a2b-77aa\",\"ReservedCode1\":\"\","
          + "\"ContentPropagator\":\"001191110102MACQD9K64010000\","
          + "\"PropagateID\":\"0f8c1a2b-77aa\",\"ReservedCode2\":\"\"}";

  private LabelFixtures() {}

  public static LabelOrder order(Jurisdiction... jurisdictions) {
    return new LabelOrder(
        Set.of(jurisdictions),
        PRODUCER,
        ID,
        "colophon-local",
        "0.1",
        Instant.parse("2026-11-22T01:02:03Z"));
  }

  /**
   * A picture with {@code white}, {@code black}, {@code noise}, {@code stripes} or {@code hills}.
   */
  public static BufferedImage picture(String kind, int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF000000 | colour(kind, x, y, random));
      }
    }
    return image;
  }

  private static int colour(String kind, int x, int y, Random random) {
    return switch (kind) {
      case "white" -> 0xFFFFFF;
      case "black" -> 0;
      case "noise" -> random.nextInt(1 << 24);
      case "stripes" -> (x / 3 + y / 5) % 2 == 0 ? 0xFFFFFF : 0x101010;
      default -> {
        int hill = (int) (127 + 90 * Math.sin(x / 37.0) * Math.cos(y / 23.0));
        yield hill << 16 | (255 - hill) << 8 | (hill + random.nextInt(20)) / 2;
      }
    };
  }

  public static Path png(Path file, String kind, int width, int height) throws IOException {
    ImageIO.write(picture(kind, width, height, BufferedImage.TYPE_3BYTE_BGR), "png", file.toFile());
    return file;
  }
}
