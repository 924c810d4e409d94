package io.colophon.gateway.openai;

import io.colophon.gateway.artifacts.ArtifactAnswer;
import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.jobs.AskedJob;
import io.colophon.gateway.jobs.JobDesk;
import io.colophon.gateway.jobs.Jobs;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.gateway.work.Completion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/videos}: the gateway's jobs that put out films, as OpenAI shows them. */
final class VideoEndpoints {
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;
  private static final int LOOKED_THROUGH_MOST = 2_000;

  /** Sorts behind every id. */
  private static final String LAST = "~";

  private final RestReceiver receiver;
  private final RestCalls calls;
  private final Jobs jobs;
  private final JobDesk desk;
  private final Artifacts artifacts;
  private final BlockingPool pool;

  VideoEndpoints(
      RestReceiver receiver,
      RestCalls calls,
      Jobs jobs,
      JobDesk desk,
      Artifacts artifacts,
      BlockingPool pool) {
    this.receiver = receiver;
    this.calls = calls;
    this.jobs = jobs;
    this.desk = desk;
    this.artifacts = artifacts;
    this.pool = pool;
  }

  void create(Exchange exchange) {
    VideoOrder order =
        exchange.contentType().equals("application/json")
            ? VideoOrder.read(exchange.body())
            : VideoOrder.read(exchange.multipart());
    Received received =
        receiver.receive(exchange, order.model(), order.request(), Optional.empty());
    exchange.header("x-colophon-request-id", received.requestId());
    Completion.of(
        jobs.start(received, order.message(received, exchange.requestHeader("idempotency-key"))),
        (operation, failure) -> {
          if (operation == null) {
            exchange.fail(failure);
          } else {
            AskedJob job =
                new AskedJob(
                    operation, order.message(received, exchange.requestHeader("idempotency-key")));
            exchange.json(200, JsonBytes.write(json -> VideoJson.write(json, job)));
          }
        });
  }

  void get(Exchange exchange) {
    calls.onPool(
        exchange,
        caller -> {
          AskedJob job = video(caller.tenant(), exchange);
          exchange.json(200, JsonBytes.write(json -> VideoJson.write(json, job)));
        });
  }

  private AskedJob video(String tenant, Exchange exchange) {
    AskedJob job = desk.asked(tenant, jobId(exchange));
    if (!VideoJson.isVideo(job)) {
      throw unknown(exchange);
    }
    return job;
  }

  private static String jobId(Exchange exchange) {
    String id = exchange.segment("video");
    if (!id.startsWith(VideoJson.PREFIX)) {
      throw unknown(exchange);
    }
    return id.substring(VideoJson.PREFIX.length());
  }

  private static Refusal unknown(Exchange exchange) {
    return Refusal.of(
        Reason.NOT_FOUND, "no video \"" + Excerpt.of(exchange.segment("video")) + "\"");
  }

  /** One that is under way is cancelled; it can be deleted when it has ended. */
  void delete(Exchange exchange) {
    calls.onPool(
        exchange,
        caller -> {
          AskedJob job = video(caller.tenant(), exchange);
          String id = jobId(exchange);
          if (job.operation().getDone()) {
            desk.delete(caller.tenant(), id);
          } else {
            desk.cancel(caller.tenant(), id);
          }
          exchange.json(
              200,
              JsonBytes.write(
                  json -> {
                    json.writeStartObject();
                    json.writeStringProperty("id", VideoJson.id(job.operation()));
                    json.writeStringProperty("object", "video.deleted");
                    json.writeBooleanProperty("deleted", true);
                    json.writeEndObject();
                  }));
        });
  }

  void content(Exchange exchange) {
    String variant = exchange.query("variant").orElse("video");
    if (!variant.equals("video")) {
      throw Refusal.invalid(
          "variant",
          "\"" + Excerpt.of(variant) + "\", expected video: others are not made by this gateway");
    }
    calls.onPool(
        exchange,
        caller -> {
          AskedJob job = video(caller.tenant(), exchange);
          if (!job.operation().hasResponse()) {
            throw Refusal.of(
                Reason.FAILED_PRECONDITION,
                job.operation().getDone()
                    ? "the video failed and has no content"
                    : "the video is under way, expected a completed one");
          }
          String id = jobId(exchange);
          String type = desk.mimeType(id, "0").orElse("video/mp4");
          send(exchange, id, type);
        });
  }

  private void send(Exchange exchange, String id, String type) {
    try {
      ArtifactAnswer.send(exchange, artifacts, id, "0", type, pool);
    } catch (NoSuchFileException gone) {
      throw Refusal.of(Reason.NOT_FOUND, "the video is kept no longer");
    } catch (IOException failure) {
      throw Refusal.of(Reason.INTERNAL, "the video cannot be read", failure);
    }
  }

  void list(Exchange exchange) {
    int limit = limit(exchange.query("limit").orElse(""));
    boolean oldestFirst = exchange.query("order").filter("asc"::equals).isPresent();
    String after = exchange.query("after").map(VideoEndpoints::bare).orElse("");
    calls.onPool(
        exchange,
        caller -> {
          List<AskedJob> found = videos(caller.tenant(), after, limit + 1, oldestFirst);
          boolean more = found.size() > limit;
          List<AskedJob> page = more ? found.subList(0, limit) : found;
          exchange.json(200, JsonBytes.write(json -> write(json, page, more)));
        });
  }

  private static String bare(String id) {
    return id.startsWith(VideoJson.PREFIX) ? id.substring(VideoJson.PREFIX.length()) : id;
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PAGE;
    }
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw Refusal.invalid("limit", "\"" + Excerpt.of(text) + "\", expected 1 to " + LARGEST_PAGE);
    }
    return limit;
  }

  /** Other jobs lie between the videos; a bounded number of jobs is looked through. */
  private List<AskedJob> videos(String tenant, String after, int most, boolean oldestFirst) {
    List<AskedJob> found = new ArrayList<>();
    String from = after.isEmpty() && !oldestFirst ? LAST : after;
    for (int seen = 0; seen < LOOKED_THROUGH_MOST && found.size() < most; ) {
      List<AskedJob> jobsFound =
          oldestFirst
              ? desk.askedAfter(tenant, from, LARGEST_PAGE)
              : desk.askedBefore(tenant, from, LARGEST_PAGE);
      if (jobsFound.isEmpty()) {
        break;
      }
      jobsFound.stream().filter(VideoJson::isVideo).limit(most - found.size()).forEach(found::add);
      seen += jobsFound.size();
      from = bare(VideoJson.id(jobsFound.get(jobsFound.size() - 1).operation()));
    }
    return found;
  }

  private static void write(
      tools.jackson.core.JsonGenerator json, List<AskedJob> page, boolean more) {
    json.writeStartObject();
    json.writeStringProperty("object", "list");
    json.writeArrayPropertyStart("data");
    page.forEach(job -> VideoJson.write(json, job));
    json.writeEndArray();
    if (!page.isEmpty()) {
      json.writeStringProperty("first_id", VideoJson.id(page.get(0).operation()));
      json.writeStringProperty("last_id", VideoJson.id(page.get(page.size() - 1).operation()));
    }
    json.writeBooleanProperty("has_more", more);
    json.writeEndObject();
  }
}
