package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class A1111ContractTest extends AdapterContract {
  A1111ContractTest() {
    super("a1111");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.a1111(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(Doubles.model("sd_xl_base", Ability.IMAGE, Ability.IMAGE_TO_IMAGE));
  }
}
