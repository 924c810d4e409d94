package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.testkit.Script;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pictures in OpenAI's dialect. */
class ImagesTest extends MediaDoorTest {

  @Test
  void images_two_areBase64WithTheirSizeAndReceipt() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/generations",
                "{\"model\":\"draw\",\"prompt\":\"A"
                    + " cat\",\"n\":2,\"size\":\"96x64\",\"quality\":\"low\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = json(answer.text());
    assertThat(body.at("/data").size()).isEqualTo(2);
    assertThat(body.at("/size").asString()).isEqualTo("96x64");
    assertThat(body.at("/output_format").asString()).isEqualTo("png");
    assertThat(body.at("/created").asLong()).isPositive();
    for (JsonNode picture : body.at("/data")) {
      byte[] file = Base64.getDecoder().decode(picture.at("/b64_json").asString());
      assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(96);
      assertThat(new String(file, ISO_8859_1)).contains("AIGC"); // the implicit label
    }
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
    assertThat(answer.header("x-colophon-translation")).contains("quality");
  }

  @Test
  void images_stream_isOneCompletedEventForEach() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/generations",
                "{\"model\":\"draw\",\"prompt\":\"A cat\",\"stream\":true,\"size\":\"64x64\"}")
            .answer();

    List<JsonNode> events = data(answer.text());
    assertThat(answer.text()).contains("event: image_generation.completed\n");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).at("/type").asString()).isEqualTo("image_generation.completed");
    byte[] file = Base64.getDecoder().decode(events.get(0).at("/b64_json").asString());
    assertThat(ImageIO.read(new ByteArrayInputStream(file)).getHeight()).isEqualTo(64);
    assertThat(answer.text()).contains(": colophon {");
  }

  @Test
  void images_edit_readsPicturesMaskAndFields() throws Exception {
    upstream().then(Script.start().fail(FailureKind.INTERNAL, "seen"));
    byte[] picture = png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00);

    form(
        "/v1/images/edits",
        field("model", "seen"),
        field("prompt", "Bluer"),
        field("size", "64x64"),
        file("image[]", "a.png", "image/png", picture),
        file("image[]", "b.png", "application/octet-stream", picture),
        file("mask", "m.png", "image/png", png(BufferedImage.TYPE_INT_ARGB, 0xFF000000)));

    GenerationRequest.Image image = (GenerationRequest.Image) upstream().calls().get(0).request();
    assertThat(image.size()).hasValue(new PixelSize(64, 64));
    assertThat(image.prompt().userText()).isEqualTo("Bluer");
    assertThat(image.prompt().messages().get(0).parts()).hasSize(2);
    byte[] source = new byte[image.source().orElseThrow().bytes().remaining()];
    image.source().orElseThrow().bytes().duplicate().get(source);
    assertThat(source).isEqualTo(picture);
    byte[] mask = new byte[image.mask().orElseThrow().bytes().remaining()];
    image.mask().orElseThrow().bytes().duplicate().get(mask);
    BufferedImage ours = ImageIO.read(new ByteArrayInputStream(mask));
    assertThat(ours.getRaster().getSample(3, 3, 0)).isZero(); // opaque: kept
    assertThat(ours.getRaster().getSample(0, 0, 0)).isEqualTo(255); // transparent: changed
  }

  @Test
  void images_editByJson_takesDataUrls() throws Exception {
    byte[] picture = png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00);
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);

    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/edits",
                "{\"model\":\"draw\",\"prompt\":\"Bluer\",\"images\":[{\"image_url\":\""
                    + url
                    + "\"}]}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer.text()).at("/data/0/b64_json").asString()).isNotEmpty();
  }

  @Test
  void mask_thatIsNoPicture_isRefused() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/images/edits",
            field("model", "draw"),
            field("prompt", "x"),
            file("image", "a.png", "image/png", png(BufferedImage.TYPE_INT_RGB, 0)),
            file("mask", "m.png", "image/png", "no picture".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/param").asString()).isEqualTo("mask");
  }
}
