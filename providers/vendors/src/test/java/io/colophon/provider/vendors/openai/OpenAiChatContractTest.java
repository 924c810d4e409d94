package io.colophon.provider.vendors.openai;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.HttpDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OpenAiChatContractTest extends ProviderContract {
  private static HttpDouble host;

  @BeforeAll
  static void listen() {
    host =
        HttpDouble.start()
            .on("POST", "/v1/chat/completions", OpenAiDouble::chat)
            .on("POST", "/v1/embeddings", OpenAiDouble::embeddings)
            .on("POST", "/v1/images/generations", OpenAiDouble::images)
            .on("POST", "/v1/images/edits", OpenAiDouble::images)
            .on("POST", "/v1/audio/speech", OpenAiDouble::speech)
            .on("POST", "/v1/audio/transcriptions", OpenAiDouble::transcript);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new OpenAiFactory().create("openai", OpenAiDouble.config(host), context);
  }
}
