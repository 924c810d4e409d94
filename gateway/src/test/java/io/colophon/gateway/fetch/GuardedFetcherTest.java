package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.Part;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedFetcherTest {
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

  private final List<String> asked = new ArrayList<>();
  private List<List<String>> addresses = List.of(List.of("127.0.0.1"));
  private OneShotServer server;
  private GuardedFetcher fetcher;
  private LinksConfig rules;

  @BeforeEach
  void start() throws Exception {
    server = new OneShotServer();
    fetcher = new GuardedFetcher(LOOPS, this::resolve, GuardedFetcher.publicTls());
    rules = Rules.of(true, List.of(80, 443, server.port()), "127.0.0.0/8");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @AfterAll
  static void end() {
    var unused = LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Answers differently each time, as a name server in the hands of an attacker would. */
  private CompletableFuture<List<InetAddress>> resolve(String host) {
    asked.add(host);
    List<InetAddress> found = new ArrayList<>();
    for (String one : addresses.get(Math.min(asked.size(), addresses.size()) - 1)) {
      found.add(Destination.of("https://" + one + "/", rules).address().orElseThrow());
    }
    return CompletableFuture.completedFuture(found);
  }

  private String link(String path) {
    return "http://files.example:" + server.port() + path;
  }

  private Part.Media fetch(String link) throws Exception {
    return fetch(link, rules);
  }

  private Part.Media fetch(String link, LinksConfig with) throws Exception {
    return fetcher
        .fetch(link, with, new ByteBudget(with.maxTotal().bytes()), Duration.ofSeconds(60))
        .get(60, TimeUnit.SECONDS);
  }

  private void assertRefused(String link, String problem) {
    assertRefused(link, rules, problem);
  }

  private void assertRefused(String link, LinksConfig with, String problem) {
    assertThatThrownBy(() -> fetch(link, with))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(UnfetchableException.class)
        .hasMessageContaining(problem);
  }

  private static byte[] bytes(Part.Media media) {
    byte[] bytes = new byte[media.bytes().remaining()];
    media.bytes().duplicate().get(bytes);
    return bytes;
  }

  @Test
  void fetch_file_hasTheTypeOfItsBytes() throws Exception {
    server.then("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 11\n\n", PNG);

    Part.Media media = fetch(link("/a.png?sig=1"));

    assertThat(media.mimeType()).isEqualTo("image/png");
    assertThat(bytes(media)).isEqualTo(PNG);
    assertThat(server.requests())
        .containsExactly(
            "GET /a.png?sig=1 HTTP/1.1\r\nhost: files.example:"
                + server.port()
                + "\r\naccept: */*\r\naccept-encoding: identity\r\nuser-agent: Colophon\r\n"
                + "connection: close\r\n\r\n");
  }

  @Test
  void fetch_pieces_areJoined() throws Exception {
    server.then(
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n",
        "4\r\n\u0089PNG\r\n7\r\n\r\n\u001a\n...\r\n0\r\n\r\n".getBytes("ISO-8859-1"));

    assertThat(bytes(fetch(link("/")))).hasSize(11);
  }

  @Test
  void fetch_pageUnderTheNameOfAPicture_isRefused() {
    server.then(
        "HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: 6\n\n",
        "<html>".getBytes(StandardCharsets.US_ASCII));

    assertRefused(link("/a.png"), "no picture, recording or film");
  }

  @Test
  void fetch_hostWithAPrivateAddressAmongOthers_isNotConnectedTo() {
    addresses = List.of(List.of("127.0.0.1", "10.0.0.1"));

    assertRefused(link("/"), "no address that may be fetched from");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void fetch_addressInTheLink_isCheckedWithoutANameServer() {
    LinksConfig strict = Rules.of(true, List.of(80, server.port()), "1.2.3.4");

    assertRefused("http://127.0.0.1:" + server.port() + "/", strict, "no address");
    assertRefused("http://[::1]:" + server.port() + "/", strict, "no address");
    assertRefused("http://[::ffff:7f00:1]:" + server.port() + "/", strict, "no address");
    assertRefused("http://169.254.169.254/latest/meta-data/", strict, "no address");
    assertThat(server.requests()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void fetch_nameIsAskedForOnce_soThatItCannotChangeAfterTheCheck() throws Exception {
    addresses = List.of(List.of("127.0.0.1"), List.of("10.0.0.1"));
    server.then("HTTP/1.1 200 OK\nContent-Length: 11\n\n", PNG);

    fetch(link("/"));

    assertThat(asked).containsExactly("files.example");
  }

  @Test
  void fetch_redirectToAnInnerAddress_isRefused() {
    server.then("HTTP/1.1 302 Found\nLocation: http://169.254.169.254/\n\n", new byte[0]);

    assertRefused(link("/"), "no address that may be fetched from");
  }

  @Test
  void fetch_redirectToANameThatNowLeadsInside_isRefused() {
    addresses = List.of(List.of("127.0.0.1"), List.of("192.168.0.1"));
    server.then("HTTP/1.1 307 Temporary\nLocation: /again\n\n", new byte[0]);

    assertRefused(link("/"), "no address that may be fetched from");
    assertThat(asked).hasSize(2);
  }

  @Test
  void fetch_redirects_areFollowedToTheMost() throws Exception {
    server
        .then("HTTP/1.1 301 Moved\nLocation: /b\nSet-Cookie: a=b\n\n", new byte[0])
        .then("HTTP/1.1 302 Found\nLocation: c\n\n", new byte[0])
        .then("HTTP/1.1 200 OK\nContent-Length: 11\n\n", PNG);

    assertThat(fetch(link("/a")).mimeType()).isEqualTo("image/png");
    assertThat(server.requests()).hasSize(3).allSatisfy(r -> assertThat(r).doesNotContain("ookie"));
  }

  @Test
  void fetch_oneRedirectTooMany_isRefused() {
    for (int i = 0; i < 3; i++) {
      server.then("HTTP/1.1 302 Found\nLocation: /\n\n", new byte[0]);
    }
    assertRefused(link("/"), "leads on more than 2 times");
  }

  @Test
  void fetch_redirectToAnotherScheme_isRefused() {
    server.then("HTTP/1.1 302 Found\nLocation: file:///etc/passwd\n\n", new byte[0]);

    assertRefused(link("/"), "its scheme is \"file\"");
  }

  @Test
  void fetch_lengthOverTheLimit_isRefusedAtItsHead() {
    server.then("HTTP/1.1 200 OK\nContent-Length: 70000\n\n", PNG);

    assertRefused(link("/"), "larger than 65536 bytes");
  }

  @Test
  void fetch_moreThanTheLimitWithoutALength_isRefused() {
    server.then("HTTP/1.1 200 OK\n\n", new byte[200_000]);

    assertRefused(link("/"), "larger than allowed");
  }

  @Test
  void fetch_moreThanAllFilesMayHave_isRefused() {
    server.then("HTTP/1.1 200 OK\nContent-Length: 11\n\n", PNG);

    assertThatThrownBy(
            () ->
                fetcher
                    .fetch(link("/"), rules, new ByteBudget(10), Duration.ofSeconds(60))
                    .get(60, TimeUnit.SECONDS))
        .hasMessageContaining("larger than allowed");
  }

  @Test
  void fetch_lessThanTheLengthSays_isRefused() {
    server.then("HTTP/1.1 200 OK\nContent-Length: 12\n\n", PNG);

    assertRefused(link("/"), "hung up before the end");
  }

  @Test
  void fetch_moreThanTheLengthSays_isCutThere() throws Exception {
    byte[] more = new byte[40];
    System.arraycopy(PNG, 0, more, 0, PNG.length);
    server.then("HTTP/1.1 200 OK\nContent-Length: 11\n\n", more);

    assertThat(bytes(fetch(link("/")))).isEqualTo(PNG);
  }

  @Test
  void fetch_compressedBytes_areRefused() {
    server.then("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 11\n\n", PNG);

    assertRefused(link("/"), "compressed");
  }

  @Test
  void fetch_otherStatus_isRefused() {
    server.then("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n", new byte[0]);

    assertRefused(link("/"), "status 404");
  }

  @Test
  void fetch_noHttp_isRefused() {
    server.then("SSH-2.0-OpenSSH_9.7\n\n", new byte[0]);

    assertRefused(link("/"), "not HTTP");
  }

  @Test
  void fetch_silentHost_isGivenUpInTime() {
    server.then(OneShotServer.SILENCE);
    LinksConfig quick =
        Rules.with(true, List.of(server.port()), "127.0.0.0/8", "64KiB", Duration.ofMillis(200));

    assertRefused(link("/"), quick, "within 200 ms");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::wasHungUpOn);
  }

  @Test
  void fetch_cancelled_hangsUp() {
    server.then(OneShotServer.SILENCE);
    CompletableFuture<Part.Media> file =
        fetcher.fetch(link("/"), rules, new ByteBudget(1000), Duration.ofSeconds(60));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.requests().size() == 1);

    file.cancel(false);

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::wasHungUpOn);
    assertThat(fetcher.underWay()).isZero();
  }

  @Test
  void fetch_moreThanAllowedAtOnce_isRefused() {
    server.then(OneShotServer.SILENCE).then(OneShotServer.SILENCE);
    ByteBudget budget = new ByteBudget(1000);
    Duration time = Duration.ofSeconds(60);
    CompletableFuture<Part.Media> one = fetcher.fetch(link("/"), rules, budget, time);
    CompletableFuture<Part.Media> two = fetcher.fetch(link("/"), rules, budget, time);

    CompletableFuture<Part.Media> three = fetcher.fetch(link("/"), rules, budget, time);

    assertThatThrownBy(three::get)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.GATEWAY_OVERLOADED));
    one.cancel(false);
    two.cancel(false);
    assertThat(fetcher.underWay()).isZero();
  }
}
