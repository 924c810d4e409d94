package io.colophon.provider.vendors.zhipu;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ZhipuContractTest extends ProviderContract {
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream = HttpDouble.start();
    upstream
        .on("POST", "/v4/chat/completions", Answer.events(ZhipuDouble.hello()))
        .on(
            "POST",
            "/v4/images/generations",
            Answer.json("{\"data\":[{\"url\":\"" + upstream.uri("/p.png") + "\"}]}"))
        .on("POST", "/v4/videos/generations", Answer.json("{\"id\":\"t-1\"}"))
        .on(
            "GET",
            "/v4/async-result/t-1",
            Answer.json(
                "{\"task_status\":\"SUCCESS\",\"video_result\":[{\"url\":\""
                    + upstream.uri("/f.mp4")
                    + "\"}]}"))
        .on("GET", "/p.png", Answer.bytes("image/png", SampleMedia.png(new PixelSize(8, 8), 1)))
        .on("GET", "/f.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new ZhipuFactory()
        .create(
            "zhipu",
            ZhipuDouble.config(
                upstream,
                "id1.secret1",
                ZhipuConfig.Auth.AUTO,
                true,
                new OfferedModel(
                    "glm",
                    List.of(Ability.TEXT, Ability.TOOLS, Ability.IMAGE_UNDERSTANDING),
                    Optional.empty()),
                new OfferedModel("cogview", List.of(Ability.IMAGE), Optional.empty()),
                new OfferedModel(
                    "cogvideox", List.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO), Optional.empty())),
            context);
  }
}
