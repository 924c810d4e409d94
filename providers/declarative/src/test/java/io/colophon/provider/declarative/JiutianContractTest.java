package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;

class JiutianContractTest extends AdapterContract {
  JiutianContractTest() {
    super("jiutian");
  }

  @Override
  void answer(HttpDouble vendor) {
    Doubles.chat(vendor);
  }

  @Override
  List<OfferedModel> models() {
    return List.of(Doubles.model("jiutian-lan", Ability.TEXT));
  }
}
