package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BedrockConfigTest {

  private static BedrockConfig config(
      String region, boolean apiKey, Optional<String> id, boolean secret, Optional<String> output) {
    return new BedrockConfig(
        region,
        Optional.empty(),
        Optional.empty(),
        apiKey ? Optional.of(new Secret("k")) : Optional.empty(),
        id,
        secret ? Optional.of(new Secret("s")) : Optional.empty(),
        Optional.empty(),
        output,
        Optional.empty(),
        Duration.ofSeconds(10),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        Optional.of(List.of(new OfferedModel("nova", List.of(Ability.VIDEO), Optional.empty()))));
  }

  @Test
  void create_regionOfAnotherForm_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> config("eu-central-1.evil/", true, Optional.empty(), false, Optional.empty()))
        .withMessageContaining("expected one such as eu-central-1");
  }

  @Test
  void create_noCredentialsOrBothKinds_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("eu-west-1", false, Optional.empty(), false, Optional.empty()))
        .withMessageStartingWith("expected either api-key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("eu-west-1", true, Optional.of("id"), true, Optional.empty()))
        .withMessageStartingWith("expected either api-key");
  }

  @Test
  void create_halfAKey_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("eu-west-1", false, Optional.of("id"), false, Optional.empty()))
        .withMessageContaining("go together");
  }

  @Test
  void create_bucketWithAnApiKey_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> config("eu-west-1", true, Optional.empty(), false, Optional.of("s3://films/out")))
        .withMessageContaining("opens no bucket");
  }

  @Test
  void create_filmsWithoutABucket_refused() {
    BedrockConfig config = config("eu-west-1", true, Optional.empty(), false, Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BedrockFactory().create("b", config, Taken.context()))
        .withMessage("output is missing: model nova puts its films into a bucket");
  }
}
