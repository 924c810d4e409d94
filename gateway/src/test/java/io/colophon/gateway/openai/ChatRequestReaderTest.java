package io.colophon.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are read, and what is said of those that cannot be. */
class ChatRequestReaderTest {
  private static final String USER = "'messages':[{'role':'user','content':'Hi'}]";

  private static ChatRequest read(String json) {
    return ChatRequestReader.read(
        ByteBuffer.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  private static Refusal refusalOf(String json) {
    return catchThrowableOfType(Refusal.class, () -> read(json));
  }

  @Test
  void extensions_simpleOnesAndThoseWithANameOfOurs_areKept() {
    ChatRequest read =
        read(
            "{'model':'m',"
                + USER
                + ",'tool_choice':{'type':'function','function':{'name':'f'}},"
                + "'logit_bias':{'50256':-100},'frequency_penalty':1,'service_tier':'flex',"
                + "'response_format':{'type':'json_object'},'prediction':{'type':'content'},"
                + "'audio':null}");

    assertThat(read.request().prompt().extensions())
        .isEqualTo(
            Map.of(
                "tool_choice",
                Map.of("type", "function", "function", Map.of("name", "f")),
                "logit_bias",
                Map.of("50256", -100),
                "frequency_penalty",
                1,
                "service_tier",
                "flex",
                "response_format",
                "json_object"));
  }

  @Test
  void stop_asOneString_isAList() {
    assertThat(read("{" + USER + ",'stop':'END'}").request().stop()).isEqualTo(List.of("END"));
  }

  @Test
  void text_withPairsOfSurrogates_isTaken() {
    assertThat(
            read("{'messages':[{'role':'user','content':'\\ud83d\\ude00'}]}")
                .request()
                .prompt()
                .userText())
        .isEqualTo("\ud83d\ude00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'messages':[{'role':'user','content':7}]} | messages[0].content",
        "{'messages':[{'role':'robot','content':'Hi'}]} | messages[0].role",
        "{'messages':[{'content':'Hi'}]} | messages[0].role",
        "{'messages':[{'role':'user'}]} | messages[0].content",
        "{'messages':[{'role':'tool','content':'x'}]} | messages[0].tool_call_id",
        "{'messages':[{'role':'user','content':[{'type':'hologram'}]}]}|messages[0].content[0].type",
        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'ftp://x/y'}}]}]}"
            + " | messages[0].content[0].url",
        "{'messages':[{'role':'user','content':'\\ud83d'}]} | messages[0].content",
        "{'messages':'Hi'} | messages",
        "{'messages':[]} | messages",
        "{'messages':[{'role':'user','content':'  '}]} | messages",
        "{'model':'a','model':'b'} | model",
        "{'model':5} | model",
        "{'temperature':'hot'} | temperature",
        "{'temperature':3} | temperature",
        "{'max_tokens':1.5} | max_tokens",
        "{'max_tokens':99999999999999999999} | max_tokens",
        "{'top_p':0} | top_p",
        "{'n':2} | n",
        "{'stream':'yes'} | stream",
        "{'stop':['']} | stop[0]",
        "{'tools':[{'type':'retrieval'}]} | tools[0].type",
        "{'tools':[{'type':'function','function':{'name':'f','parameters':'x'}}]} |"
            + " tools[0].function.parameters",
        "{'response_format':{'type':'xml'}} | response_format.type"
      })
  void request_withSomethingWrong_namesThePlace(String json, String place) {
    Refusal refusal = refusalOf(json);

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal.fields().get(0).field()).isEqualTo(place);
    assertThat(refusal.text()).containsPattern("expected|cannot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'messages':[",
        "[]",
        "nothing",
        "{'messages':[{'role':'user','content':'Hi'}]} {}",
        "{'a':01}",
        "{'a':'\u0001'}",
        "''"
      })
  void body_thatIsNoJsonObject_isMalformed(String json) {
    Refusal refusal = refusalOf(json);

    assertThat(refusal.reason()).isEqualTo(Reason.MESSAGE_MALFORMED);
    assertThat(refusal.text()).startsWith("the body is").hasSizeLessThan(200);
  }

  @Test
  void body_thatIsNoUtf8_isMalformed() {
    byte[] bytes = "{\"model\":\"m?\"}".getBytes(StandardCharsets.ISO_8859_1);
    bytes[11] = (byte) 0xFF;
    Refusal broken =
        catchThrowableOfType(Refusal.class, () -> ChatRequestReader.read(ByteBuffer.wrap(bytes)));
    Refusal wide =
        catchThrowableOfType(
            Refusal.class,
            () ->
                ChatRequestReader.read(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_16LE))));

    assertThat(broken.reason()).isEqualTo(Reason.MESSAGE_MALFORMED);
    assertThat(wide.text()).isEqualTo("the body is not UTF-8");
  }

  @Test
  void body_nestedWithoutEnd_isMalformed() {
    assertThat(refusalOf("{'x':" + "[".repeat(100_000)).reason())
        .isEqualTo(Reason.MESSAGE_MALFORMED);
  }
}
