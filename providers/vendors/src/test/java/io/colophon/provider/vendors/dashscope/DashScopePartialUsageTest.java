package io.colophon.provider.vendors.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.SoFar;
import io.colophon.provider.vendors.pieces.Trial;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a stream that ends early. */
class DashScopePartialUsageTest {
  private final Trial trial = new Trial(Deployments::open);

  @AfterEach
  void close() {
    trial.close();
  }

  private static String event(int output) {
    return "id:1\nevent:result\n:HTTP_STATUS/200\ndata:{\"output\":{\"choices\":[{\"message\":"
        + "{\"content\":\"水\",\"role\":\"assistant\"},\"finish_reason\":\"null\"}]},\"usage\":"
        + "{\"input_tokens\":25,\"output_tokens\":"
        + output
        + "},\"request_id\":\"r-1\"}\n\n";
  }

  @Test
  void stream_breaksOff_whatTheLastEventSaidIsHandedOn() {
    trial
        .upstream()
        .on(
            "POST",
            "/api/v1/services/aigc/text-generation/generation",
            Answer.events(event(1), event(3)).close());
    CollectingSubscriber got = trial.run(Trial.text("多深?"));
    assertThat(got.failure()).isPresent();
    assertThat(SoFar.counts(got)).isEqualTo(Map.of("input_tokens", 25L, "output_tokens", 3L));
  }
}
