package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.prompt.SubjectKind.*;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.prompt.Weather;
import java.util.EnumSet;
import java.util.Set;

/** The kind of place a scene plays in. */
enum Setting {
  MEADOW,
  SEA,
  LAKE,
  DESERT,
  SPACE,
  UNDERSEA;

  private static final Set<SubjectKind> ABOVE_WATER =
      EnumSet.of(
          BOAT,
          SHIP,
          LIGHTHOUSE,
          BRIDGE,
          SubjectKind.LAKE,
          RIVER,
          LOTUS,
          ISLAND,
          BEACH,
          MOUNTAINS,
          WATERFALL,
          WHALE,
          CAT,
          PERSON,
          HOUSE);
  private static final Set<SubjectKind> ON_LAND =
      EnumSet.of(
          ROAD,
          SubjectKind.MEADOW,
          CAR,
          TRAIN,
          FOREST,
          FLOWERS,
          RIVER,
          HILLS,
          BAMBOO,
          SubjectKind.DESERT);
  private static final Set<SubjectKind> NOT_OF_SPACE =
      EnumSet.complementOf(
          EnumSet.of(SUN, MOON, STARS, GALAXY, PLANET, METEOR, ROCKET, SKY, AIRPLANE));

  static Setting of(ScenePrompt prompt) {
    boolean above = prompt.subjects().stream().anyMatch(s -> ABOVE_WATER.contains(s.kind()));
    if (prompt.has(REEF) || (prompt.has(FISH) && !above)) {
      return UNDERSEA;
    }
    boolean grounded = prompt.subjects().stream().anyMatch(s -> NOT_OF_SPACE.contains(s.kind()));
    if (!grounded
        && prompt.weather().isEmpty()
        && (prompt.has(GALAXY) || prompt.has(PLANET) || prompt.has(ROCKET))) {
      return SPACE;
    }
    if (prompt.has(SubjectKind.LAKE) || prompt.has(LOTUS) || prompt.has(WATERFALL)) {
      return LAKE;
    }
    if (prompt.has(SubjectKind.SEA)
        || prompt.has(BEACH)
        || prompt.has(ISLAND)
        || prompt.has(LIGHTHOUSE)
        || prompt.has(SHIP)
        || prompt.has(WHALE)) {
      return SEA;
    }
    if (prompt.has(BOAT) && prompt.weather().contains(Weather.STORM)) {
      return SEA;
    }
    boolean onLand = prompt.subjects().stream().anyMatch(s -> ON_LAND.contains(s.kind()));
    if (prompt.has(CITY) && !onLand) {
      return SEA;
    }
    if (prompt.has(BOAT) || prompt.has(FISH) || (prompt.has(BRIDGE) && !prompt.has(RIVER))) {
      return LAKE;
    }
    return prompt.has(SubjectKind.DESERT) || prompt.has(CACTUS) ? DESERT : MEADOW;
  }
}
