package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class KlingContractTest extends AdapterContract {
  KlingContractTest() {
    super("kling");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.kling(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(Doubles.model("kling-v2", Ability.VIDEO, Ability.IMAGE_TO_VIDEO));
  }
}
