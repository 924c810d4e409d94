package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of plug-ins; the id of a prediction tells what it is about. */
class ReplicateContractTest extends ProviderContract {
  private static final HttpDouble UPSTREAM = HttpDouble.start();

  @BeforeAll
  static void listen() {
    for (String kind : new String[] {"words", "painter", "voice", "ear", "film"}) {
      UPSTREAM.on(
          "POST",
          "/v1/models/o/" + kind + "/predictions",
          request -> Answer.json(201, prediction(kind, "starting", "null")));
    }
    UPSTREAM
        .on("GET", "/v1/predictions/words", Answer.json(prediction("words", "succeeded", "[]")))
        .on(
            "GET",
            "/stream/words",
            Answer.events(
                "event: output\ndata: A lake \n\n",
                "event: output\ndata: is deep.\n\n",
                "event: done\ndata: {}\n\n"))
        .on("GET", "/v1/predictions/ear", Answer.json(prediction("ear", "succeeded", "\"Hi.\"")));
    file("painter", "image/png", SampleMedia.png(new PixelSize(64, 64), 7));
    file("voice", "audio/wav", SampleMedia.wav(500, 7));
    file("film", "video/mp4", SampleMedia.mp4());
    UPSTREAM.on("POST", "/v1/predictions/*", Answer.json("{}"));
  }

  private static void file(String kind, String type, byte[] bytes) {
    UPSTREAM
        .on("GET", "/files/" + kind, Answer.bytes(type, bytes))
        .on(
            "GET",
            "/v1/predictions/" + kind,
            Answer.json(
                prediction(
                    kind,
                    "succeeded",
                    new String(Json.write(Json.tree(UPSTREAM.uri("/files/" + kind).toString()))))));
  }

  private static String prediction(String id, String status, String output) {
    return """
    {"id":"%s","model":"o/%s","version":"hidden","status":"%s","output":%s,\
    "metrics":{"predict_time":0.5}%s}\
    """
        .formatted(
            id,
            id,
            status,
            output,
            id.equals("words")
                ? ",\"urls\":{\"stream\":\"" + UPSTREAM.uri("/stream/words") + "\"}"
                : "");
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new ReplicateFactory()
        .create(
            "replicate",
            ReplicateDouble.config(
                UPSTREAM,
                ReplicateDouble.model("o/words", Ability.TEXT, Ability.IMAGE_UNDERSTANDING),
                ReplicateDouble.model("o/painter", Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
                ReplicateDouble.model("o/voice", Ability.SPEECH, Ability.MUSIC, Ability.SOUND),
                ReplicateDouble.model("o/ear", Ability.TRANSCRIPTION),
                ReplicateDouble.model("o/film", Ability.VIDEO, Ability.IMAGE_TO_VIDEO)),
            context);
  }
}
