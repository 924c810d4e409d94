package io.colophon.gateway.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.Window;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderDialectTest {
  private static final Instant NOW = Instant.parse("2026-02-27T23:00:00Z");

  private static Standing standing(
      String subject, Dimension dimension, Window per, long amount, long settled, long held) {
    return new Standing(ShownLimit.of(subject, dimension, per, amount, amount), settled, held, NOW);
  }

  private static Map<String, String> written(HeaderDialect dialect, Standing... standings) {
    Map<String, String> headers = new LinkedHashMap<>();
    dialect.write(List.of(standings), headers::put);
    return headers;
  }

  @Test
  void write_severalLimits_structuredFieldsNameEachWithItsWindowAndUnit() {
    Map<String, String> headers =
        written(
            HeaderDialect.OPENAI,
            standing("tenant:acme", Dimension.REQUESTS, Window.MINUTE, 60, 15, 0),
            standing("key:bar", Dimension.TOKENS, Window.DAY, 5000, 800, 300),
            standing("key:bar", Dimension.CONCURRENCY, Window.AT_ONCE, 4, 0, 3),
            standing("key:bar", Dimension.MONEY, Window.MONTH, 12_500_000_000L, 0, 0));

    assertThat(headers)
        .containsEntry(
            "ratelimit-policy",
            "\"tenant:acme/requests/minute\";q=60;w=60,"
                + " \"key:bar/tokens/day\";q=5000;qu=\"tokens\";w=86400,"
                + " \"key:bar/concurrency\";q=4;qu=\"concurrent-requests\","
                + " \"key:bar/money/month\";q=12500000000;qu=\"nano\";w=2419200")
        .containsEntry(
            "ratelimit",
            "\"tenant:acme/requests/minute\";r=45;t=15,"
                + " \"key:bar/tokens/day\";r=4200;t=3600,"
                + " \"key:bar/concurrency\";r=1,"
                + " \"key:bar/money/month\";r=12500000000;t=90000");
  }

  @Test
  void write_openai_tightestLimitOfEachIsNamedWithATimeToWait() {
    Map<String, String> headers =
        written(
            HeaderDialect.OPENAI,
            standing("tenant:acme", Dimension.TOKENS, Window.DAY, 100_000, 0, 0),
            standing("key:bar", Dimension.TOKENS, Window.MINUTE, 1000, 900, 0),
            standing("key:bar", Dimension.REQUESTS, Window.MINUTE, 500, 1, 0));

    assertThat(headers)
        .containsEntry("x-ratelimit-limit-tokens", "1000")
        .containsEntry("x-ratelimit-remaining-tokens", "100")
        .containsEntry("x-ratelimit-reset-tokens", "54s")
        .containsEntry("x-ratelimit-limit-requests", "500")
        .containsEntry("x-ratelimit-remaining-requests", "499")
        .containsEntry("x-ratelimit-reset-requests", "120ms")
        .doesNotContainKey("anthropic-ratelimit-tokens-limit");
  }

  @Test
  void write_anthropic_momentsAreSaidInItsOwnNames() {
    Map<String, String> headers =
        written(
            HeaderDialect.ANTHROPIC,
            standing("key:bar", Dimension.OUTPUT_TOKENS, Window.MINUTE, 1000, 250, 0));

    assertThat(headers)
        .containsEntry("anthropic-ratelimit-output-tokens-limit", "1000")
        .containsEntry("anthropic-ratelimit-output-tokens-remaining", "750")
        .containsEntry("anthropic-ratelimit-output-tokens-reset", "2026-02-27T23:00:15Z")
        .doesNotContainKey("x-ratelimit-limit-tokens");
  }

  @Test
  void write_overdrawnLimit_nothingIsLeftRatherThanLessThanNothing() {
    assertThat(
            written(
                HeaderDialect.OPENAI,
                standing("key:bar", Dimension.TOKENS, Window.DAY, 100, 130, 0)))
        .containsEntry("x-ratelimit-remaining-tokens", "0")
        .containsEntry("ratelimit", "\"key:bar/tokens/day\";r=0;t=3600");
  }

  @Test
  void write_nameThatCannotStandInAHeader_isEscaped() {
    assertThat(
            written(
                HeaderDialect.OPENAI,
                standing("key:a\"b\\\u4e2d\r\n", Dimension.IMAGES, Window.DAY, 1, 0, 0)))
        .containsEntry("ratelimit", "\"key:a\\\"b\\\\???/images/day\";r=1;t=3600");
  }

  @Test
  void write_useTimesWindowPassesALong_timeToWaitIsExact() {
    assertThat(
            written(
                HeaderDialect.OPENAI,
                standing("key:bar", Dimension.TOKENS, Window.HOUR, 1L << 60, 1L << 59, 0)))
        .containsEntry("x-ratelimit-reset-tokens", "30m0s")
        .containsEntry("ratelimit", "\"key:bar/tokens/hour\";r=999999999999999;t=1800");
  }

  @Test
  void write_noLimits_nothingIsSaid() {
    assertThat(written(HeaderDialect.OPENAI)).isEmpty();
  }
}
