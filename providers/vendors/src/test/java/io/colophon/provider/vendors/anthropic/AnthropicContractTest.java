package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.HttpDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AnthropicContractTest extends ProviderContract {
  private static HttpDouble host;

  @BeforeAll
  static void listen() {
    host = HttpDouble.start().on("POST", "/v1/messages", AnthropicDouble::messages);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new AnthropicFactory().create("anthropic", AnthropicDouble.config(host), context);
  }
}
