package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class ElevenLabsContractTest extends AdapterContract {
  ElevenLabsContractTest() {
    super("elevenlabs");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.elevenLabs(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(
        Doubles.model("eleven_v3", Ability.SPEECH),
        Doubles.model("music_v1", Ability.MUSIC),
        Doubles.model("sound_v2", Ability.SOUND),
        Doubles.model("scribe_v1", Ability.TRANSCRIPTION));
  }
}
