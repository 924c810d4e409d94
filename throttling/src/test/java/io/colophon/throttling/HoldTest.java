package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldTest {
  private static final long MILLIS = 1_800_000_000_000L;
  private static final LimitRule SLOTS =
      LimitRule.of("key:*", Dimension.CONCURRENCY, 2, Window.AT_ONCE);
  private static final LimitRule TOKENS =
      LimitRule.of("tenant:t", Dimension.TOKENS, 1_000, Window.DAY);
  private static final List<String> SUBJECTS = List.of("tenant:t", "key:k");

  private final Limits limits = Limits.of(List.of(SLOTS, TOKENS));
  private final LimitChain chain = limits.chain(SUBJECTS);

  private static Demand demand(String owner, String stream) {
    return Demand.one(owner, Duration.ofSeconds(10)).with(Dimension.TOKENS, 100).on(stream);
  }

  private static Hold granted(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Granted.class);
    return ((Decision.Granted) decision).hold();
  }

  @Test
  void holds_listed_sayWhoHasWhatSinceWhenAndUntilWhen() {
    Hold second = granted(chain.acquire(demand("b", "s2"), 7, MILLIS));
    granted(chain.acquire(demand("a", "s1"), 5, MILLIS));
    assertThat(limits.holds(10)).extracting(Hold::owner).containsExactly("a", "b");
    assertThat(limits.holds(1)).extracting(Hold::stream).containsExactly("s1");
    assertThat(second.sinceNanos()).isEqualTo(7);
    assertThat(second.deadlineNanos()).isEqualTo(10_000_000_007L);
    assertThat(second.rooms())
        .containsExactlyInAnyOrder(
            new HeldRoom(SLOTS, "key:k", 1), new HeldRoom(TOKENS, "tenant:t", 100));
    second.settle(Amounts.UNKNOWN, 8, MILLIS);
    assertThat(second.rooms()).isEmpty();
    assertThat(limits.holds(10)).extracting(Hold::owner).containsExactly("a");
  }

  @Test
  void stream_closed_givesItsSlotsBackAndNoOthers() {
    Hold closed = granted(chain.acquire(demand("a", "s1"), 0, MILLIS));
    granted(chain.acquire(demand("b", "s2"), 0, MILLIS));
    assertThat(chain.acquire(demand("c", "s3"), 0, MILLIS)).isInstanceOf(Decision.Refused.class);
    assertThat(limits.closed("", 0, MILLIS)).isZero();
    assertThat(limits.closed("s1", 0, MILLIS)).isEqualTo(1);
    Hold third = granted(chain.acquire(demand("c", "s3"), 0, MILLIS));
    assertThat(chain.acquire(demand("d", "s4"), 0, MILLIS)).isInstanceOf(Decision.Refused.class);
    // What it may have used is not forgotten with the slot.
    closed.settle(Amounts.of(Dimension.TOKENS, 60), 1, MILLIS);
    third.release(1, MILLIS);
    assertThat(limits.closed("s1", 2, MILLIS)).isZero();
    assertThat(chain.usage(2, MILLIS))
        .extracting(LimitUsage::used, LimitUsage::held)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(60L, 100L),
            org.assertj.core.groups.Tuple.tuple(0L, 1L));
  }

  @Test
  void hold_keptByItsCaller_isUsedAgainOnlyAfterItEnded() {
    Hold kept = chain.hold();
    for (int i = 0; i < 300; i++) {
      Demand demand = demand("g" + i, "");
      assertThat(granted(chain.acquire(kept, demand, i, MILLIS))).isSameAs(kept);
      assertThat(kept.owner()).isEqualTo("g" + i);
      assertThat(limits.openHolds()).isEqualTo(1);
      assertThatThrownBy(() -> chain.acquire(kept, demand, 0, MILLIS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the hold of %s has not ended", demand.owner());
      kept.release(i, MILLIS);
    }
    assertThat(limits.openHolds()).isZero();
    Hold other = chain.hold();
    granted(chain.acquire(other, demand("a", ""), 0, MILLIS));
    granted(chain.acquire(demand("b", ""), 0, MILLIS));
    assertThat(chain.acquire(kept, demand("c", ""), 0, MILLIS))
        .isInstanceOf(Decision.Refused.class);
    other.release(0, MILLIS);
    granted(chain.acquire(kept, demand("c", ""), 0, MILLIS));
  }

  @Test
  void hold_keptByItsCaller_allocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Limits large =
        Limits.of(
            List.of(
                LimitRule.of("tenant:t", Dimension.REQUESTS, 1L << 40, Window.SECOND),
                LimitRule.of("tenant:t", Dimension.TOKENS, 1L << 40, Window.DAY),
                LimitRule.of("key:k", Dimension.CONCURRENCY, 100_000, Window.AT_ONCE)));
    LimitChain of = large.chain(SUBJECTS);
    Hold kept = of.hold();
    Demand demand = demand("g", "");
    Amounts used = Amounts.of(Dimension.TOKENS, 60);
    long before = 0;
    int rounds = 100_000;
    for (int i = -1_000; i < rounds; i++) {
      if (i == 0) {
        before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      }
      of.acquire(kept, demand, i, MILLIS);
      kept.settle(used, i, MILLIS);
      of.spend(used, i, MILLIS);
    }
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated).as("bytes in %s rounds", rounds).isLessThan(rounds);
    assertThat(large.usage(rounds, MILLIS))
        .filteredOn(usage -> usage.rule().dimension() == Dimension.TOKENS)
        .extracting(LimitUsage::used)
        .containsExactly((rounds + 1_000) * 120L);
  }

  @Test
  void key_createdDuringABurst_isLimitedFromItsFirstRequest() {
    Limits each = Limits.of(List.of(LimitRule.of("key:*", Dimension.REQUESTS, 1, Window.HOUR)));
    Amounts one = Amounts.of(Dimension.REQUESTS, 1);
    for (int i = 0; i < 100; i++) {
      LimitChain fresh = each.chain(List.of("key:" + i));
      assertThat(fresh.spend(one, 0, MILLIS)).isNull();
      assertThat(fresh.spend(one, 0, MILLIS)).isInstanceOf(Decision.Refused.class);
      assertThat(each.chain(List.of("key:" + i)).spend(one, 0, MILLIS))
          .isInstanceOf(Decision.Refused.class);
    }
  }

  /** A shared limit whose store says nothing until it is told to. */
  private static final class Asked extends Limit {
    final CompletableFuture<Void> answered = new CompletableFuture<>();
    long room;
    long held;

    Asked(LimitRule rule, String subject) {
      super(rule, subject);
    }

    @Override
    protected boolean hold(long amount, long nowNanos, long nowEpochMillis) {
      boolean fits = held + amount <= room;
      held += fits ? amount : 0;
      return fits;
    }

    @Override
    protected void spend(long unheld, long used, long nowNanos, long nowEpochMillis) {
      held -= unheld;
      room -= used;
    }

    @Override
    protected void charge(long amount, long atNanos, long atEpochMillis) {
      room -= amount;
    }

    @Override
    protected boolean refuses(long amount, long nowNanos, long nowEpochMillis) {
      return held + amount > room;
    }

    @Override
    protected Decision refusal(long amount, long nowNanos, long nowEpochMillis) {
      return new Decision.Pending(answered);
    }

    @Override
    protected LimitUsage usage(long nowNanos, long nowEpochMillis) {
      return new LimitUsage(rule(), subject(), 0, held);
    }
  }

  @Test
  void shared_roomIsAskedFor_isPendingUntilItComesAndARefusalElsewhereWins() {
    LimitRule money = LimitRule.of("tenant:t", Dimension.MONEY, 500, Window.MONTH);
    Asked[] made = new Asked[1];
    Sharing sharing =
        new Sharing() {
          @Override
          public @Nullable Limit limit(LimitRule rule, String subject, @Nullable Limit before) {
            if (!rule.equals(money)) {
              return null;
            }
            made[0] = new Asked(rule, subject);
            return made[0];
          }
        };
    Limits mixed = Limits.of(List.of(SLOTS, TOKENS, money), 100, sharing);
    LimitChain of = mixed.chain(SUBJECTS);
    Demand demand = demand("g", "").with(Dimension.MONEY, 40);

    Decision first = of.acquire(demand, 0, MILLIS);
    assertThat(first).isEqualTo(new Decision.Pending(made[0].answered));
    assertThat(mixed.openHolds()).isZero();
    assertThat(of.usage(0, MILLIS)).extracting(LimitUsage::held).containsOnly(0L);
    assertThat(of.acquire(demand.with(Dimension.TOKENS, 1_001), 0, MILLIS))
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.rule()).isEqualTo(TOKENS));

    made[0].room = 60;
    Hold hold = granted(of.acquire(demand, 0, MILLIS));
    assertThat(made[0].held).isEqualTo(40);
    Amounts more = Amounts.of(Dimension.MONEY, 30).with(Dimension.TOKENS, 5);
    assertThat(hold.extend(more, 0, MILLIS)).isInstanceOf(Decision.Pending.class);
    assertThat(hold.rooms()).extracting(HeldRoom::held).containsExactlyInAnyOrder(1L, 100L, 40L);
    made[0].room = 100;
    assertThat(hold.extend(more, 0, MILLIS)).isEqualTo(new Decision.Granted(hold));
    assertThat(hold.rooms()).extracting(HeldRoom::held).containsExactlyInAnyOrder(1L, 105L, 70L);
    // No room for the tokens: what the shared limit held for them goes back.
    Amounts much = Amounts.of(Dimension.MONEY, 1).with(Dimension.TOKENS, 1_000);
    assertThat(hold.extend(much, 0, MILLIS)).isInstanceOf(Decision.Refused.class);
    assertThat(made[0].held).isEqualTo(70);
    hold.settle(Amounts.of(Dimension.MONEY, 33).with(Dimension.TOKENS, 50), 0, MILLIS);
    assertThat(made[0].held).isZero();
    assertThat(made[0].room).isEqualTo(67);
  }
}
