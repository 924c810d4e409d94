package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MiniMaxContractTest extends ProviderContract {
  private static final String FINE = MiniMaxDouble.FINE;
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream = HttpDouble.start();
    upstream
        .on("POST", "/v1/text/chatcompletion_v2", MiniMaxContractTest::text)
        .on(
            "POST",
            "/v1/t2a_v2",
            Answer.events(
                "data: " + MiniMaxDouble.speech(new byte[] {1, 2}, 1, "") + "\n\n",
                "data: " + MiniMaxDouble.speech(new byte[] {3}, 1, "") + "\n\n",
                "data: " + MiniMaxDouble.speech(new byte[0], 2, "") + "\n\n"))
        .on(
            "POST",
            "/v1/music_generation",
            Answer.json(MiniMaxDouble.speech(new byte[] {1, 2}, 2, "")))
        .on(
            "POST",
            "/v1/image_generation",
            Answer.json(
                "{\"data\":{\"image_urls\":[\"" + upstream.uri("/p.png") + "\"]}" + FINE + "}"))
        .on("POST", "/v1/video_generation", Answer.json("{\"task_id\":\"106\"" + FINE + "}"))
        .on(
            "GET",
            "/v1/query/video_generation",
            Answer.json("{\"status\":\"Success\",\"file_id\":\"205\"" + FINE + "}"))
        .on(
            "GET",
            "/v1/files/retrieve",
            Answer.json(
                "{\"file\":{\"download_url\":\"" + upstream.uri("/f.mp4") + "\"}" + FINE + "}"))
        .on("GET", "/p.png", Answer.bytes("image/png", SampleMedia.png(new PixelSize(8, 8), 1)))
        .on("GET", "/f.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  private static Answer text(Request request) {
    return request.text().contains("json_schema")
        ? Answer.events(
            MiniMaxDouble.chunk("\"content\":\"{\\\"deep\\\":\"", ""),
            MiniMaxDouble.chunk("\"content\":\"true}\"", ",\"finish_reason\":\"stop\""))
        : Answer.events(MiniMaxDouble.hello());
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return MiniMaxDouble.open(
        upstream,
        context,
        false,
        new OfferedModel(
            "chat",
            List.of(Ability.TEXT, Ability.TOOLS, Ability.JSON_SCHEMA, Ability.IMAGE_UNDERSTANDING),
            Optional.empty()),
        new OfferedModel("sound", List.of(Ability.SPEECH, Ability.MUSIC), Optional.empty()),
        new OfferedModel(
            "picture", List.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE), Optional.empty()),
        new OfferedModel("film", List.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO), Optional.empty()));
  }
}
