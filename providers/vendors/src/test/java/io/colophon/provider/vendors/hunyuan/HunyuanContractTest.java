package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HunyuanContractTest extends ProviderContract {
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream =
        HttpDouble.start()
            .on(
                "GET",
                "/p.png",
                Answer.bytes("image/png", SampleMedia.png(new PixelSize(8, 8), 1)));
    HunyuanDouble.on(
        upstream,
        Map.of(
            "ChatCompletions",
            List.of(Answer.events(HunyuanDouble.hello())),
            "SubmitHunyuanImageJob",
            List.of(HunyuanDouble.response("\"JobId\":\"j-1\"")),
            "QueryHunyuanImageJob",
            List.of(
                HunyuanDouble.response(
                    "\"JobStatusCode\":\"5\",\"ResultImage\":[\""
                        + upstream.uri("/p.png")
                        + "\"]"))));
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return HunyuanDouble.open(
        upstream,
        context,
        new OfferedModel(
            "chat",
            List.of(Ability.TEXT, Ability.TOOLS, Ability.IMAGE_UNDERSTANDING),
            Optional.empty()),
        new OfferedModel("picture", List.of(Ability.IMAGE), Optional.empty()));
  }
}
