package io.colophon.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** {@code /v1/embeddings}. */
class EmbeddingsTest extends DoorTest {
  private static final String PATH = "/v1/embeddings";

  private static Script vectors() {
    return Script.start()
        .accept("e-1")
        .emit(new GenerationEvent.Vector(1, FloatBuffer.wrap(new float[] {0.5f, -2})))
        .emit(new GenerationEvent.Vector(0, FloatBuffer.wrap(new float[] {1, 0.25f})))
        .finish(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.INPUT_TOKENS, 4).build());
  }

  @Test
  void texts_asFloats_areInTheirOrder() throws Exception {
    upstream().then(vectors());

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":[\"a\",\"b\"],\"dimensions\":2}").answer();

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[1.0,0.25]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.5,-2.0]}],"
                + "\"model\":\"e-1\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}");
    GenerationRequest.Embedding asked =
        (GenerationRequest.Embedding) upstream().calls().get(0).request();
    assertThat(asked.dimensions()).hasValue(2);
    assertThat(asked.prompt().messages()).hasSize(2);
  }

  @Test
  void texts_asBase64_areLittleEndianFloats() throws Exception {
    upstream().then(vectors());

    RawHttp.Answer answer =
        client
            .post(
                PATH, "{\"encoding_format\":\"base64\",\"model\":\"chat\",\"input\":[\"a\",\"b\"]}")
            .answer();

    // 00 00 80 3F  00 00 80 3E
    assertThat(json(answer).at("/data/0/embedding").asString()).isEqualTo("AACAPwAAgD4=");
  }

  @Test
  void vector_missing_isTheTargetsFailure() throws Exception {
    upstream().then(vectors());

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":[\"a\",\"b\",\"c\"]}").answer();

    assertThat(answer.status()).isEqualTo(502);
    assertThat(json(answer).at("/error/code").asString()).isEqualTo("UPSTREAM_MALFORMED");
  }

  @Test
  void input_ofTokens_isRefusedClearly() throws Exception {
    RawHttp.Answer answer = client.post(PATH, "{\"model\":\"chat\",\"input\":[1,2]}").answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).at("/error/message").asString()).contains("expected texts");
  }
}
