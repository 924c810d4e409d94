package io.colophon.gateway.config.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitParsingTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "500ms, PT0.5S",
    "2s, PT2S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "7d, PT168H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "90s, PT1M30S",
    "999999999d, PT23999999976H"
  })
  void duration_wellFormed_isRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
    assertThat(Durations.parse(Durations.print(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "0",
        "-1s",
        "+1s",
        "1.5s",
        "2 s",
        "2S",
        "30m1h",
        "1s1s",
        "s",
        "1000000000s",
        "PT1S",
        "٣s",
        "1e3s",
        "2s ",
        "1us",
        "9999999999999ms"
      })
  void duration_hostile_isRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a duration such as 500ms, 2s, 10m, 1h30m or 7d");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "512B, 512, 512B",
    "64KiB, 65536, 64KiB",
    "16MiB, 16777216, 16MiB",
    "1.5GiB, 1610612736, 1536MiB",
    "2MB, 2000000, 2MB",
    "1e3kB, 1000000, 1MB",
    "8388607TiB, 9223370937343148032, 8388607TiB",
    "9223372036854775807B, 9223372036854775807, 9223372036854775807B"
  })
  void byteSize_wellFormed_isRead(String text, long bytes, String printed) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(printed);
    assertThat(ByteSize.parse(printed).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1B",
        "1.5B",
        "9223372036854775808B",
        "8388608TiB",
        "1e99TiB",
        "1e999999999B",
        "MiB",
        "16 mib",
        "16Mb",
        "0x10B",
        "1,000B",
        "NaN",
        "Infinity",
        "1  MiB"
      })
  void byteSize_hostile_isRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesAsInt_tooLarge_isCut() {
    assertThat(ByteSize.parse("3GiB").bytesAsInt()).isEqualTo(Integer.MAX_VALUE);
    assertThat(ByteSize.parse("3KiB").bytesAsInt()).isEqualTo(3072);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5000, 5000",
    "5k, 5000",
    "5K, 5000",
    "2.5M, 2500000",
    "1.5e9, 1500000000",
    "1E18, 1000000000000000000",
    "37G, 37000000000",
    "1e21, 1000000000000000000000",
    "0.5, 0.5"
  })
  void count_wellFormed_isRead(String text, BigDecimal expected) {
    assertThat(Count.parse(text).value()).isEqualByComparingTo(expected);
    assertThat(Count.parse(Count.parse(text).toString())).isEqualTo(Count.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "k",
        "1kk",
        "1Ki",
        "1e",
        "1e100",
        "1e-100",
        "1e999999999",
        "1_000",
        "0x10",
        "1.",
        ".5",
        "NaN",
        "５",
        "1 k k",
        "1234567890123456789012345678901"
      })
  void count_hostile_isRefused(String text) {
    assertThatThrownBy(() -> Count.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void count_largerThanLong_saysSo() {
    assertThat(Count.parse("1e19").fitsLong()).isFalse();
    assertThat(Count.parse("0.5").fitsLong()).isFalse();
    assertThat(Count.parse("9223372036854775807").toLong()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Count.parse("1e19").toLong()).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Count.parseLong("1.5")).hasMessageContaining("whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9090, 127.0.0.1, 9090",
    "localhost:0, localhost, 0",
    "my-host.example.org:65535, my-host.example.org, 65535",
    "[::1]:8080, ::1, 8080",
    "[::]:80, ::, 80",
    "[fe80::1%eth0]:80, fe80::1%eth0, 80"
  })
  void hostAndPort_wellFormed_isRead(String text, String host, int port) {
    assertThat(HostAndPort.parse(text)).isEqualTo(new HostAndPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9090",
        ":9090",
        "host",
        "host:",
        "host:65536",
        "host:-1",
        "host:99999",
        "host:1:2",
        "::1:80",
        "[]:80",
        "[::1]",
        "[host]:80",
        "-host:80",
        "ho st:80",
        "http://host:80",
        "host:٣"
      })
  void hostAndPort_hostile_isRefused(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected an address such as 127.0.0.1:9090");
  }

  @Test
  void interval_numberOrTwo_isRead() {
    assertThat(Interval.parse("37e9")).isEqualTo(new Interval(37e9, 37e9));
    assertThat(Interval.parse("7G")).isEqualTo(new Interval(7e9, 7e9));
    assertThat(Interval.parse("134e9..400e9")).isEqualTo(new Interval(134e9, 400e9));
    assertThat(Interval.parse(Interval.parse("134e9..400e9").toString()))
        .isEqualTo(new Interval(134e9, 400e9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "1..", "..2", "2..1", "-1..1", "1...2", "1..2..3", "a..b"})
  void interval_hostile_isRefused(String text) {
    assertThatThrownBy(() -> Interval.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("134e9..400e9");
  }

  @Test
  void percentage_withSign_isRead() {
    assertThat(Percentage.parse("12.5%").fraction()).isEqualTo(0.125);
    assertThat(Percentage.parse("100%").fraction()).isEqualTo(1.0);
    assertThat(Percentage.parse("0.1%")).hasToString("0.1%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50", "0.5", "101%", "-1%", "%", "50%%", "fifty%"})
  void percentage_hostile_isRefused(String text) {
    assertThatThrownBy(() -> Percentage.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 0% to 100%, such as 50%");
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.04, 1, false",
    "2.50/M, 2.50, 1000000, false",
    "15/1000, 15, 1000, false",
    "0.006/min, 0.006, 60000, true",
    "3/h, 3, 3600000, true",
    "0/s, 0, 1000, true"
  })
  void unitPrice_wellFormed_isRead(String text, BigDecimal amount, long per, boolean timed) {
    UnitPrice price = UnitPrice.parse(text);
    assertThat(price).isEqualTo(new UnitPrice(amount, per, timed));
    assertThat(UnitPrice.parse(price.toString())).isEqualTo(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-1", "1/", "1/0", "1/-5", "1/0.5", "/M", "1/M/M", "1/day", "$5", "5 USD", "5k"
      })
  void unitPrice_hostile_isRefused(String text) {
    assertThatThrownBy(() -> UnitPrice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a price such as 0.04");
  }

  @Test
  void namePattern_beginning_matchesAndCovers() {
    assertThat(NamePattern.parse("gpt-*").matches("gpt-4.1")).isTrue();
    assertThat(NamePattern.parse("gpt-*").matches("gp")).isFalse();
    assertThat(NamePattern.parse("chat").matches("chat2")).isFalse();
    assertThat(NamePattern.parse("*").covers(NamePattern.parse("gpt-*"))).isTrue();
    assertThat(NamePattern.parse("gpt-*").covers(NamePattern.parse("gpt-4"))).isTrue();
    assertThat(NamePattern.parse("gpt-4").covers(NamePattern.parse("gpt-4*"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*a", "a*b", "**"})
  void namePattern_hostile_isRefused(String text) {
    assertThatThrownBy(() -> NamePattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a name, a beginning such as gpt-*, or *");
  }
}
