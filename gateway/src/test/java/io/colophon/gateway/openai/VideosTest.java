package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.testkit.Script;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Films in OpenAI's dialect. */
class VideosTest extends MediaDoorTest {

  @Test
  void video_fromCreationToDeletion() throws Exception {
    RawHttp.Answer created =
        client
            .post(
                "/v1/videos",
                "{\"model\":\"film\",\"prompt\":\"A cat\",\"seconds\":\"1\",\"size\":\"64x64\"}")
            .answer();
    assertThat(created.status()).isEqualTo(200);
    JsonNode video = json(created.text());
    String path = "/v1/videos/" + video.at("/id").asString();
    assertThat(video.at("/id").asString()).startsWith("video_");
    assertThat(video.at("/object").asString()).isEqualTo("video");
    assertThat(video.at("/status").asString()).isIn("queued", "in_progress", "completed");
    assertThat(video.at("/seconds").asString()).isEqualTo("1");
    assertThat(video.at("/size").asString()).isEqualTo("64x64");

    await()
        .atMost(PATIENCE)
        .until(() -> json(get(path).text()).at("/status").asString().equals("completed"));
    JsonNode done = json(get(path).text());
    assertThat(done.at("/progress").asInt()).isEqualTo(100);
    assertThat(done.at("/prompt").asString()).isEqualTo("A cat");
    assertThat(done.at("/error").isNull()).isTrue();
    assertThat(done.at("/colophon/label").asString()).isEqualTo("cn+eu");

    RawHttp.Answer whole = get(path + "/content");
    assertThat(whole.header("content-type")).isEqualTo("video/mp4");
    assertThat(new String(whole.body(), 4, 4, ISO_8859_1)).isEqualTo("ftyp");
    RawHttp.Answer part = get(path + "/content", "range: bytes=4-7\r\n");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("ftyp");
    assertThat(part.header("content-range")).isEqualTo("bytes 4-7/" + whole.body().length);
    RawHttp.Answer beyond = get(path + "/content", "range: bytes=99999999-\r\n");
    assertThat(beyond.status()).isEqualTo(416);

    JsonNode list = json(get("/v1/videos").text());
    assertThat(list.at("/data/0/id").asString()).isEqualTo(video.at("/id").asString());
    assertThat(list.at("/has_more").asBoolean()).isFalse();
    RawHttp.Answer deleted =
        client.send("DELETE " + path + " HTTP/1.1\r\nhost: t\r\n\r\n").answer();
    assertThat(json(deleted.text()).at("/deleted").asBoolean()).isTrue();
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void video_fails_saysWhy() throws Exception {
    upstream().otherwise(request -> Script.start().fail(FailureKind.CONTENT_REFUSED, "no"));
    RawHttp.Answer created =
        form(
            "/v1/videos",
            field("model", "seen-film"),
            field("prompt", "A cat"),
            file(
                "input_reference",
                "a.png",
                "image/png",
                png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00)));
    String path = "/v1/videos/" + json(created.text()).at("/id").asString();

    await()
        .atMost(PATIENCE)
        .until(() -> json(get(path).text()).at("/status").asString().equals("failed"));

    JsonNode failed = json(get(path).text());
    assertThat(failed.at("/error/code").asString()).isEqualTo("CONTENT_REFUSED");
    assertThat(((GenerationRequest.Video) upstream().calls().get(0).request()).firstFrame())
        .isPresent();
    RawHttp.Answer content = get(path + "/content");
    assertThat(content.status()).isEqualTo(409);
    assertThat(json(content.text()).at("/error/code").asString()).isEqualTo("FAILED_PRECONDITION");
  }

  @Test
  void videos_ofManyJobs_arePagedYoungestFirst() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(
          0,
          json(client
                  .post("/v1/videos", "{\"model\":\"film\",\"prompt\":\"A cat\"}")
                  .answer()
                  .text())
              .at("/id")
              .asString());
    }
    ids.sort(java.util.Comparator.reverseOrder());

    JsonNode first = json(get("/v1/videos?limit=2").text());
    JsonNode second = json(get("/v1/videos?limit=2&after=" + ids.get(1)).text());

    assertThat(first.at("/data/0/id").asString()).isEqualTo(ids.get(0));
    assertThat(first.at("/last_id").asString()).isEqualTo(ids.get(1));
    assertThat(first.at("/has_more").asBoolean()).isTrue();
    assertThat(second.at("/data/0/id").asString()).isEqualTo(ids.get(2));
    assertThat(second.at("/has_more").asBoolean()).isFalse();
  }
}
