package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.CreateKeyRequest;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc.GenerationServiceBlockingStub;
import io.colophon.v1.LimitStatus;
import io.colophon.v1.ListLimitsRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of every level, by what they let through the door. */
class LimitLevelsTest {
  private static final String ROUTES =
      """
      providers: { one: { type: scripted }, two: { type: scripted } }
      routes:
        - match: { model: [chat, "gpt-*"], modality: text }
          targets: [ { provider: one, model: a }, { provider: two, model: b } ]
        - { match: { model: only-one, modality: text }, targets: [ { provider: one, model: a } ] }
      """;

  @TempDir Path folder;

  private RunningGateway gateway(String limits) throws IOException {
    RunningGateway gateway = RunningGateway.start(folder, ROUTES + "limits: [ " + limits + " ]\n");
    gateway.upstream("one").otherwise(request -> Script.saying("from one"));
    gateway.upstream("two").otherwise(request -> Script.saying("from two"));
    return gateway;
  }

  private static GenerationServiceBlockingStub keyed(
      RunningGateway gateway, String tenant, String team, String name) {
    String secret =
        gateway
            .admin()
            .createKey(
                CreateKeyRequest.newBuilder().setTenant(tenant).setTeam(team).setName(name).build())
            .getSecret();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + secret);
    return gateway
        .generation()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static GenerateRequest chat(String model) {
    return Requests.text(model, "Hi").build();
  }

  private static GenerateRequest of(String endUser) {
    return Requests.text("chat", "Hi").setEndUser(endUser).build();
  }

  private static CallFailure refused(GenerationServiceBlockingStub stub, GenerateRequest request) {
    CallFailure failure = CallFailure.of(() -> stub.generate(request));
    assertThat(failure.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    return failure;
  }

  private static int holds(RunningGateway gateway) {
    return gateway.admin().listLimits(ListLimitsRequest.getDefaultInstance()).getHoldsCount();
  }

  @Test
  void generate_teamIsUsedUp_refusesAllItsKeysAndNoOther() throws IOException {
    try (RunningGateway gateway =
        gateway("{ subject: \"team:acme/lab\", dimension: requests, amount: 2, per: month }")) {
      GenerationServiceBlockingStub first = keyed(gateway, "acme", "lab", "first");
      GenerationServiceBlockingStub second = keyed(gateway, "acme", "lab", "second");
      GenerationServiceBlockingStub other = keyed(gateway, "acme", "", "other");
      first.generate(chat("chat"));
      second.generate(chat("chat"));

      assertThat(refused(first, chat("chat")).quota().orElseThrow().getViolations(0).getSubject())
          .isEqualTo("team:acme/lab");
      refused(second, chat("chat"));
      other.generate(chat("chat"));
    }
    try (RunningGateway again =
        gateway("{ subject: \"team:*\", dimension: requests, amount: 2, per: month }")) {
      refused(keyed(again, "acme", "lab", "third"), chat("chat")); // the ledger remembers
    }
  }

  @Test
  void generate_endUserIsUsedUp_refusesOnlyHimAndOnlyInHisTenant() throws IOException {
    try (RunningGateway gateway =
        gateway("{ subject: \"user:*\", dimension: requests, amount: 1, per: month }")) {
      GenerationServiceBlockingStub acme = keyed(gateway, "acme", "", "app");
      GenerationServiceBlockingStub other = keyed(gateway, "other", "", "app");
      acme.generate(of("alice"));

      CallFailure second = refused(acme, of("alice"));
      acme.generate(of("bob"));
      other.generate(of("alice"));
      acme.generate(chat("chat")); // names nobody

      assertThat(second.text()).startsWith("limit of 1 requests per month for user:acme/");
      assertThat(second.text()).doesNotContain("alice");
    }
  }

  @Test
  void generate_namedEndUser_isFoundByHisHash() throws IOException {
    try (RunningGateway gateway =
        gateway(
            "{ subject: \"user:default/alice\", dimension: requests, amount: 1, per: month }")) {
      gateway.generation().generate(of("alice"));
      refused(gateway.generation(), of("alice"));
      gateway.generation().generate(of("bob"));
    }
  }

  @Test
  void generate_limitOfAKeyOnSomeModels_countsOnlyThese() throws IOException {
    try (RunningGateway gateway =
        gateway(
            "{ subject: \"key:*\", match: { model: \"gpt-*\" }, dimension: requests, amount: 1,"
                + " per: month },"
                + " { subject: \"key:*\", dimension: requests, amount: 3, per: month }")) {
      GenerationServiceBlockingStub app = keyed(gateway, "acme", "", "app");
      app.generate(chat("gpt-5"));

      CallFailure second = refused(app, chat("gpt-4"));
      app.generate(chat("chat"));
      app.generate(chat("chat"));
      CallFailure fourth = refused(app, chat("chat"));

      assertThat(second.quota().orElseThrow().getViolations(0).getSubject())
          .isEqualTo("key:acme/app (model gpt-*)");
      assertThat(fourth.quota().orElseThrow().getViolations(0).getSubject())
          .isEqualTo("key:acme/app");
      assertThat(fourth.quota().orElseThrow().getViolations(0).getQuotaDimensionsMap())
          .containsEntry("key", "app")
          .containsEntry("tenant", "acme")
          .containsEntry("model", "chat")
          .containsEntry("per", "month");
    }
  }

  @Test
  void generate_keysOfOneNameInTwoTenants_doNotShareALimit() throws IOException {
    try (RunningGateway gateway =
        gateway("{ subject: \"key:*\", dimension: requests, amount: 1, per: month }")) {
      keyed(gateway, "acme", "", "app").generate(chat("chat"));
      keyed(gateway, "other", "", "app").generate(chat("chat"));
    }
  }

  @Test
  void generate_providerIsUsedUp_nextTargetIsTaken() throws IOException {
    try (RunningGateway gateway =
        gateway("{ subject: \"provider:one\", dimension: requests, amount: 1, per: month }")) {
      gateway.generation().generate(chat("chat"));
      gateway.generation().generate(chat("chat"));

      assertThat(gateway.upstream("one").calls()).hasSize(1);
      assertThat(gateway.upstream("two").calls()).hasSize(1);
      assertThat(refused(gateway.generation(), chat("only-one")).text())
          .startsWith("limit of 1 requests per month for provider:one: 0 left");
    }
  }

  @Test
  void generate_keyIsMadeDuringABurst_isLimitedFromItsFirstRequest() throws Exception {
    try (RunningGateway gateway =
        gateway("{ subject: \"key:*\", dimension: requests, amount: 3, per: month }")) {
      GenerationServiceBlockingStub app = keyed(gateway, "acme", "", "app");
      AtomicInteger passed = new AtomicInteger();
      ExecutorService callers = Executors.newFixedThreadPool(8);
      try {
        List<CompletableFuture<Void>> calls =
            IntStream.range(0, 24)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> {
                              try {
                                app.generate(chat("chat"));
                                passed.incrementAndGet();
                              } catch (io.grpc.StatusRuntimeException refused) {
                                assertThat(refused.getStatus().getCode())
                                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                              }
                            },
                            callers))
                .toList();
        calls.forEach(CompletableFuture::join);
      } finally {
        callers.shutdown();
      }
      assertThat(passed).hasValue(3);
      assertThat(holds(gateway)).isZero();
    }
  }

  @Test
  void listLimits_saysWhatIsSettledAndInWhichUnit() throws IOException {
    try (RunningGateway gateway =
        gateway("{ subject: global, dimension: requests, amount: 2, per: hour }")) {
      gateway.generation().generate(chat("chat"));

      LimitStatus status =
          gateway.admin().listLimits(ListLimitsRequest.getDefaultInstance()).getLimits(0);

      assertThat(status.getSubject()).isEqualTo("global");
      assertThat(status.getAmount()).isEqualTo(2);
      assertThat(status.getUnit()).isEqualTo("requests");
      assertThat(status.getSettled()).isEqualTo(1);
      assertThat(status.getCapacity()).isEqualTo(2);
      assertThat(status.getHeld()).isZero();
    }
  }
}
