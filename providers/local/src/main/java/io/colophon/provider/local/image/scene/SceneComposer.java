package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.prompt.SubjectKind.*;
import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.prompt.Place;
import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.prompt.Subject;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.prompt.TimeOfDay;
import io.colophon.provider.local.image.prompt.Weather;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays out what a prompt names: which place, which light, and everything from the sky forwards. */
final class SceneComposer {
  private final ScenePrompt prompt;
  private final Setting setting;
  private final TimeOfDay time;
  private final Stage stage;
  private final List<Element> elements = new ArrayList<>();

  private SceneComposer(ScenePrompt prompt, float width, float height, long seed, int octaves) {
    this.prompt = prompt;
    this.setting = Setting.of(prompt);
    this.time = Lights.timeOf(prompt);
    float small = Math.min(width, height);
    float unit = small * (float) StrictMath.pow(Math.max(width, height) / small, 0.15);
    float horizon = height * horizonShare();
    Dice dice = new Dice(seed ^ 0x5EED);
    float lampX = width * sideOf(lampPlace(), dice.next() < 0.5f ? 0.3f : 0.7f);
    boolean low = time == TimeOfDay.DAWN || time == TimeOfDay.SUNSET || time == TimeOfDay.DUSK;
    boolean behindHills = has(MOUNTAINS) || has(VOLCANO) || has(CITY) || has(FOREST);
    float lampY =
        low
            ? horizon - unit * (time == TimeOfDay.DUSK ? 0.02f : behindHills ? 0.27f : 0.1f)
            : height * dice.between(0.15, 0.24);
    Light light = Lights.of(prompt, time, lampX, lampY);
    this.stage =
        new Stage(
            width, height, unit, horizon, light, season(), new Noise(seed * 77 + 5, octaves), seed);
  }

  /**
   * @param octaves most octaves of noise in any texture, 1 to 8
   */
  static Scene compose(ScenePrompt prompt, float width, float height, long seed, int octaves) {
    SceneComposer composer = new SceneComposer(prompt, width, height, seed, octaves);
    composer.build();
    return new Scene(composer.stage, composer.elements);
  }

  private void build() {
    if (setting == Setting.UNDERSEA) {
      elements.add(new Undersea(stage));
    } else {
      sky();
      new Landscape(prompt, setting, stage, elements).build();
    }
    new Cast(prompt, setting, stage, elements).build();
    if (setting != Setting.UNDERSEA && setting != Setting.SPACE) {
      air();
    }
  }

  private void sky() {
    elements.add(new Sky(stage));
    Light light = stage.light();
    boolean space = setting == Setting.SPACE;
    boolean veiled =
        prompt.weather().stream().anyMatch(w -> w != Weather.CLEAR && w != Weather.FOG);
    if (has(GALAXY) || space) {
      Colour tint = tintOf(GALAXY).orElse(space ? hex(0x5a3f9a) : hex(0x6f7fc0));
      elements.add(new Heavens(stage, space, tint));
    }
    if (has(STARS) || space || (light.night() && !veiled)) {
      float bottom = space ? stage.height() : stage.horizon();
      elements.add(new Stars(stage, bottom, has(STARS) || space ? 900 : 420));
    }
    if (has(AURORA)) {
      Colour seam = tintOf(AURORA).orElse(hex(0x5af0a0));
      elements.add(new Curtains(stage, seam, seam.mix(hex(0x8a5ae0), 0.6)));
    }
    lamp(veiled);
    for (Subject planet : all(PLANET)) {
      float radius = stage.unit() * (0.2f + 0.06f * planet.size());
      float x = stage.width() * sideOf(planet.place(), space ? 0.6f : 0.3f);
      float y = space ? stage.height() * 0.45f : stage.horizon() * 0.35f;
      elements.add(new Planet(stage, x, y, radius, planet.colour().orElse(hex(0xd8a468))));
    }
    first(METEOR).ifPresent(m -> sparks(Sparks.Kind.METEORS, m.countOr(4)));
    if (has(RAINBOW)) {
      float side = sideOf(first(RAINBOW).orElseThrow().place(), 0.5f);
      float radius = Math.min(stage.horizon() * 0.82f, stage.width() * 0.42f);
      elements.add(new Rainbow(stage, stage.width() * side, radius));
    }
    if (!space) {
      clouds();
    }
    if (has(LIGHTNING) || prompt.weather().contains(Weather.STORM)) {
      sparks(Sparks.Kind.LIGHTNING, first(LIGHTNING).map(l -> l.countOr(2)).orElse(1));
    }
    first(FIREWORKS).ifPresent(f -> sparks(Sparks.Kind.FIREWORKS, f.countOr(6)));
  }

  private void lamp(boolean veiled) {
    Light light = stage.light();
    boolean low = time == TimeOfDay.SUNSET || time == TimeOfDay.DAWN;
    Optional<Subject> sun = first(SUN);
    Optional<Subject> moon = first(MOON);
    if (moon.isPresent()) {
      float radius = stage.unit() * (0.062f + 0.03f * moon.get().size());
      Colour colour = moon.get().colour().map(c -> c.mix(Colour.WHITE, 0.3)).orElse(hex(0xf6f1dc));
      boolean both = sun.isPresent() || low;
      float x = both ? stage.width() - light.lampX() : light.lampX();
      float y = both || time == TimeOfDay.DUSK ? stage.height() * 0.18f : light.lampY();
      boolean crescent = moon.get().size() < 0;
      elements.add(new Lamp(stage, true, x, y, radius, colour, crescent, stage.unit() * 0.006f));
    }
    if (sun.isPresent() || (low && !veiled && moon.isEmpty())) {
      float radius = stage.unit() * (low ? 0.066f : 0.052f);
      radius *= 1 + 0.4f * sun.map(Subject::size).orElse(0);
      Colour plain = low ? hex(0xffdf9e) : hex(0xfffbe8);
      Colour colour =
          sun.flatMap(Subject::colour).map(c -> c.mix(hex(0xfff0c0), 0.2)).orElse(plain);
      float rise = time == TimeOfDay.SUNSET ? -0.012f : time == TimeOfDay.DAWN ? 0.014f : 0.003f;
      elements.add(
          new Lamp(
              stage,
              false,
              light.lampX(),
              light.lampY(),
              radius,
              colour,
              false,
              rise * stage.unit()));
    }
  }

  private void clouds() {
    Colour white = tintOf(CLOUDS).orElse(hex(0xfdfcfa));
    float cover = has(CLOUDS) ? 0.62f : stage.light().night() || has(SUN) ? 0.16f : 0.34f;
    if (has(AURORA) || has(STARS) || has(GALAXY) || has(METEOR) || has(FIREWORKS)) {
      cover = has(CLOUDS) ? 0.45f : 0;
    }
    if (prompt.weather().contains(Weather.CLEAR)) {
      cover = has(CLOUDS) ? 0.5f : 0.08f;
    }
    boolean grey = prompt.weather().stream().anyMatch(w -> w != Weather.CLEAR && w != Weather.FOG);
    if (grey) {
      cover = prompt.weather().contains(Weather.SNOW) ? 0.75f : 0.95f;
      white = white.mix(stage.light().haze(), 0.35).times(0.9);
    }
    if (cover > 0) {
      elements.add(new Clouds(stage, cover, white));
    }
  }

  private void air() {
    float unit = stage.unit();
    if (prompt.weather().contains(Weather.FOG)) {
      elements.add(new Mist(stage, stage.horizon() + unit * 0.02f, unit * 0.28f, 0.8f));
      elements.add(new Mist(stage, stage.height() * 0.97f, unit * 0.3f, 0.5f));
    }
    boolean wet =
        prompt.weather().contains(Weather.RAIN) || prompt.weather().contains(Weather.STORM);
    if (wet) {
      Colour water = stage.light().horizon().mix(Colour.WHITE, 0.5);
      elements.add(new Falling(stage, Falling.Kind.RAIN, 480, water));
    }
    // Snow that lies in the mountains need not fall on the viewer.
    boolean lying = has(MOUNTAINS) && prompt.season().isPresent();
    if (prompt.weather().contains(Weather.SNOW) && !(lying && time == TimeOfDay.DAY && has(SUN))) {
      elements.add(new Falling(stage, Falling.Kind.SNOW, 520, hex(0xf8fbff)));
    }
    if (has(BLOSSOM_TREE)) {
      Colour petal = tintOf(BLOSSOM_TREE).orElse(hex(0xf7bcd0));
      elements.add(new Falling(stage, Falling.Kind.PETALS, 70, petal));
    } else if (stage.season() == Season.AUTUMN && (has(FOREST) || has(TREE))) {
      elements.add(new Falling(stage, Falling.Kind.PETALS, 36, hex(0xd8752a)));
    }
  }

  private void sparks(Sparks.Kind kind, int count) {
    float x = stage.width() * sideOf(Place.ANYWHERE, 0.62f);
    elements.add(new Sparks(stage, kind, Math.min(12, count), x));
  }

  private float horizonShare() {
    boolean skyFirst = has(AURORA) || has(STARS) || has(FIREWORKS) || has(GALAXY) || has(METEOR);
    boolean floral = has(FLOWERS) || has(TULIP) || has(SUNFLOWER) || has(ROSE);
    return switch (setting) {
      case SEA -> skyFirst ? 0.66f : 0.56f;
      case LAKE -> skyFirst ? 0.62f : 0.53f;
      case DESERT -> 0.56f;
      case UNDERSEA -> 0.82f;
      case SPACE -> 1.0f;
      case MEADOW -> skyFirst ? 0.72f : floral ? 0.46f : has(CITY) ? 0.7f : 0.6f;
    };
  }

  private Season season() {
    if (prompt.season().isPresent()) {
      return prompt.season().get();
    }
    if (prompt.weather().contains(Weather.SNOW)) {
      return Season.WINTER;
    }
    boolean fresh = has(BLOSSOM_TREE) || has(FLOWERS) || has(TULIP) || has(RABBIT);
    return fresh ? Season.SPRING : Season.SUMMER;
  }

  private Place lampPlace() {
    return first(SUN).or(() -> first(MOON)).map(Subject::place).orElse(Place.ANYWHERE);
  }

  static float sideOf(Place place, float otherwise) {
    return switch (place) {
      case LEFT -> 0.22f;
      case RIGHT -> 0.78f;
      case CENTRE -> 0.5f;
      default -> otherwise;
    };
  }

  private boolean has(SubjectKind kind) {
    return prompt.has(kind);
  }

  private Optional<Subject> first(SubjectKind kind) {
    return prompt.subjects().stream().filter(s -> s.kind() == kind).findFirst();
  }

  private List<Subject> all(SubjectKind kind) {
    return prompt.subjects().stream().filter(s -> s.kind() == kind).toList();
  }

  private Optional<Colour> tintOf(SubjectKind kind) {
    return first(kind).flatMap(Subject::colour);
  }
}
