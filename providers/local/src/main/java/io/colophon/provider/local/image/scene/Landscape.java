package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.prompt.SubjectKind.*;
import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.prompt.Place;
import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.prompt.Subject;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.prompt.Weather;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Noise;
import java.util.List;
import java.util.Optional;

/** Adds land and water, from the horizon to the viewer's feet. For one scene. */
final class Landscape {
  /** Depth below the horizon at which a near shore begins; 1 is the lower edge. */
  static final float SHORE = 0.72f;

  /** The same of the far bank of a lake. */
  static final float FAR_BANK = 0.17f;

  private final ScenePrompt prompt;
  private final Setting setting;
  private final Stage stage;
  private final List<Element> elements;
  private final Noise noise;

  Landscape(ScenePrompt prompt, Setting setting, Stage stage, List<Element> elements) {
    this.prompt = prompt;
    this.setting = setting;
    this.stage = stage;
    this.elements = elements;
    this.noise = stage.noise().branch(71);
  }

  void build() {
    if (setting == Setting.SPACE) {
      return;
    }
    mountains();
    city();
    switch (setting) {
      case SEA -> sea();
      case LAKE -> lake();
      case DESERT ->
          add(new DuneGround(noise, colour(DESERT, hex(0xe2b47a))), 1, 60, 1.15f, Element.GROUND);
      default -> meadow();
    }
  }

  private void mountains() {
    Optional<Subject> named = first(MOUNTAINS);
    boolean volcano = prompt.has(VOLCANO);
    boolean wanted = named.isPresent() || prompt.has(WATERFALL) || prompt.has(WALL);
    if (volcano) {
      elements.add(
          new Volcano(stage, SceneComposer.sideOf(first(VOLCANO).orElseThrow().place(), 0.5f)));
    }
    if (!wanted) {
      return;
    }
    boolean far = named.map(s -> s.place() == Place.FAR || s.size() < 0).orElse(false);
    boolean big = named.map(s -> s.size() > 0).orElse(false);
    float room = stage.horizon() / (stage.height() - stage.horizon());
    float peak = Math.min(44, 13f * room) * (far ? 0.6f : big ? 1.25f : 1);
    Colour rock = named.flatMap(Subject::colour).orElse(hex(0x7c7872));
    boolean white = stage.winter() || prompt.weather().contains(Weather.SNOW);
    float snow =
        white ? 0.16f * peak : stage.season() == Season.SUMMER ? 0.56f * peak : 0.46f * peak;
    if (named.flatMap(Subject::colour).isPresent()) {
      snow = peak * 9;
    }
    Colour foot = white ? hex(0x8fa39a) : Foliage.grass(stage.season()).mix(hex(0x3d5b3a), 0.55);
    int octaves = Math.min(4, stage.octaves(stage.unit() * 0.24) - 1);
    add(new MountainGround(noise, octaves, peak, 10, snow, rock, foot), 9, 62, 1.35f, 0.12f);
    Mist mist = new Mist(stage, stage.horizon(), stage.unit() * 0.075f, 0.42f);
    elements.add(mist);
  }

  private void city() {
    Optional<Subject> city = first(CITY);
    if (city.isEmpty()) {
      return;
    }
    float span = stage.height() - stage.horizon();
    float base = stage.horizon() + span * (setting == Setting.MEADOW ? 0.12f : 0.05f);
    float tall = Math.min(stage.horizon() * 0.72f, stage.unit() * 0.5f);
    Place place = city.get().place();
    float left = place == Place.RIGHT ? stage.width() * 0.45f : -stage.width() * 0.05f;
    float right = place == Place.LEFT ? stage.width() * 0.55f : stage.width() * 1.05f;
    boolean distant = place == Place.FAR;
    elements.add(new Skyline(stage, base, distant ? tall * 0.5f : tall, left, right));
  }

  private void sea() {
    boolean storm = prompt.weather().contains(Weather.STORM);
    float rough = storm ? 1.8f : prompt.has(CITY) ? 0.25f : 0.9f;
    Colour deep = colour(SEA, hex(0x1d6a8c));
    elements.add(new Water(stage, deep, rough, 70, 1));
    boolean tropic = prompt.has(PALM) || prompt.has(BEACH);
    if (prompt.has(BEACH) || Cast.needsShore(prompt)) {
      Colour sand = colour(BEACH, hex(0xe4cfa0));
      Colour main = tropic || !prompt.has(MEADOW) ? sand : Foliage.grass(stage.season());
      shore(main, main.times(0.9));
    }
  }

  private void lake() {
    Season season = stage.season();
    PlainGround bank =
        new PlainGround(noise, 4, 0.9f, Foliage.grass(season), Foliage.patch(season), 0.5f);
    add(bank, 1 / FAR_BANK, 26, 1.1f, Element.GROUND);
    if (prompt.has(FOREST) || (!prompt.has(CITY) && !prompt.has(DESERT))) {
      Grove.bank(stage, elements, prompt.has(FOREST) ? 60 : 26);
    }
    Cast.farBank(prompt, stage, elements);
    if (prompt.has(WATERFALL)) {
      waterfall();
    }
    Colour deep = colour(LAKE, hex(0x2a6474));
    elements.add(new Water(stage, deep, 0.12f, 1 / FAR_BANK, 1));
    if (Cast.needsShore(prompt) || prompt.has(FLOWERS)) {
      shore(Foliage.grass(season), Foliage.patch(season));
    }
  }

  private void waterfall() {
    float span = stage.height() - stage.horizon();
    float x = stage.width() * SceneComposer.sideOf(first(WATERFALL).orElseThrow().place(), 0.5f);
    float foot = stage.horizon() + span * (FAR_BANK + 0.01f);
    float tall = Math.min(stage.horizon() * 0.75f, stage.unit() * 0.52f);
    elements.add(new Cascade(stage, x, foot - tall, foot, stage.unit() * 0.15f));
  }

  private void shore(Colour main, Colour patch) {
    boolean white = stage.winter();
    PlainGround ground =
        new PlainGround(
            noise, 5, 0, white ? hex(0xe8eef5) : main, white ? hex(0xd4e0ec) : patch, 0.35f);
    elements.add(new Shore(stage, ground, SHORE));
  }

  private void meadow() {
    Season season = stage.season();
    boolean paved = prompt.has(CITY) && !prompt.has(MEADOW) && !prompt.has(RIVER);
    boolean hilly = prompt.has(HILLS) || prompt.has(SHEEP) || prompt.has(WINDMILL);
    float swell = hilly ? 2.3f : prompt.has(MOUNTAINS) || paved ? 0.3f : 0.95f;
    Colour main = paved ? hex(0x5c6168) : colour(MEADOW, Foliage.grass(season));
    Colour patch =
        paved
            ? hex(0x6f747a)
            : first(MEADOW).flatMap(Subject::colour).orElse(Foliage.patch(season));
    int octaves = Math.min(5, stage.octaves(stage.unit() * 0.1));
    PlainGround ground = new PlainGround(noise, octaves, swell, main, patch, paved ? 0.12f : 0.55f);
    add(ground, 1, 46, 1.2f, Element.GROUND);
    if (prompt.has(FOREST)) {
      Grove.forest(stage, elements);
    }
    for (SubjectKind kind : List.of(RIVER, ROAD)) {
      first(kind).ifPresent(s -> ribbon(s, kind == RIVER));
    }
    if (!paved) {
      grass(season);
    }
  }

  private void ribbon(Subject subject, boolean water) {
    float foot = SceneComposer.sideOf(subject.place(), water ? 0.42f : 0.5f) * stage.width();
    float goal = stage.width() * (0.5f + (stage.dice(3).next() - 0.5f) * 0.3f);
    float width = stage.unit() * (water ? 0.34f : 0.22f);
    elements.add(new Ribbon(stage, water, foot, goal, width));
  }

  private void grass(Season season) {
    boolean open = !prompt.has(RIVER) && !prompt.has(ROAD);
    boolean floral = Cast.floral(prompt);
    if (open && !floral && !stage.winter()) {
      elements.add(
          new Flowerbed(
              stage,
              900,
              40,
              Foliage.wildflowers(),
              Optional.empty(),
              Foliage.grass(season),
              0.4f));
    }
  }

  private void add(Ground ground, float near, float far, float relief, float nearness) {
    elements.add(new Terrain(stage, ground, near, far, relief, nearness));
  }

  private Optional<Subject> first(SubjectKind kind) {
    return prompt.subjects().stream().filter(s -> s.kind() == kind).findFirst();
  }

  private Colour colour(SubjectKind kind, Colour otherwise) {
    return first(kind).flatMap(Subject::colour).orElse(otherwise);
  }
}
