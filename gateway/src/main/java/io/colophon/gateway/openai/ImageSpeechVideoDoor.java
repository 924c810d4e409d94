package io.colophon.gateway.openai;

import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.jobs.JobDesk;
import io.colophon.gateway.jobs.Jobs;
import io.colophon.gateway.work.BlockingPool;
import java.util.List;

/** OpenAI's dialect for pictures, sound and films. */
public final class ImageSpeechVideoDoor implements RestDoor {
  private final ImageEndpoints images;
  private final SpeechEndpoints sound;
  private final VideoEndpoints videos;
  private final long maxMessage;
  private final long maxUpload;

  /**
   * @param maxMessage largest body of JSON, in bytes
   * @param maxUpload largest form, in bytes
   */
  public ImageSpeechVideoDoor(
      RestReceiver receiver,
      Generations generations,
      RestCalls calls,
      Jobs jobs,
      JobDesk desk,
      Artifacts artifacts,
      BlockingPool pool,
      long maxMessage,
      long maxUpload) {
    this.images = new ImageEndpoints(receiver, generations, pool);
    this.sound = new SpeechEndpoints(receiver, generations);
    this.videos = new VideoEndpoints(receiver, calls, jobs, desk, artifacts, pool);
    this.maxMessage = maxMessage;
    this.maxUpload = maxUpload;
  }

  @Override
  public List<Route> routes() {
    OpenAiErrors errors = OpenAiErrors.INSTANCE;
    BodyRule message = BodyRule.whole(maxMessage);
    BodyRule upload = BodyRule.multipart(maxUpload);
    return List.of(
        Route.post("/v1/images/generations", message, errors, images::generate),
        Route.post("/v1/images/edits", upload, errors, images::edit),
        Route.post("/v1/audio/speech", message, errors, sound::speech),
        Route.post("/v1/audio/transcriptions", upload, errors, sound::transcribe),
        Route.post("/v1/videos", upload, errors, videos::create),
        Route.get("/v1/videos", errors, videos::list),
        Route.get("/v1/videos/{video}", errors, videos::get),
        Route.delete("/v1/videos/{video}", errors, videos::delete),
        Route.get("/v1/videos/{video}/content", errors, videos::content));
  }
}
