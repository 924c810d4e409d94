package io.colophon.provider.local;

import io.colophon.provider.local.music.MusicEngine;
import io.colophon.provider.local.speech.Espeak;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The models that this machine offers. */
final class LocalModels {
  private LocalModels() {}

  /** Every model that can work here; loads none of their engines. */
  static List<LocalModel> of(LocalProviderConfig config, Path cacheDirectory) {
    Lazy<MusicEngine> music =
        new Lazy<>(() -> MusicEngine.load(config.soundfont(), cacheDirectory));
    List<LocalModel> models = new ArrayList<>();
    models.add(new TextModel());
    models.add(new PictureModel());
    models.add(new EnglishSpeechModel());
    if (Espeak.isInstalled(config.espeak())) {
      models.add(new EspeakSpeechModel(config.espeak()));
    }
    models.add(new MusicModel(music));
    models.add(new FilmModel(music));
    return models;
  }
}
