package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeStampClientTest {
  private static final byte[] BYTES = {1, 2, 3};
  private static TestStampServer authority;

  @TempDir Path folder;

  @BeforeAll
  static void authority() throws Exception {
    authority = new TestStampServer(KeyPurposeId.id_kp_timeStamping);
  }

  @Test
  void stamp_goodAnswer_givesTokenAndTime() throws Exception {
    try (HttpDouble server = new HttpDouble(authority::reply)) {
      TimeStampClient client = client(server.address(), 60_000, true);
      assertThat(client.roomBytes()).isEqualTo(10_240);
      StampAuthority.Stamp stamp = client.stamp(BYTES);
      assertThat(stamp.time()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
      assertThat(client.roomBytes()).isEqualTo(stamp.token().length + 2048);
      assertThat(server.asked.get(0).type()).isEqualTo("application/timestamp-query");
      TimeStampRequest asked = new TimeStampRequest(server.asked.get(0).body());
      assertThat(asked.getCertReq()).isTrue();
      assertThat(asked.getNonce()).isNotNull();
      assertThat(asked.getMessageImprintDigest()).isEqualTo(Sha256.of(BYTES));
    }
  }

  @Test
  @RequiresTool("openssl")
  void stamp_token_isVerifiedByOpenssl() throws Exception {
    try (HttpDouble server = new HttpDouble(authority::reply)) {
      Path token =
          Files.write(
              folder.resolve("token.der"),
              client(server.address(), 60_000, true).stamp(BYTES).token());
      Path data = Files.write(folder.resolve("data"), BYTES);
      Path root = Files.writeString(folder.resolve("root.pem"), Pem.text(authority.root));
      assertThat(
              Tool.run(
                  "openssl",
                  "ts",
                  "-verify",
                  "-data",
                  data,
                  "-in",
                  token,
                  "-token_in",
                  "-CAfile",
                  root))
          .contains("Verification: OK");
    }
  }

  @Test
  @RequiresTool("node")
  void plan_stampedManifest_isValidatedByTheReferenceReader() throws Exception {
    C2paTools.require();
    try (HttpDouble server = new HttpDouble(authority::reply)) {
      EmbeddedAuthority keys = Orders.authority(folder.resolve("credentials"));
      SigningCredentials credentials =
          Orders.credentials(keys, Optional.of(client(server.address(), 60_000, true)));
      String anchors = Files.readString(keys.rootFile()) + Pem.text(authority.root);
      for (int i = 0; i < 2; i++) { // with the first room, and with what was learnt
        Path file = folder.resolve("a.png");
        SignedStore signed = Carriers.png(credentials.plan(Orders.data("image/png")), file);
        assertThat(signed.stampedAt()).isPresent();
        C2paTools.Reading found = C2paTools.wasm(file, "image/png", anchors);
        assertThat(found.failures()).isEmpty();
        assertThat(found.has("timeStamp.validated")).isTrue();
        assertThat(found.has("timeStamp.trusted")).isTrue();
        assertThat(found.state()).isEqualTo("Trusted");
      }
    }
  }

  @Test
  void wrap_stampedText_meetsItsLength() throws Exception {
    try (HttpDouble server = new HttpDouble(authority::reply)) {
      EmbeddedAuthority keys = Orders.authority(folder.resolve("credentials"));
      TextCredentials credentials =
          new TextCredentials(
              Orders.credentials(keys, Optional.of(client(server.address(), 60_000, true))));
      for (int i = 0; i < 3; i++) {
        assertThat(credentials.wrap("a text", Orders.data("text/plain")).signed().stampedAt())
            .isPresent();
      }
    }
  }

  @Test
  void stamp_answerToAnotherQuestion_isRefused() throws Exception {
    try (HttpDouble server = new HttpDouble(question -> authority.reply(asking(null)))) {
      refused(server.address(), "nonce");
    }
    try (HttpDouble server =
        new HttpDouble(
            question -> authority.reply(asking(new TimeStampRequest(question).getNonce())))) {
      refused(server.address(), "imprint");
    }
  }

  @Test
  void stamp_changedToken_isRefused() throws Exception {
    try (HttpDouble server =
        new HttpDouble(
            question -> {
              byte[] answer = authority.answer(question, Instant.now());
              answer[answer.length - 3] ^= 1; // in the signature
              return new HttpDouble.Answer(200, TestStampServer.REPLY, answer);
            })) {
      refused(server.address(), "");
    }
  }

  @Test
  void stamp_clockFarOff_isRefused() throws Exception {
    Instant old = Instant.now().minus(2, ChronoUnit.HOURS);
    try (HttpDouble server =
        new HttpDouble(
            question ->
                new HttpDouble.Answer(
                    200, TestStampServer.REPLY, authority.answer(question, old)))) {
      refused(server.address(), "and here it is");
    }
  }

  @Test
  void stamp_refusalOrRubbish_isRefused() throws Exception {
    byte[] rejected = HexFormat.of().parseHex("30053003020102"); // PKIStatus rejection
    for (byte[] body : new byte[][] {rejected, new byte[0], new byte[500], {0x30, (byte) 0x84}}) {
      try (HttpDouble server =
          new HttpDouble(question -> new HttpDouble.Answer(200, TestStampServer.REPLY, body))) {
        refused(server.address(), "the answer of the time stamp authority is wrong");
      }
    }
  }

  @Test
  void stamp_cutOffAnywhere_isRefused() throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (HttpDouble server =
        new HttpDouble(
            question -> {
              byte[] answer = authority.answer(question, Instant.now());
              int end = next.addAndGet(answer.length / 25);
              return new HttpDouble.Answer(200, TestStampServer.REPLY, Arrays.copyOf(answer, end));
            })) {
      for (int i = 0; i < 20; i++) {
        refused(server.address(), "the answer of the time stamp authority is wrong");
      }
    }
  }

  @Test
  void plan_authorityAway_isNotedOrFailsAsConfigured() throws Exception {
    HttpDouble gone = new HttpDouble(authority::reply);
    URI address = gone.address();
    gone.close();
    EmbeddedAuthority keys = Orders.authority(folder.resolve("credentials"));
    Path file = folder.resolve("a.png");
    SigningCredentials lenient =
        Orders.credentials(keys, Optional.of(client(address, 2000, false)));
    SignedStore signed = Carriers.png(lenient.plan(Orders.data("image/png")), file);
    assertThat(signed.stampedAt()).isEmpty();
    assertThat(signed.notes()).containsExactly("c2pa-without-time-stamp");
    SigningCredentials strict = Orders.credentials(keys, Optional.of(client(address, 2000, true)));
    assertThatThrownBy(() -> Carriers.png(strict.plan(Orders.data("image/png")), file))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("the time stamp authority at " + address);
  }

  /** A question about 32 zeros. */
  private static byte[] asking(@Nullable BigInteger nonce) throws IOException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, new byte[32], nonce).getEncoded();
  }

  private static void refused(URI address, String why) {
    TimeStampClient client = client(address, 60_000, true);
    assertThatThrownBy(() -> client.stamp(BYTES))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining(why);
    assertThat(client.roomBytes()).isEqualTo(10_240);
  }

  private static org.assertj.core.data.TemporalUnitOffset within(Duration most) {
    return org.assertj.core.api.Assertions.within(most.toSeconds(), ChronoUnit.SECONDS);
  }

  private static TimeStampClient client(URI address, int millis, boolean required) {
    return new TimeStampClient(
        new TimeStampClient.Settings(address, Duration.ofMillis(millis), required),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
