package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.Subject;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.prompt.TimeOfDay;
import io.colophon.provider.local.image.prompt.Weather;
import io.colophon.provider.local.image.raster.Colour;
import java.util.Set;

/** Chooses the light of a prompt: its time of day, then its weather, then a coloured sky. */
final class Lights {
  private Lights() {}

  /** When the prompt plays; what it shows decides where it does not say. */
  static TimeOfDay timeOf(ScenePrompt prompt) {
    if (prompt.time().isPresent()) {
      return prompt.time().get();
    }
    for (SubjectKind kind :
        Set.of(
            SubjectKind.MOON,
            SubjectKind.STARS,
            SubjectKind.AURORA,
            SubjectKind.FIREWORKS,
            SubjectKind.GALAXY,
            SubjectKind.METEOR,
            SubjectKind.PLANET)) {
      if (prompt.has(kind) && !prompt.has(SubjectKind.SUN)) {
        return TimeOfDay.NIGHT;
      }
    }
    return prompt.has(SubjectKind.LANTERN) ? TimeOfDay.DUSK : TimeOfDay.DAY;
  }

  static Light of(ScenePrompt prompt, TimeOfDay time, float lampX, float lampY) {
    Light light = at(time, lampX, lampY);
    Set<Weather> weather = prompt.weather();
    if (weather.contains(Weather.STORM)) {
      light = dulled(light, hex(0x4a5563), 0.8f, 0.25f, 1.9f);
    } else if (weather.contains(Weather.RAIN)) {
      light = dulled(light, hex(0x7d8b98), 0.72f, 0.35f, 2.2f);
    } else if (weather.contains(Weather.SNOW)) {
      light = dulled(light, hex(0xb9c6d4), 0.55f, 0.55f, 1.8f);
    } else if (weather.contains(Weather.CLOUDY)) {
      light = dulled(light, hex(0x97a4b0), 0.6f, 0.5f, 1.5f);
    }
    if (weather.contains(Weather.FOG)) {
      light = dulled(light, light.horizon().mix(hex(0xc9d0d4), 0.5), 0.5f, 0.6f, 3.4f);
    }
    for (Subject subject : prompt.subjects()) {
      if (subject.kind() == SubjectKind.SKY && subject.colour().isPresent()) {
        light = tinted(light, subject.colour().get());
      }
    }
    return light;
  }

  private static Light at(TimeOfDay time, float x, float y) {
    return switch (time) {
      case DAY ->
          light(
              0x2a6cc0, 0x5fa3e0, 0xa5d2f0, 0xe2f2fa, x, y, 0xfff2d6, 0.72, 0x93a4bd, 0.78,
              0xbdd7ea, 1, false, false);
      case DAWN ->
          light(
              0x5c82bd, 0xa7aed0, 0xf0bdb4, 0xffe6bf, x, y, 0xffcf9c, 0.62, 0x8a8aa6, 0.8, 0xf0cdc0,
              1.4, false, false);
      case SUNSET ->
          light(
              0x35468c, 0x9a5f96, 0xf0875e, 0xffd489, x, y, 0xff9c52, 0.7, 0x75688c, 0.72, 0xe8956f,
              1.15, true, false);
      case DUSK ->
          light(
              0x141c44, 0x39407f, 0x8a5d93, 0xe89a78, x, y, 0xd98268, 0.36, 0x565d8c, 0.62,
              0x6f5c8e, 1.1, true, true);
      case NIGHT ->
          light(
              0x050a1c, 0x0c1a3c, 0x18305c, 0x2d4c78, x, y, 0x9cb6e8, 0.42, 0x33456f, 0.6, 0x223d66,
              1, true, true);
    };
  }

  private static Light light(
      int zenith,
      int upper,
      int lower,
      int horizon,
      float x,
      float y,
      int lamp,
      double lampStrength,
      int around,
      double aroundStrength,
      int haze,
      double hazeDepth,
      boolean windows,
      boolean night) {
    return new Light(
        hex(zenith),
        hex(upper),
        hex(lower),
        hex(horizon),
        x,
        y,
        hex(lamp).times(lampStrength),
        hex(around).times(aroundStrength),
        hex(haze),
        (float) hazeDepth,
        windows,
        night);
  }

  private static Light dulled(Light from, Colour veil, float share, float lamp, float haze) {
    Colour grey = from.night() ? veil.times(0.26) : veil.times(0.55 + 0.45 * from.horizon().luma());
    return new Light(
        from.zenith().mix(grey.times(0.8), share),
        from.upper().mix(grey.times(0.92), share),
        from.lower().mix(grey, share),
        from.horizon().mix(grey.times(1.1), share),
        from.lampX(),
        from.lampY(),
        from.lamp().mix(grey, 0.5).times(lamp),
        from.around().mix(grey, 0.4).times(1.12),
        from.haze().mix(grey, share),
        from.hazeDepth() * haze,
        true,
        from.night());
  }

  private static Light tinted(Light from, Colour colour) {
    double bright = from.night() ? 0.45 : 1;
    return new Light(
        from.zenith().mix(colour.times(0.65 * bright), 0.9),
        from.upper().mix(colour.times(0.9 * bright), 0.85),
        from.lower().mix(colour.mix(Colour.WHITE, 0.3).times(bright), 0.7),
        from.horizon().mix(colour.mix(Colour.WHITE, 0.6).times(bright), 0.6),
        from.lampX(),
        from.lampY(),
        from.lamp().mix(colour, 0.25),
        from.around().mix(colour.times(0.7), 0.3),
        from.haze().mix(colour.mix(Colour.WHITE, 0.4).times(bright), 0.6),
        from.hazeDepth(),
        from.windowsLit(),
        from.night());
  }
}
