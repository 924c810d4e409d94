package io.colophon.provider.vendors.replicate;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.taking.Taken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A vendor's double that was asked for predictions, for one test. */
abstract class ReplicateTrial {
  static final String ID = "gm3qorzdhgbfurvjtvhg6dckhu";
  static final byte[] PNG = SampleMedia.png(new PixelSize(16, 16), 1);
  final HttpDouble upstream = HttpDouble.start();
  final Provider provider =
      new ReplicateFactory().create("r", ReplicateDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  static GenerationRequest.Text ask(Message... messages) {
    return GenerationRequest.Text.of(
        new Prompt(new TargetModel("o/n"), List.of(messages), List.of(), Map.of()));
  }

  static GenerationRequest.Image picture() {
    return GenerationRequest.Image.of(Prompt.of(new TargetModel("o/n"), "A boat."));
  }

  void created(String more) {
    upstream.on(
        "POST",
        "/v1/models/o/n/predictions",
        Answer.json(201, ReplicateDouble.prediction("starting", more)));
  }

  void polled(String... predictions) {
    Answer[] answers = new Answer[predictions.length];
    for (int i = 0; i < predictions.length; i++) {
      answers[i] = Answer.json(predictions[i]);
    }
    upstream.on("GET", "/v1/predictions/" + ID, answers);
  }

  void awaitPath(String path) throws InterruptedException {
    Request request = upstream.awaitRequest();
    while (!request.path().equals(path)) {
      request = upstream.awaitRequest();
    }
  }
}
