package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.unit.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private static final AddressRules RULES = new AddressRules(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "::8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "100::1",
        "2001::1",
        "2001:0:7f00:1:0:0:3f57:fefe",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void objection_addressThatIsNotPublic_isRaised(String address) throws Exception {
    assertThat(RULES.objection(InetAddress.getByName(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:4860:4860::8888",
        "2400:3200::1",
        "2606:4700:4700::1111"
      })
  void objection_publicAddress_isNotRaised(String address) throws Exception {
    assertThat(RULES.objection(InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void objection_networkThatTheOperatorAllows_isNotRaised() throws Exception {
    AddressRules rules =
        new AddressRules(List.of(Network.parse("10.1.0.0/16"), Network.parse("fd12::/16")));

    assertThat(rules.objection(InetAddress.getByName("10.1.2.3"))).isEmpty();
    assertThat(rules.objection(InetAddress.getByName("10.2.2.3"))).isPresent();
    assertThat(rules.objection(InetAddress.getByName("fd12::1"))).isEmpty();
    assertThat(rules.objection(InetAddress.getByName("fd13::1"))).isPresent();
  }
}
