package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sprites of the resource {@code sprites.txt}, read once. Immutable. */
final class SpriteBook {
  private static final Map<String, Sprite> SPRITES = load();

  private SpriteBook() {}

  /**
   * @throws IllegalArgumentException if there is no such sprite
   */
  static Sprite get(String name) {
    Sprite sprite = SPRITES.get(name);
    if (sprite == null) {
      throw new IllegalArgumentException("no sprite " + name + ", there are " + SPRITES.keySet());
    }
    return sprite;
  }

  static boolean has(String name) {
    return SPRITES.containsKey(name);
  }

  private static Map<String, Sprite> load() {
    Map<String, Sprite> sprites = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                SpriteBook.class.getResourceAsStream("sprites.txt"),
                "sprites.txt is not packaged");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      @Nullable String name = null;
      Colour main = Colour.WHITE;
      List<Sprite.Part> parts = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("//")) {
          continue;
        }
        String[] words = line.trim().split("\\s+");
        if (words[0].equals("sprite")) {
          keep(sprites, name, main, parts);
          name = words[1];
          main = Colour.hex(Integer.parseInt(words[2].substring(1), 16));
          parts = new ArrayList<>();
        } else {
          parts.add(part(words));
        }
      }
      keep(sprites, name, main, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(sprites);
  }

  private static void keep(
      Map<String, Sprite> sprites, @Nullable String name, Colour main, List<Sprite.Part> parts) {
    if (name != null) {
      sprites.put(name, new Sprite(name, main, List.copyOf(parts)));
    }
  }

  private static Sprite.Part part(String[] words) {
    String[] fill = words[0].split("\\*", -1);
    float shade = fill.length > 1 ? Float.parseFloat(fill[1]) : 1;
    Colour own =
        fill[0].equals("main") ? null : Colour.hex(Integer.parseInt(fill[0].substring(1), 16));
    Sprite.Finish finish = Sprite.Finish.valueOf(words[1].toUpperCase(Locale.ROOT));
    return new Sprite.Part(finish, own, shade, path(words));
  }

  private static Path path(String[] words) {
    Path path = new Path();
    int i = 2;
    while (i < words.length) {
      String command = words[i];
      double[] n = new double[arity(command)];
      for (int k = 0; k < n.length; k++) {
        n[k] = Double.parseDouble(words[i + 1 + k]);
      }
      switch (command) {
        case "e" -> path.ellipse(n[0], n[1], n[2], n[3]);
        case "r" -> path.rectangle(n[0], n[1], n[2], n[3]);
        case "l" -> path.limb(n[0], n[1], n[2], n[3], n[4], n[5]);
        case "M" -> path.moveTo(n[0], n[1]);
        case "L" -> path.lineTo(n[0], n[1]);
        case "Q" -> path.quadTo(n[0], n[1], n[2], n[3]);
        default -> path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5]);
      }
      i += n.length + 1;
    }
    return path;
  }

  private static int arity(String command) {
    return switch (command) {
      case "M", "L" -> 2;
      case "e", "r", "Q" -> 4;
      case "l", "C" -> 6;
      default ->
          throw new IllegalArgumentException(
              "sprites.txt: command " + command + ", expected one of e r l M L Q C");
    };
  }
}
