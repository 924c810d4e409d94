package io.colophon.gateway.server;

import io.colophon.gateway.anthropic.AnthropicDoor;
import io.colophon.gateway.artifacts.ArtifactDoor;
import io.colophon.gateway.detector.DetectorDoor;
import io.colophon.gateway.gemini.GeminiDoor;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.openai.ImageSpeechVideoDoor;
import io.colophon.gateway.openai.OpenAiDoor;
import io.colophon.gateway.transcoding.OpenApiDoor;
import io.colophon.gateway.transcoding.TranscodingDoor;
import io.colophon.gateway.webhooks.WebhookDoor;
import io.grpc.BindableService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The dialects of the REST port: each door is one line here. */
final class RestDoors {

  private RestDoors() {}

  /**
   * @param services of the gRPC port, which are served as JSON too
   * @param timer ends their calls when a deadline passes
   */
  static List<RestDoor> of(
      GatewayParts parts,
      RestReceiver receiver,
      Generations generations,
      RestCalls calls,
      List<BindableService> services,
      ScheduledExecutorService timer) {
    List<RestDoor> dialects = dialects(parts, receiver, generations, calls);
    TranscodingDoor own =
        new TranscodingDoor(
            services,
            timer,
            parts.server().maxMessage().bytes(),
            parts.server().rest().maxUpload().bytes());
    List<RestDoor> all = new ArrayList<>(dialects);
    all.add(own);
    all.add(new OpenApiDoor(own, dialects, parts.pool()));
    return all;
  }

  private static List<RestDoor> dialects(
      GatewayParts parts, RestReceiver receiver, Generations generations, RestCalls calls) {
    return List.of(
        new WebhookDoor(parts.jobHouse().calls()::take, parts.pool()),
        new ArtifactDoor(
            parts.artifacts(),
            parts.artifactLinks(),
            parts.jobHouse().desk()::mimeType,
            parts.pool()),
        new DetectorDoor(
            () -> parts.config().get().config(),
            parts.verification(),
            parts.fetcher(),
            parts.pool(),
            parts.data().uploads(),
            parts.ticker()),
        new OpenAiDoor(
            receiver,
            generations,
            calls,
            parts.config(),
            parts.server().maxMessage().bytes(),
            parts.clock().instant()),
        new ImageSpeechVideoDoor(
            receiver,
            generations,
            calls,
            parts.jobs(),
            parts.jobHouse().desk(),
            parts.artifacts(),
            parts.pool(),
            parts.server().maxMessage().bytes(),
            parts.server().rest().maxUpload().bytes()),
        new AnthropicDoor(receiver, generations, calls, parts.server().maxMessage().bytes()),
        new GeminiDoor(
            receiver, generations, calls, parts.config(), parts.server().maxMessage().bytes()));
  }
}
