package io.colophon.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestDigestTest {
  private static GenerationRequest request(String words, Map<String, Object> extensions) {
    return GenerationRequest.Text.of(
        Prompt.of(new TargetModel("m"), words).withExtensions(extensions));
  }

  private static GenerationRequest seeing(byte... picture) {
    return GenerationRequest.Text.of(
        new Prompt(
            new TargetModel("m"),
            List.of(
                new Message(
                    Message.Role.USER,
                    List.of(new Part.Media("image/png", ByteBuffer.wrap(picture))))),
            List.of(),
            Map.of()));
  }

  @Test
  void requests_thatSayTheSame_haveTheSameDigest() {
    Map<String, Object> oneOrder = new LinkedHashMap<>();
    oneOrder.put("a", 1L);
    oneOrder.put("b", List.of("x", true));
    Map<String, Object> otherOrder = new LinkedHashMap<>();
    otherOrder.put("b", List.of("x", true));
    otherOrder.put("a", 1L);

    assertThat(RequestDigest.of(request("Hi", oneOrder)))
        .hasSize(64)
        .isEqualTo(RequestDigest.of(request("Hi", otherOrder)));
    assertThat(RequestDigest.of(seeing((byte) 1, (byte) 2)))
        .isEqualTo(RequestDigest.of(seeing((byte) 1, (byte) 2)));
  }

  @Test
  void requests_thatDifferAnywhere_haveOtherDigests() {
    assertThat(
            List.of(
                RequestDigest.of(request("Hi", Map.of())),
                RequestDigest.of(request("Ho", Map.of())),
                RequestDigest.of(request("Hi", Map.of("a", 1L))),
                RequestDigest.of(request("Hi", Map.of("a", 1))),
                RequestDigest.of(request("Hi", Map.of("a", "1"))),
                RequestDigest.of(seeing((byte) 1)),
                RequestDigest.of(seeing((byte) 2)),
                RequestDigest.of("ab", "c"),
                RequestDigest.of("a", "bc"),
                RequestDigest.of(Optional.empty()),
                RequestDigest.of(Optional.of("")),
                RequestDigest.of(List.of(), "x"),
                RequestDigest.of(List.of("x"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void bytes_ofAPicture_areReadWithoutBeingMoved() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
    String once = RequestDigest.of(new Part.Media("image/png", bytes));

    assertThat(RequestDigest.of(new Part.Media("image/png", bytes))).isEqualTo(once);
    assertThat(bytes.remaining()).isEqualTo(3);
  }

  @Test
  void value_thatNobodyKnows_isRefused() {
    assertThatThrownBy(() -> RequestDigest.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
