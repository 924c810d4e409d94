package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.standing.Standing;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedChainTest {
  private static final Instant NOW = Instant.parse("2026-02-27T23:00:00Z");

  private final Limits limits =
      Limits.of(List.of(LimitRule.of("tenant:acme", Dimension.TOKENS, 5000, Window.DAY)));
  private final QuotaTools tools =
      new QuotaTools(
          new LimitChains(limits, user -> user), Clock.fixed(NOW, ZoneOffset.UTC), () -> 0);
  private final CountedChain chain =
      new CountedChain(limits.chain(List.of("tenant:acme", "global:all")));

  @Test
  void standings_askedTwice_tellTheUseOfTheMomentInTheSameWords() {
    Standing before = chain.standings(tools).get(0);
    chain.chain().spend(Amounts.of(Dimension.TOKENS, 800), 0, NOW.toEpochMilli());
    Standing after = chain.standings(tools).get(0);

    assertThat(before.settled()).isZero();
    assertThat(after.settled()).isEqualTo(800);
    assertThat(after.at()).isEqualTo(NOW);
    assertThat(after.id()).isEqualTo("tenant:acme/tokens/day");
    assertThat(after.limit()).isSameAs(before.limit());
  }

  @Test
  void standings_otherLimitsComeIntoForce_areToldInTheirWords() {
    chain.standings(tools);
    limits.reconfigure(
        List.of(
            LimitRule.of("tenant:acme", Dimension.TOKENS, 9000, Window.DAY),
            LimitRule.of("global:all", Dimension.REQUESTS, 10, Window.MINUTE)));

    assertThat(chain.standings(tools))
        .extracting(Standing::id, Standing::amount)
        .containsExactly(
            tuple("tenant:acme/tokens/day", 9000L), tuple("global/requests/minute", 10L));
  }
}
