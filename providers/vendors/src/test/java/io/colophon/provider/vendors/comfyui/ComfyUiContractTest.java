package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of plug-ins; the id of a run tells which graph it is of. */
class ComfyUiContractTest extends ProviderContract {
  private static final HttpDouble UPSTREAM = HttpDouble.start();
  @TempDir private static Path folder;

  @BeforeAll
  static void listen() {
    UPSTREAM
        .onSocket(
            "/ws",
            (handshake, session) -> {
              session.text("{\"type\":\"status\",\"data\":{\"status\":{}}}");
              session.receive();
            })
        .on(
            "POST",
            "/upload/image",
            Answer.json("{\"name\":\"a.png\",\"subfolder\":\"\",\"type\":\"input\"}"))
        .on("POST", "/prompt", ComfyUiContractTest::queued)
        .on("POST", "/queue", Answer.of(200))
        .on("POST", "/interrupt", Answer.of(200))
        .on("GET", "/history/png", history("png"))
        .on("GET", "/history/mp4", history("mp4"))
        .on("GET", "/history/wav", history("wav"))
        .on("GET", "/view", ComfyUiContractTest::file);
  }

  private static Answer queued(Request request) {
    String text = request.text();
    String id = text.contains("SaveVideo") ? "mp4" : text.contains("SaveAudio") ? "wav" : "png";
    return Answer.json("{\"prompt_id\":\"" + id + "\",\"number\":1,\"node_errors\":{}}");
  }

  private static Answer history(String ending) {
    return Answer.json(ComfyUiDouble.history(ending, ComfyUiDouble.saved("x." + ending)));
  }

  private static Answer file(Request request) {
    String query = request.query();
    if (query.contains(".mp4")) {
      return Answer.bytes("video/mp4", SampleMedia.mp4());
    }
    return query.contains(".wav")
        ? Answer.bytes("audio/x-wav", SampleMedia.wav(1000, 7))
        : Answer.bytes("image/png", SampleMedia.png(new PixelSize(64, 64), 7));
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
  }

  private static WorkflowConfig graph(String node, Ability... abilities) {
    return new WorkflowConfig(
        ComfyUiDouble.file(folder, node + ".json", ComfyUiDouble.GRAPH.replace("SaveImage", node)),
        List.of(abilities),
        ComfyUiDouble.INPUTS,
        Optional.empty());
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new ComfyUiFactory()
        .create(
            "comfyui",
            ComfyUiDouble.config(
                UPSTREAM,
                true,
                Map.of(
                    "painter", graph("SaveImage", Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
                    "film", graph("SaveVideo", Ability.VIDEO, Ability.IMAGE_TO_VIDEO),
                    "sound", graph("SaveAudio", Ability.SPEECH, Ability.MUSIC, Ability.SOUND))),
            context);
  }
}
