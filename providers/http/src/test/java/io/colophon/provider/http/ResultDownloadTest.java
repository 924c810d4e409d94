package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultDownloadTest {
  private final HttpDouble vendor = HttpDouble.start();
  private final HttpDouble other = HttpDouble.start();
  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
    other.close();
  }

  private CollectingSubscriber fetch(URI base, String address) {
    return trial.whole(
        out ->
            new ResultDownload(out, base)
                .credentials(call -> call.bearer("secret"))
                .maxBytes(100_000)
                .fetch(
                    address,
                    0,
                    "video/mp4",
                    () -> out.finish(FinishReason.STOP, Usage.UNREPORTED)));
  }

  private CollectingSubscriber fetch(String address) {
    return fetch(vendor.uri("/"), address);
  }

  @Test
  void fetch_pieces_lastOneIsMarked() {
    vendor.on(
        "GET", "/r.bin", Answer.bytes("application/octet-stream", new byte[50_000]).chunked());
    CollectingSubscriber seen = fetch("/r.bin");
    List<GenerationEvent.MediaChunk> chunks =
        seen.events().stream()
            .filter(GenerationEvent.MediaChunk.class::isInstance)
            .map(GenerationEvent.MediaChunk.class::cast)
            .toList();
    assertThat(seen.media(0)).hasSize(50_000);
    assertThat(chunks).extracting(GenerationEvent.MediaChunk::mimeType).containsOnly("video/mp4");
    assertThat(chunks.get(chunks.size() - 1).last()).isTrue();
    assertThat(chunks.subList(0, chunks.size() - 1)).noneMatch(GenerationEvent.MediaChunk::last);
    assertThat(vendor.requests().get(0).header("authorization")).isEqualTo("Bearer secret");
  }

  @Test
  void fetch_elsewhere_getsNoCredentials() {
    // Another port of the same host is another origin.
    vendor.on("GET", "/r", Answer.of(302).header("location", other.uri("/r2").toString()));
    other.on("GET", "/r2", Answer.bytes("image/png", new byte[] {1}));
    CollectingSubscriber seen = fetch("/r");
    assertThat(seen.media(0)).containsExactly(1);
    assertThat(other.requests().get(0).headers()).doesNotContainKey("authorization");
  }

  @Test
  void fetch_privateAddress_isRefusedWithoutAConnection() {
    URI vendorsPublicHost = URI.create("https://api.vendor.example/v1");
    for (String address :
        List.of(
            other.uri("/r").toString(),
            "http://localhost:" + other.port() + "/r",
            "http://[::1]:" + other.port() + "/r",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/r")) {
      CollectingSubscriber seen = fetch(vendorsPublicHost, address);
      assertThat(Trial.failure(seen).kind()).as(address).isEqualTo(FailureKind.MALFORMED_ANSWER);
      assertThat(Trial.failure(seen)).hasMessageContaining("no public address");
    }
    assertThat(other.connections()).isZero();
  }

  @Test
  void fetch_redirectRound_endsAfterFive() {
    vendor.on("GET", "/r", Answer.of(307).header("location", "/r"));
    assertThat(Trial.failure(fetch("/r"))).hasMessageContaining("more than 5 redirects");
    assertThat(vendor.requests()).hasSize(6);
  }

  @Test
  void fetch_oddAnswers_failWell() {
    vendor
        .on("GET", "/empty", Answer.bytes("image/png", new byte[0]))
        .on("GET", "/large", Answer.bytes("image/png", new byte[100_001]))
        .on("GET", "/words", Answer.json("{\"error\":\"expired\"}"))
        .on("GET", "/cut", Answer.of(200).header("content-length", "10").write("12345").close())
        .on("GET", "/busy", Answer.of(503))
        .on("GET", "/gone", Answer.of(403))
        .on("GET", "/odd", Answer.of(302).header("location", "gopher://x/y"));
    assertThat(kind("/empty")).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind("/large")).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind("/words")).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind("/cut")).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(kind("/busy")).isEqualTo(FailureKind.OVERLOADED);
    assertThat(kind("/gone")).isEqualTo(FailureKind.INTERNAL);
    assertThat(kind("/odd")).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind("file:///etc/passwd")).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind("http://[bad")).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  private FailureKind kind(String address) {
    return Trial.failure(fetch(address)).kind();
  }

  @Test
  void publicAddress_specialRanges_areNot() throws Exception {
    for (String special :
        List.of(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "::ffff:127.0.0.1",
            "::10.0.0.1")) {
      assertThat(PublicAddress.is(InetAddress.getByName(special))).as(special).isFalse();
    }
    for (String open :
        List.of("8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808")) {
      assertThat(PublicAddress.is(InetAddress.getByName(open))).as(open).isTrue();
    }
  }
}
