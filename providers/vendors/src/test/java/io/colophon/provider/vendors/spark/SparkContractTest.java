package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SparkContractTest extends ProviderContract {
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream = HttpDouble.start().onSocket("/v3.5/chat", new SparkDouble(SparkDouble.hello()));
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return SparkDouble.open(
        upstream,
        context,
        new OfferedModel("generalv3.5", List.of(Ability.TEXT, Ability.TOOLS), Optional.empty()));
  }
}
