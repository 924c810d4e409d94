package io.colophon.gateway.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowancesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Allowances allowances = new Allowances();

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @Test
  void take_moreThanAMinuteHolds_isToldHowLongToWait() throws Exception {
    InetAddress one = address("192.0.2.1");
    assertThat(allowances.take(one, 2, 0)).isEmpty();
    assertThat(allowances.take(one, 2, 10 * SECOND)).isEmpty();
    assertThat(allowances.take(one, 2, 20 * SECOND)).contains(Duration.ofSeconds(40));
    assertThat(allowances.take(one, 2, 60 * SECOND)).isEmpty();
  }

  @Test
  void take_anotherAddress_hasItsOwn() throws Exception {
    assertThat(allowances.take(address("192.0.2.1"), 1, 0)).isEmpty();
    assertThat(allowances.take(address("192.0.2.2"), 1, 0)).isEmpty();
  }

  @Test
  void take_addressesOfOneNetworkOfVersion6_shareOne() throws Exception {
    assertThat(allowances.take(address("2001:db8::1"), 1, 0)).isEmpty();
    assertThat(allowances.take(address("2001:db8::2"), 1, 0)).isPresent();
    assertThat(allowances.take(address("2001:db8:0:1::2"), 1, 0)).isEmpty();
  }
}
