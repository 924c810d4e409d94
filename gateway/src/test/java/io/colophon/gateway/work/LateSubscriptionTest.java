package io.colophon.gateway.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class LateSubscriptionTest {
  private final List<String> heard = new ArrayList<>();
  private final LateSubscription late = new LateSubscription();
  private final Flow.Subscription source =
      new Flow.Subscription() {
        @Override
        public void request(long n) {
          heard.add("request " + n);
        }

        @Override
        public void cancel() {
          heard.add("cancel");
        }
      };

  @Test
  void request_beforeItBegins_isAskedInOneWhenItDoes() {
    late.request(2);
    late.request(3);
    late.comesFrom(source);
    late.request(1);

    assertThat(heard).containsExactly("request 5", "request 1");
  }

  @Test
  void request_moreThanCanBeCounted_isAsMuchAsCanBe() {
    late.request(Long.MAX_VALUE);
    late.request(7);
    late.comesFrom(source);

    assertThat(heard).containsExactly("request " + Long.MAX_VALUE);
  }

  @Test
  void comesFrom_nothingWasAsked_asksNothing() {
    late.comesFrom(source);

    assertThat(heard).isEmpty();
  }

  @Test
  void cancel_beforeItBegins_doesWhatWasSaidAndCancelsWhatBegins() {
    late.request(1);
    late.whenCancelled(() -> heard.add("left"));
    late.cancel();
    late.comesFrom(source);

    assertThat(late.isCancelled()).isTrue();
    assertThat(heard).containsExactly("left", "cancel");
  }

  @Test
  void whenCancelled_itWasCancelled_isDoneAtOnce() {
    late.cancel();
    late.whenCancelled(() -> heard.add("left"));

    assertThat(heard).containsExactly("left");
  }

  @Test
  void cancel_afterItHasBegun_reachesItsSourceAlone() {
    late.whenCancelled(() -> heard.add("left"));
    late.comesFrom(source);
    late.cancel();

    assertThat(heard).containsExactly("cancel");
  }
}
