package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.prompt.SubjectKind.*;
import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.prompt.Place;
import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.prompt.Subject;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.raster.Colour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Places the things of a prompt in the landscape, far ones behind near ones. For one scene. */
final class Cast {
  private static final int MAX_OF_ONE_KIND = 24;
  private static final Set<SubjectKind> TREES = EnumSet.of(TREE, PINE, PALM, BLOSSOM_TREE, WILLOW);
  private static final Set<SubjectKind> FLORAL = EnumSet.of(FLOWERS, SUNFLOWER, TULIP, ROSE);
  private static final Set<SubjectKind> LAND_ONLY =
      EnumSet.of(PERSON, CAT, DOG, RABBIT, PANDA, HORSE, SHEEP, DEER, CAR, TRAIN, TENT, MUSHROOM);

  private final ScenePrompt prompt;
  private final Setting setting;
  private final Stage stage;
  private final List<Element> elements;
  private final Dice dice;
  private final Slots ground;
  private final Slots sky;
  private final List<Standing> standing = new ArrayList<>();
  private int number;

  Cast(ScenePrompt prompt, Setting setting, Stage stage, List<Element> elements) {
    this.prompt = prompt;
    this.setting = setting;
    this.stage = stage;
    this.elements = elements;
    this.dice = stage.dice(401);
    this.ground = new Slots(stage.dice(402));
    this.sky = new Slots(stage.dice(403));
  }

  private record Standing(float y, Element element) {}

  /** Whether something of the prompt has to stand on land in front of the water. */
  static boolean needsShore(ScenePrompt prompt) {
    return prompt.subjects().stream()
        .anyMatch(
            s ->
                LAND_ONLY.contains(s.kind())
                    || s.kind() == MEADOW
                    || (s.kind() == PALM && !prompt.has(ISLAND))
                    || (onBank(s.kind()) && (prompt.has(SEA) || s.place() == Place.NEAR)));
  }

  static boolean floral(ScenePrompt prompt) {
    return prompt.subjects().stream().anyMatch(s -> FLORAL.contains(s.kind()));
  }

  /** Stands buildings and trees on the far bank of a lake, before the water mirrors them. */
  static void farBank(ScenePrompt prompt, Stage stage, List<Element> elements) {
    Cast cast = new Cast(prompt, Setting.LAKE, stage, elements);
    for (Subject subject : prompt.subjects()) {
      if (onBank(subject.kind()) && subject.place() != Place.NEAR) {
        cast.many(subject, Landscape.FAR_BANK - 0.01f, 0.62f);
      }
    }
    cast.paintInOrder();
  }

  private static boolean onBank(SubjectKind kind) {
    Role role = Role.ROLES.get(kind);
    return (role != null && role.kind() == Role.Kind.BUILDING && kind != TENT)
        || (TREES.contains(kind) && kind != PALM)
        || kind == VILLAGE;
  }

  void build() {
    for (Subject subject : prompt.subjects()) {
      place(subject);
    }
    paintInOrder();
    flowers();
  }

  private void paintInOrder() {
    standing.sort(Comparator.comparingDouble(Standing::y));
    standing.forEach(s -> elements.add(s.element()));
    standing.clear();
  }

  private void place(Subject subject) {
    switch (subject.kind()) {
      case BIRD -> birds(subject);
      case BUTTERFLY ->
          elements.add(new Butterflies(stage, Math.min(20, subject.countOr(4)), subject.colour()));
      case BRIDGE -> elements.add(new Bridge(stage, subject.colour().orElse(hex(0x9a8f80))));
      case WALL -> elements.add(new GreatWall(stage));
      case BAMBOO -> elements.add(new Bamboo(stage, prompt.has(PANDA) ? 0.5f : 1));
      case ISLAND -> island(subject);
      default -> {
        boolean done =
            onBank(subject.kind()) && setting == Setting.LAKE && subject.place() != Place.NEAR;
        if (!done) {
          many(subject, -1, 1);
        }
      }
    }
  }

  /**
   * @param depth where all stand; negative for the usual depth of the kind
   */
  private void many(Subject subject, float depth, float scale) {
    if (subject.kind() == VILLAGE) {
      Subject house = new Subject(HOUSE, 7, subject.colour(), subject.place(), 0);
      many(house, depth, scale * 0.6f);
      return;
    }
    Role role = Role.ROLES.get(subject.kind());
    boolean tree = TREES.contains(subject.kind());
    if (role == null && !tree) {
      return;
    }
    int usual =
        switch (subject.kind()) {
          case SHEEP -> 5;
          case FISH -> setting == Setting.UNDERSEA ? 7 : 1;
          case BALLOON -> 1;
          case LANTERN -> 9;
          case LOTUS -> 6;
          case MUSHROOM -> 3;
          case CACTUS -> 3;
          case TULIP, SUNFLOWER -> 5;
          default -> 1;
        };
    int count = Math.min(MAX_OF_ONE_KIND, subject.countOr(usual));
    for (int i = 0; i < count; i++) {
      if (role == null) {
        tree(subject, i, count, depth, scale);
      } else if (role.kind() == Role.Kind.AIRBORNE) {
        airborne(subject, role, i, count);
      } else {
        standing(subject, role, i, count, depth, scale);
      }
    }
  }

  private float depthOf(Subject subject, float usual, int i) {
    float depth = usual;
    if (subject.place() == Place.FAR) {
      depth = Math.min(0.24f, usual * 0.5f);
    } else if (subject.place() == Place.NEAR) {
      depth = 0.92f;
    }
    depth += i == 0 ? 0 : dice.between(-0.14, 0.1);
    return Math.max(0.08f, Math.min(1, depth));
  }

  private boolean hero(Subject subject) {
    Optional<Subject> first =
        prompt.subjects().stream()
            .filter(s -> Role.ROLES.containsKey(s.kind()) || TREES.contains(s.kind()))
            .findFirst();
    return first.isPresent() && first.get() == subject;
  }

  private float sizeOf(Subject subject, float size, float hero, int count) {
    float grown = size * (hero(subject) && count <= 2 ? hero : 1) * (1 + 0.4f * subject.size());
    return stage.unit() * grown * (count > 4 ? 0.78f : 1);
  }

  private void standing(
      Subject subject, Role role, int i, int count, float fixedDepth, float scale) {
    float depth = fixedDepth >= 0 ? fixedDepth : depthOf(subject, role.depth(), i);
    boolean onWater = role.kind() == Role.Kind.VESSEL;
    boolean water = setting == Setting.SEA || setting == Setting.LAKE;
    if (fixedDepth < 0 && water && !onWater) {
      depth = Math.max(depth, 0.9f);
    }
    float size = sizeOf(subject, role.size(), role.hero(), count) * scale;
    if (fixedDepth < 0) {
      size *= (0.35f + depth) / (0.35f + role.depth());
      if (water && role.kind() == Role.Kind.BUILDING) {
        size *= 0.8f;
      }
    }
    float y = stage.horizon() + (stage.height() - stage.horizon()) * depth;
    if (setting == Setting.UNDERSEA) {
      y = stage.height() * dice.between(0.25, 0.78);
      size *= dice.between(0.6, 1.15);
    }
    if (setting == Setting.DESERT && role.kind() != Role.Kind.VESSEL) {
      y = Math.max(y, stage.horizon() + (stage.height() - stage.horizon()) * 0.6f);
    }
    Sprite sprite = spriteOf(subject);
    float half = size * sprite.reach() / stage.width();
    float x = ground.take(subject.place(), half, i) * stage.width();
    Colour main = subject.colour().orElse(sprite.main());
    boolean mirror = role.kind() != Role.Kind.BUILDING && x > stage.width() * 0.56f;
    if (setting == Setting.UNDERSEA && subject.colour().isEmpty() && i % 3 == 1) {
      main = i % 2 == 0 ? hex(0xf4d04a) : hex(0x5aa0e0);
    }
    number++;
    add(y, new Thing(stage, sprite, main, x, y, size, mirror, role.move(), number));
    if (subject.kind() == WINDMILL) {
      add(y + 0.1f, new Sails(stage, x, y - size * 0.66f, size * 0.44f));
    } else if (subject.kind() == LIGHTHOUSE && stage.light().windowsLit()) {
      add(y + 0.1f, new Beam(stage, x, y - size * 0.815f));
    }
  }

  private void airborne(Subject subject, Role role, int i, int count) {
    float size = sizeOf(subject, role.size(), role.hero(), count);
    float spread = i == 0 ? 0 : dice.between(-0.34, 0.2);
    size *= i == 0 ? 1 : dice.between(0.45, 0.85);
    float room = setting == Setting.SPACE ? stage.height() * 0.9f : stage.horizon();
    float y = Math.max(size * 1.08f, room * (role.depth() + spread));
    float x = sky.take(subject.place(), size * 0.45f / stage.width(), i) * stage.width();
    Sprite sprite = SpriteBook.get(subject.kind().name().toLowerCase(Locale.ROOT));
    Colour main = subject.colour().orElse(sprite.main());
    if (subject.colour().isEmpty() && i > 0 && subject.kind() == BALLOON) {
      Colour[] more = {hex(0x3f7fd0), hex(0xf0a02c), hex(0x4ca05a), hex(0x9a5ac0), hex(0xe0559a)};
      main = more[i % more.length];
    }
    number++;
    boolean mirror = subject.kind() == AIRPLANE && x > stage.width() * 0.6f;
    Thing thing = new Thing(stage, sprite, main, x, y, size, mirror, role.move(), number);
    if (subject.kind() == LANTERN) {
      standing.add(new Standing(y - 0.1f, new Gleam(stage, x, y - size * 0.55f, size * 1.5f)));
    }
    add(y, thing);
  }

  private void tree(Subject subject, int i, int count, float fixedDepth, float scale) {
    boolean water = setting == Setting.SEA || setting == Setting.LAKE;
    float depth = fixedDepth >= 0 ? fixedDepth : depthOf(subject, 0.5f, i);
    if (fixedDepth < 0 && water) {
      depth = Math.max(0.86f, depth);
    }
    float size = sizeOf(subject, 0.46f, 1.25f, count) * scale * dice.between(0.9, 1.1);
    if (fixedDepth < 0) {
      size *= (0.35f + depth) / 0.85f;
    }
    float y = stage.horizon() + (stage.height() - stage.horizon()) * depth;
    float x = ground.take(subject.place(), size * 0.38f / stage.width(), i) * stage.width();
    Season season = stage.season();
    Tree.Kind kind =
        switch (subject.kind()) {
          case PINE -> Tree.Kind.PINE;
          case PALM -> Tree.Kind.PALM;
          case WILLOW -> Tree.Kind.WILLOW;
          case BLOSSOM_TREE -> Tree.Kind.BLOSSOM;
          default -> season == Season.WINTER ? Tree.Kind.BARE : Tree.Kind.BROADLEAF;
        };
    Colour leaf =
        switch (kind) {
          case PINE -> Foliage.needle(season, dice);
          case BLOSSOM -> hex(0xf6bcd2);
          case PALM -> hex(0x4f8f3f);
          case WILLOW -> hex(0x9ab85a);
          default -> Foliage.leaf(season, dice);
        };
    number++;
    add(y, new Tree(stage, kind, x, y, size, subject.colour().orElse(leaf), number));
  }

  private void birds(Subject subject) {
    int count = Math.min(40, subject.countOr(5));
    float span = stage.unit() * (count == 1 ? 0.16f : count < 5 ? 0.11f : 0.085f);
    span *= 1 + 0.4f * subject.size();
    float x = sky.take(subject.place(), count * span * 0.3f / stage.width(), 1) * stage.width();
    float y = stage.horizon() * dice.between(0.3, 0.46);
    boolean white = setting == Setting.SEA && !stage.light().night() && prompt.weather().isEmpty();
    Colour usual = white && stage.light().lamp().luma() > 0.58f ? hex(0xf4f6f8) : hex(0x2c3038);
    elements.add(new Birds(stage, count, x, y, span, subject.colour().orElse(usual)));
  }

  private void island(Subject subject) {
    float x = ground.take(subject.place(), 0.14f, 0) * stage.width();
    float y = stage.horizon() + (stage.height() - stage.horizon()) * 0.2f;
    elements.add(new Island(stage, x, y, stage.unit() * 0.3f));
    for (int i = 0; i < 3; i++) {
      float px = x + stage.unit() * (i - 1) * 0.085f;
      float size = stage.unit() * dice.between(0.16, 0.22);
      elements.add(
          new Tree(
              stage, Tree.Kind.PALM, px, y - stage.unit() * 0.035f, size, hex(0x4f8f3f), 70 + i));
    }
  }

  private void flowers() {
    if (setting == Setting.SPACE || setting == Setting.UNDERSEA || !floral(prompt)) {
      return;
    }
    boolean water = setting == Setting.SEA || setting == Setting.LAKE;
    for (Subject subject : prompt.subjects()) {
      boolean field =
          FLORAL.contains(subject.kind())
              && (subject.kind() == FLOWERS || subject.count() == 0 || subject.count() > 2);
      if (field) {
        boolean plain = subject.kind() == FLOWERS;
        List<Colour> petals =
            subject
                .colour()
                .map(List::of)
                .orElse(plain ? Foliage.wildflowers() : List.of(spriteOf(subject).main()));
        elements.add(
            new Flowerbed(
                stage,
                700,
                plain ? 1300 : 900,
                petals,
                plain ? Optional.empty() : Optional.of(spriteOf(subject)),
                Foliage.grass(Season.SUMMER),
                water ? 0.84f : 0.06f));
      }
    }
    // The large ones in front are repeated over the bed.
    List<Element> front =
        elements.stream()
            .filter(e -> e instanceof Thing thing && thing.move() == Thing.Move.SWAYS)
            .toList();
    elements.removeAll(front);
    elements.addAll(front);
  }

  private static Sprite spriteOf(Subject subject) {
    return SpriteBook.get(subject.kind().name().toLowerCase(Locale.ROOT));
  }

  private void add(float y, Element element) {
    standing.add(new Standing(y, element));
  }
}
