package io.colophon.provider.vendors.dashscope;

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

class DashScopeContractTest extends ProviderContract {
  private static final String SERVICES = "/api/v1/services/aigc/";
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream = HttpDouble.start();
    upstream
        .on("POST", SERVICES + "text-generation/generation", DashScopeContractTest::text)
        .on(
            "POST",
            SERVICES + "multimodal-generation/generation",
            Answer.events(event("[{\"text\":\"A boat.\"}]", "stop")))
        .on("POST", SERVICES + "text2image/image-synthesis", task("image"))
        .on("POST", SERVICES + "image2image/image-synthesis", task("image"))
        .on("POST", SERVICES + "video-generation/video-synthesis", task("video"))
        .on("POST", "/api/v1/tasks/*", Answer.json("{\"request_id\":\"r\"}"))
        .on(
            "GET",
            "/api/v1/tasks/image",
            done("\"results\":[{\"url\":\"" + upstream.uri("/p.png") + "\"}]"))
        .on("GET", "/api/v1/tasks/video", done("\"video_url\":\"" + upstream.uri("/f.mp4") + "\""))
        .on("GET", "/p.png", Answer.bytes("image/png", SampleMedia.png(new PixelSize(8, 8), 1)))
        .on("GET", "/f.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()))
        .onSocket("/api-ws/v1/inference", new SpeechDouble(new byte[] {1, 2, 3, 4}));
  }

  private static Answer text(Request request) {
    return request.text().contains("json_schema")
        ? Answer.events(event("\"{\\\"lake\\\":\"", "null"), event("\"\\\"deep\\\"}\"", "stop"))
        : Answer.events(event("\"A lake\"", "null"), event("\" is deep.\"", "stop"));
  }

  private static String event(String content, String reason) {
    return "event:result\ndata:{\"output\":{\"choices\":[{\"message\":{\"content\":"
        + content
        + "},\"finish_reason\":\""
        + reason
        + "\"}]},\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}\n\n";
  }

  private static Answer task(String id) {
    return Answer.json("{\"output\":{\"task_id\":\"" + id + "\",\"task_status\":\"PENDING\"}}");
  }

  private static Answer done(String result) {
    return Answer.json("{\"output\":{\"task_status\":\"SUCCEEDED\"," + result + "}}");
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new DashScopeFactory()
        .create(
            "dashscope",
            Deployments.config(
                upstream,
                new OfferedModel(
                    "text",
                    List.of(Ability.TEXT, Ability.TOOLS, Ability.JSON_SCHEMA),
                    Optional.empty()),
                new OfferedModel(
                    "seeing", List.of(Ability.TEXT, Ability.IMAGE_UNDERSTANDING), Optional.empty()),
                new OfferedModel(
                    "picture", List.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE), Optional.empty()),
                new OfferedModel(
                    "film", List.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO), Optional.empty()),
                new OfferedModel("voice", List.of(Ability.SPEECH), Optional.empty())),
            context);
  }
}
