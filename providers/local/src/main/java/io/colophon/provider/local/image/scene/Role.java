package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.prompt.SubjectKind.*;

import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.scene.Thing.Move;
import java.util.Map;

/**
 * How a thing with a sprite usually stands in a scene.
 *
 * @param size height in units of the stage
 * @param depth where it stands: 0 the horizon, 1 the lower edge; of things in the air, height from
 *     the top of the picture to the horizon
 * @param hero factor on the size where it is the first thing of the prompt
 */
record Role(float size, float depth, float hero, Move move, Kind kind) {

  /** What sort of thing. */
  enum Kind {
    BUILDING,
    CREATURE,
    PLANT,
    VESSEL,
    AIRBORNE
  }

  static final Map<SubjectKind, Role> ROLES =
      Map.ofEntries(
          Map.entry(HOUSE, new Role(0.27f, 0.4f, 1.15f, Move.STANDS, Kind.BUILDING)),
          Map.entry(CASTLE, new Role(0.36f, 0.3f, 1.2f, Move.STANDS, Kind.BUILDING)),
          Map.entry(PAGODA, new Role(0.42f, 0.36f, 1.1f, Move.STANDS, Kind.BUILDING)),
          Map.entry(TOWER, new Role(0.44f, 0.36f, 1.1f, Move.STANDS, Kind.BUILDING)),
          Map.entry(WINDMILL, new Role(0.42f, 0.42f, 1.1f, Move.STANDS, Kind.BUILDING)),
          Map.entry(LIGHTHOUSE, new Role(0.5f, 0.3f, 1.05f, Move.STANDS, Kind.VESSEL)),
          Map.entry(TENT, new Role(0.17f, 0.6f, 1.3f, Move.STANDS, Kind.BUILDING)),
          Map.entry(CAR, new Role(0.13f, 0.72f, 1.25f, Move.ROLLS, Kind.CREATURE)),
          Map.entry(TRAIN, new Role(0.14f, 0.6f, 1.25f, Move.ROLLS, Kind.CREATURE)),
          Map.entry(CAT, new Role(0.3f, 0.84f, 1.55f, Move.SWAYS, Kind.CREATURE)),
          Map.entry(DOG, new Role(0.27f, 0.82f, 1.5f, Move.SWAYS, Kind.CREATURE)),
          Map.entry(RABBIT, new Role(0.2f, 0.84f, 1.6f, Move.SWAYS, Kind.CREATURE)),
          Map.entry(PANDA, new Role(0.32f, 0.82f, 1.5f, Move.SWAYS, Kind.CREATURE)),
          Map.entry(HORSE, new Role(0.3f, 0.72f, 1.35f, Move.STANDS, Kind.CREATURE)),
          Map.entry(SHEEP, new Role(0.15f, 0.6f, 1.4f, Move.STANDS, Kind.CREATURE)),
          Map.entry(DEER, new Role(0.27f, 0.7f, 1.35f, Move.STANDS, Kind.CREATURE)),
          Map.entry(PERSON, new Role(0.18f, 0.66f, 1.35f, Move.STANDS, Kind.CREATURE)),
          Map.entry(MUSHROOM, new Role(0.16f, 0.86f, 1.9f, Move.STANDS, Kind.PLANT)),
          Map.entry(CACTUS, new Role(0.27f, 0.55f, 1.2f, Move.STANDS, Kind.PLANT)),
          Map.entry(ROCK, new Role(0.13f, 0.7f, 1.3f, Move.STANDS, Kind.PLANT)),
          Map.entry(SUNFLOWER, new Role(0.4f, 0.96f, 1.15f, Move.SWAYS, Kind.PLANT)),
          Map.entry(TULIP, new Role(0.24f, 0.95f, 1.25f, Move.SWAYS, Kind.PLANT)),
          Map.entry(ROSE, new Role(0.3f, 0.96f, 1.35f, Move.SWAYS, Kind.PLANT)),
          Map.entry(LOTUS, new Role(0.13f, 0.72f, 1.3f, Move.FLOATS, Kind.VESSEL)),
          Map.entry(BOAT, new Role(0.24f, 0.4f, 1.2f, Move.FLOATS, Kind.VESSEL)),
          Map.entry(SHIP, new Role(0.19f, 0.3f, 1.2f, Move.FLOATS, Kind.VESSEL)),
          Map.entry(WHALE, new Role(0.2f, 0.42f, 1.25f, Move.FLOATS, Kind.VESSEL)),
          Map.entry(FISH, new Role(0.15f, 0.6f, 1.3f, Move.SWIMS, Kind.VESSEL)),
          Map.entry(BALLOON, new Role(0.26f, 0.62f, 1.2f, Move.HOVERS, Kind.AIRBORNE)),
          Map.entry(LANTERN, new Role(0.1f, 0.6f, 1.2f, Move.HOVERS, Kind.AIRBORNE)),
          Map.entry(KITE, new Role(0.17f, 0.45f, 1.2f, Move.HOVERS, Kind.AIRBORNE)),
          Map.entry(AIRPLANE, new Role(0.13f, 0.42f, 1.25f, Move.FLIES, Kind.AIRBORNE)),
          Map.entry(ROCKET, new Role(0.3f, 0.7f, 1.2f, Move.HOVERS, Kind.AIRBORNE)));
}
