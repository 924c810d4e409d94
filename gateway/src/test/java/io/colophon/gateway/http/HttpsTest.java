package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.TlsConfig;
import io.colophon.gateway.tls.TestCertificates;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS: which protocol is agreed on, and who is known by a certificate. */
class HttpsTest {
  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void issue() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.issue("server", "CN=localhost");
    certificates.issue("client", "CN=caller");
  }

  private TlsConfig tls(boolean withClients) {
    return new TlsConfig(
        certificates.certificate("server"),
        certificates.privateKey("server"),
        withClients ? Optional.of(certificates.authorityFile()) : Optional.empty());
  }

  private static Certificate read(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private SSLContext trusting(boolean withCertificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", read(certificates.authorityFile()));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (withCertificate) {
      own.setKeyEntry(
          "client",
          privateKey(),
          new char[0],
          new Certificate[] {read(certificates.certificate("client"))});
    }
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private java.security.PrivateKey privateKey() throws Exception {
    String pem = Files.readString(certificates.privateKey("client"));
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return java.security.KeyFactory.getInstance("EC")
        .generatePrivate(
            new java.security.spec.PKCS8EncodedKeySpec(
                java.util.Base64.getDecoder().decode(base64)));
  }

  private static HttpResponse<String> post(
      ServerUnderTest server, SSLContext context, HttpClient.Version version, String body)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(context)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/e"))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void alpn_bothProtocols_areSpoken() throws Exception {
    String body = "b".repeat(100_000);
    try (ServerUnderTest server =
        ServerUnderTest.withTls(tls(false), ServerUnderTest.echo("/e", 200_000))) {
      HttpResponse<String> two = post(server, trusting(false), HttpClient.Version.HTTP_2, body);
      HttpResponse<String> one = post(server, trusting(false), HttpClient.Version.HTTP_1_1, body);

      assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(two.body()).isEqualTo(body);
      assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(one.body()).isEqualTo(body);
    }
  }

  @Test
  void clientCertificate_overBothProtocols_namesTheCaller() throws Exception {
    Route who =
        Route.post(
            "/e",
            BodyRule.whole(100),
            NeutralErrors.INSTANCE,
            exchange ->
                exchange.answer(
                    200,
                    "text/plain",
                    ByteBuffer.wrap(
                        exchange
                            .credentials()
                            .certificateSubject()
                            .orElse("nobody")
                            .getBytes(UTF_8))));
    try (ServerUnderTest server = ServerUnderTest.withTls(tls(true), who)) {
      SSLContext context = trusting(true);
      assertThat(post(server, context, HttpClient.Version.HTTP_2, "x").body())
          .isEqualTo("CN=caller");
      assertThat(post(server, context, HttpClient.Version.HTTP_1_1, "x").body())
          .isEqualTo("CN=caller");
    }
  }
}
