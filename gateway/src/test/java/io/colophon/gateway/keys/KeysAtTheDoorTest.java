package io.colophon.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.v1.CreateKeyRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.ListRecordsRequest;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.RevokeKeyRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys as callers meet them. */
class KeysAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
      """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void generate_noKeyWasEverMade_callersOfThisMachineAreLetIn() {
    assertThat(generate("").getOutputsCount()).isEqualTo(1);
    assertThat(gateway.ledger().get(0).getTenant()).isEqualTo("default");
  }

  @Test
  void generate_noKeyWasEverMade_whatIsSentAsAKeyIsNotLookedAt() {
    assertThat(generate("sk-what-a-package-sends-anyway").getOutputsCount()).isEqualTo(1);
    assertThat(gateway.ledger().get(0).getTenant()).isEqualTo("default");
  }

  @Test
  void generate_unknownKey_isUnauthenticated() {
    create("app", "acme");
    RunningGateway.Recorded before = gateway.recorded();

    CallFailure failure = CallFailure.of(() -> generate("colophon_nobody_knows_this_key"));

    assertThat(failure.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(failure.reason()).isEqualTo("UNAUTHENTICATED");
    assertThat(failure.text()).doesNotContain("nobody_knows");
    assertThat(gateway.recorded()).isEqualTo(before);
  }

  @Test
  void generate_fromTheFirstKeyOn_aKeyIsNeeded() {
    String secret = create("app", "acme");

    CallFailure without = CallFailure.of(() -> generate(""));
    GenerateResponse with = generate(secret);

    assertThat(without.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(without.text()).contains("authorization");
    assertThat(with.getOutputsCount()).isEqualTo(1);
  }

  @Test
  void generate_keyWithOneLetterChanged_isUnauthenticated() {
    String secret = create("app", "acme");
    char last = secret.charAt(secret.length() - 1);
    String changed = secret.substring(0, secret.length() - 1) + (last == 'A' ? 'B' : 'A');

    assertThat(CallFailure.of(() -> generate(changed)).code())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void generate_keyIsRevoked_isRefusedAtOnce() {
    String secret = create("app", "acme");
    generate(secret);

    gateway
        .admin()
        .revokeKey(RevokeKeyRequest.newBuilder().setName("app").setTenant("acme").build());

    assertThat(CallFailure.of(() -> generate(secret)).code())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void generate_keyIsRevokedByAnotherProcess_isRefusedSoonAfter() throws IOException {
    String secret = create("app", "acme");
    generate(secret);

    try (EmbeddedDatabase other =
        EmbeddedDatabase.open(RunningGateway.data(folder).resolve("colophon.db"))) {
      assertThat(new ApiKeys(other, Clock.systemUTC(), new SecureRandom()).revoke("acme", "app"))
          .isPresent();
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isRefused(secret));
  }

  @Test
  void generate_withAKey_isOnRecordForItsTenantAlone() {
    String acme = create("app", "acme");
    String other = create("app", "other");
    generate(acme);

    assertThat(records(acme)).isEqualTo(1);
    assertThat(records(other)).isZero();
  }

  @Test
  void create_key_leavesNoSecretInTheData() throws IOException {
    String secret = create("app", "acme");
    String tail = secret.substring(secret.length() - 16);

    try (var files = Files.walk(RunningGateway.data(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(tail);
      }
    }
  }

  private String create(String name, String tenant) {
    return gateway
        .admin()
        .createKey(CreateKeyRequest.newBuilder().setName(name).setTenant(tenant).build())
        .getSecret();
  }

  private boolean isRefused(String secret) {
    try {
      generate(secret);
      return false;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode() == Status.Code.UNAUTHENTICATED;
    }
  }

  private int records(String secret) {
    return ProvenanceServiceGrpc.newBlockingStub(gateway.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(secret)))
        .listRecords(ListRecordsRequest.getDefaultInstance())
        .getRecordsCount();
  }

  private GenerateResponse generate(String secret) {
    return gateway
        .generation()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(secret)))
        .generate(Requests.text("chat", "Hi").build());
  }

  private static Metadata bearer(String secret) {
    Metadata headers = new Metadata();
    if (!secret.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + secret);
    }
    return headers;
  }
}
