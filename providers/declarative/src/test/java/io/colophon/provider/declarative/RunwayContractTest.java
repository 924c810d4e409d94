package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class RunwayContractTest extends AdapterContract {
  RunwayContractTest() {
    super("runway");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.runway(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(Doubles.model("gen4", Ability.VIDEO, Ability.IMAGE_TO_VIDEO));
  }
}
