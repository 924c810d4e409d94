package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemoteConfigTest {

  @Test
  void factory_onTheClassPath_isFound() {
    assertThat(ServiceLoader.load(ProviderFactory.class).stream().map(found -> found.get().type()))
        .contains("remote");
  }

  @Test
  void capabilities_cover_whatTheContractCarries() {
    assertThat(new RemoteFactory().capabilities())
        .extracting(Capability::ability)
        .containsExactly(Ability.values());
    assertThat(new RemoteFactory().capabilities())
        .filteredOn(capability -> capability.ability() == Ability.EMBEDDING)
        .extracting(Capability::parameters)
        .containsExactly(Set.of(Parameter.EMBEDDING_DIMENSIONS, Parameter.ADAPTERS));
  }

  @Test
  void tls_onAUnixSocket_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> config("unix:/run/p", Optional.of(tls(Optional.empty())), 64, 1 << 20, "5s"))
        .withMessageContaining("a Unix socket stays on the machine");
  }

  @Test
  void tls_keyWithoutCertificate_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tls(Optional.of(Path.of("key.pem"))))
        .withMessageContaining("tls.certificate is missing");
  }

  @Test
  void values_outOfRange_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("a:1", Optional.empty(), 0, 1 << 20, "5s"))
        .withMessage("max-in-flight is 0, expected 1 to 100000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("a:1", Optional.empty(), 1, 100, "5s"))
        .withMessage("max-message-bytes is 100, expected 1024 to 1073741824");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RemoteTimeout(
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
        .withMessage("timeout.connect is 0 ms, expected more than 0");
  }

  @Test
  void toString_hidesTheToken() {
    assertThat(config("a:1", Optional.empty(), 1, 1 << 20, "5s").toString())
        .doesNotContain("secret-token");
    assertThat(new RemoteFactory().secretProperties()).containsExactly("token");
  }

  private static RemoteTls tls(Optional<Path> key) {
    return new RemoteTls(Optional.empty(), Optional.empty(), key, Optional.empty());
  }

  private static RemoteConfig config(
      String address, Optional<RemoteTls> tls, int inFlight, int messageBytes, String interval) {
    return new RemoteConfig(
        address,
        tls,
        Optional.of(new Secret("secret-token")),
        RemoteTimeout.DEFAULTS,
        Duration.ZERO,
        Duration.parse("PT" + interval),
        inFlight,
        messageBytes,
        1);
  }
}
