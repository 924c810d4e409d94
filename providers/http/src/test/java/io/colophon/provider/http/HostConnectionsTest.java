package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.HostConnections.Grant;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.Test;

class HostConnectionsTest {
  private final EventLoop loop = new DefaultEventLoop(); // has no thread until it has a task
  private final HostConnections host = new HostConnections(1, 1);

  @Test
  void retire_whoeverIsIn_isNotForgotten() {
    assertThat(host.acquire(loop, grant -> {})).isEqualTo(new Grant.Open());
    assertThat(host.retire()).isFalse();
    assertThat(host.acquire(loop, grant -> {})).isEqualTo(new Grant.Wait());
  }

  @Test
  void acquire_afterItWasRetired_isSentToItsSuccessor() {
    host.acquire(loop, grant -> {});
    host.gone(null);
    assertThat(host.retire()).isTrue();
    assertThat(host.acquire(loop, grant -> {})).isEqualTo(new Grant.Retired());
    assertThat(host.open()).isZero();
  }
}
