package io.colophon.provider.declarative;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the vendors say when all is well, in their own forms. */
final class Doubles {
  static final byte[] PNG = SampleMedia.png(new PixelSize(8, 8), 1);
  static final String PNG_BASE64 = Base64.getEncoder().encodeToString(PNG);

  private Doubles() {}

  static OfferedModel model(String name, Ability... abilities) {
    return new OfferedModel(name, List.of(abilities), Optional.empty());
  }

  /** Jobs that are waiting, then running, then done. */
  private static String inTurn(
      Map<String, AtomicInteger> asked, String path, String first, String then, String last) {
    int times = asked.computeIfAbsent(path, key -> new AtomicInteger()).getAndIncrement();
    return times == 0 ? first : times == 1 ? then : last;
  }

  static void runway(HttpDouble vendor) {
    AtomicInteger ids = new AtomicInteger();
    Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    vendor
        .on(
            "POST",
            "/v1/*",
            request -> Answer.json("{\"id\":\"task-" + ids.incrementAndGet() + "\"}"))
        .on(
            "GET",
            "/v1/tasks/*",
            request ->
                Answer.json(
                    inTurn(
                        asked,
                        request.path(),
                        "{\"id\":\"x\",\"status\":\"PENDING\",\"createdAt\":\"2026-11-22T04:00:00Z\"}",
                        "{\"id\":\"x\",\"status\":\"RUNNING\",\"progress\":0.4}",
                        "{\"id\":\"x\",\"status\":\"SUCCEEDED\",\"output\":[\""
                            + vendor.uri("/files/film.mp4?_jwt=ey")
                            + "\"]}")))
        .on("DELETE", "/v1/tasks/*", Answer.of(204))
        .on("GET", "/files/film.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()).cutEvery(1000));
  }

  static void kling(HttpDouble vendor) {
    AtomicInteger ids = new AtomicInteger();
    Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    vendor
        .on(
            "POST",
            "/v1/videos/*",
            request ->
                Answer.json(
                    "{\"code\":0,\"message\":\"SUCCEED\",\"request_id\":\"r\",\"data\":{\"task_id\":\"t"
                        + ids.incrementAndGet()
                        + "\",\"task_status\":\"submitted\",\"created_at\":1722769557708}}"))
        .on(
            "GET",
            "/v1/videos/*",
            request ->
                Answer.json(
                    inTurn(
                        asked,
                        request.path(),
                        kling("submitted", ""),
                        kling("processing", ""),
                        kling(
                            "succeed",
                            ",\"task_result\":{\"videos\":[{\"id\":\"v\",\"url\":\""
                                + vendor.uri("/out.mp4")
                                + "\",\"duration\":\"5.1\"}]}"))))
        .on("GET", "/out.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  private static String kling(String state, String more) {
    return "{\"code\":0,\"message\":\"SUCCEED\",\"data\":{\"task_id\":\"t\",\"task_status\":\""
        + state
        + "\",\"task_status_msg\":\"\""
        + more
        + "}}";
  }

  static void stability(HttpDouble vendor) {
    vendor.on(
        "POST",
        "/v2beta/stable-image/generate/*",
        Answer.bytes("image/png", PNG)
            .header("finish-reason", "SUCCESS")
            .header("seed", "42")
            .cutEvery(50));
  }

  static void seedream(HttpDouble vendor) {
    AtomicInteger ids = new AtomicInteger();
    Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    vendor
        .on(
            "POST",
            "/api/v3/images/generations",
            Answer.json(
                "{\"model\":\"doubao-seedream-4-0-250828\",\"created\":1757321139,\"data\":[{\"b64_json\":\""
                    + java.util.Base64.getEncoder().encodeToString(jpeg())
                    + "\",\"size\":\"2048x2048\"}],\"usage\":{\"generated_images\":1,\"output_tokens\":16384,\"total_tokens\":16384}}"))
        .on(
            "POST",
            "/api/v3/contents/generations/tasks",
            request -> Answer.json("{\"id\":\"cgt-" + ids.incrementAndGet() + "\"}"))
        .on(
            "GET",
            "/api/v3/contents/generations/tasks/*",
            request ->
                Answer.json(
                    inTurn(
                        asked,
                        request.path(),
                        "{\"id\":\"c\",\"status\":\"queued\"}",
                        "{\"id\":\"c\",\"status\":\"running\"}",
                        "{\"id\":\"c\",\"model\":\"doubao-seedance-1-0-pro\",\"status\":\"succeeded\",\"content\":{\"video_url\":\""
                            + vendor.uri("/film.mp4")
                            + "\"},\"usage\":{\"completion_tokens\":246840,\"total_tokens\":246840}}")))
        .on("GET", "/film.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  static byte[] jpeg() {
    return new byte[] {
      (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 2, (byte) 0xff, (byte) 0xd9
    };
  }

  static void elevenLabs(HttpDouble vendor) {
    byte[] sound = new byte[5000];
    sound[0] = 'I';
    sound[1] = 'D';
    sound[2] = '3';
    Answer audio =
        Answer.bytes("audio/mpeg", sound).header("character-cost", "13").chunked().cutEvery(700);
    vendor
        .on("POST", "/v1/text-to-speech/*", audio)
        .on("POST", "/v1/music", audio)
        .on("POST", "/v1/sound-generation", audio)
        .on(
            "POST",
            "/v1/speech-to-text",
            Answer.json(
                "{\"language_code\":\"eng\",\"language_probability\":0.98,\"text\":\"Good"
                    + " morning.\",\"words\":[]}"));
  }

  static void a1111(HttpDouble vendor) {
    vendor.on(
        "POST",
        "/sdapi/v1/*",
        Answer.json(
            "{\"images\":[\""
                + PNG_BASE64
                + "\"],\"parameters\":{},\"info\":\"{\\\"seed\\\": 7}\"}"));
  }

  static void chat(HttpDouble vendor) {
    vendor.on(
        "POST",
        "/chat/completions",
        Answer.events(
                "data:"
                    + " {\"id\":\"1\",\"model\":\"lan-35b-0901\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n",
                ": keep-alive\n\n",
                "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"About"
                    + " \"}}]}\n\n",
                "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"310"
                    + " 米\"}}]}\n\n",
                "data:"
                    + " {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data:"
                    + " {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,\"total_tokens\":14}}\n\n",
                "data: [DONE]\n\n")
            .cutEvery(37));
  }
}
