package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class StabilityContractTest extends AdapterContract {
  StabilityContractTest() {
    super("stability");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.stability(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(
        Doubles.model("core", Ability.IMAGE),
        Doubles.model("sd3", Ability.IMAGE, Ability.IMAGE_TO_IMAGE));
  }
}
