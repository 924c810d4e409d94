package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.raster.Colour;
import java.util.List;

/** What colour leaves, grass and flowers have in a season. */
final class Foliage {
  private Foliage() {}

  static Colour leaf(Season season, Dice dice) {
    return switch (season) {
      case SPRING -> hex(0x86b94a).mix(hex(0xa8cc66), dice.next());
      case SUMMER -> hex(0x4c8638).mix(hex(0x74a245), dice.next());
      case AUTUMN -> hex(0xc8481f).mix(hex(0xe8ab35), dice.next());
      case WINTER -> hex(0x8a7a66);
    };
  }

  static Colour needle(Season season, Dice dice) {
    Colour green = hex(0x2f5a3e).mix(hex(0x4a7048), dice.next());
    return season == Season.WINTER ? green.mix(hex(0x8aa0a8), 0.2) : green;
  }

  static Colour grass(Season season) {
    return switch (season) {
      case SPRING -> hex(0x79ad45);
      case SUMMER -> hex(0x5f9440);
      case AUTUMN -> hex(0xae9248);
      case WINTER -> hex(0xe6edf5);
    };
  }

  static Colour patch(Season season) {
    return switch (season) {
      case SPRING -> hex(0xa4c763);
      case SUMMER -> hex(0x86a84c);
      case AUTUMN -> hex(0xc2803c);
      case WINTER -> hex(0xcfdcea);
    };
  }

  static List<Colour> wildflowers() {
    return List.of(
        hex(0xe8536a), hex(0xf4c63a), hex(0xf7f3ea), hex(0x9a6fc8), hex(0xf08fb4), hex(0xf0803a));
  }
}
