package io.colophon.gateway.server;

import io.colophon.gateway.anthropic.AnthropicDoor;
import io.colophon.gateway.artifacts.ArtifactDoor;
import io.colophon.gateway.gemini.GeminiDoor;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.openai.ImageSpeechVideoDoor;
import io.colophon.gateway.openai.OpenAiDoor;
import io.colophon.gateway.webhooks.WebhookDoor;
import java.util.List;

/** The dialects of the REST port: each door is one line here. */
final class RestDoors {

  private RestDoors() {}

  static List<RestDoor> of(
      GatewayParts parts, RestReceiver receiver, Generations generations, RestCalls calls) {
    return List.of(
        new WebhookDoor(parts.jobHouse().calls()::take, parts.pool()),
        new ArtifactDoor(
            parts.artifacts(),
            parts.artifactLinks(),
            parts.jobHouse().desk()::mimeType,
            parts.pool()),
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
