package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class SeedreamContractTest extends AdapterContract {
  SeedreamContractTest() {
    super("seedream");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.seedream(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(
        Doubles.model("seedream", Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
        Doubles.model("seedance", Ability.VIDEO, Ability.IMAGE_TO_VIDEO));
  }
}
