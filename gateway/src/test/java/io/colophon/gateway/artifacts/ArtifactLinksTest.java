package io.colophon.gateway.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArtifactLinksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final byte[] KEY = new byte[32];
  private static final String ID = ArtifactLinks.id("01JOB", "0");

  private final ArtifactLinks links = at(NOW);

  @Test
  void link_withAPublicUrl_beginsWithIt() {
    assertThat(
            new ArtifactLinks(KEY, Optional.of(URI.create("https://ai.example/x/")), clock(NOW))
                .link(ID, Duration.ofHours(1)))
        .startsWith("https://ai.example/x/v1/artifacts/01JOB.0?expires=1795327200&signature=");
  }

  @Test
  void isGood_asMade_untilItExpires() {
    String signature = signature(links);

    assertThat(links.isGood(ID, "1795327200", signature)).isTrue();
    assertThat(at(NOW.plusSeconds(3599)).isGood(ID, "1795327200", signature)).isTrue();
    assertThat(at(NOW.plusSeconds(3600)).isGood(ID, "1795327200", signature)).isFalse();
  }

  @Test
  void isGood_anythingAltered_isNot() {
    String signature = signature(links);

    assertThat(links.isGood("01JOB.1", "1795327200", signature)).isFalse();
    assertThat(links.isGood(ID, "1795327201", signature)).isFalse();
    assertThat(links.isGood(ID, "01795327200", signature)).isFalse();
    assertThat(links.isGood(ID, "soon", signature)).isFalse();
    assertThat(links.isGood(ID, "1795327200", signature + "A")).isFalse();
    assertThat(links.isGood(ID, "1795327200", "")).isFalse();
    byte[] otherKey = {1};
    assertThat(
            new ArtifactLinks(otherKey, Optional.empty(), clock(NOW))
                .isGood(ID, "1795327200", signature))
        .isFalse();
  }

  private static String signature(ArtifactLinks links) {
    String link = links.link(ID, Duration.ofHours(1));
    return link.substring(link.indexOf("signature=") + "signature=".length());
  }

  private static ArtifactLinks at(Instant time) {
    return new ArtifactLinks(KEY, Optional.empty(), clock(time));
  }

  private static Clock clock(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }
}
