package io.colophon.gateway.server;

import io.colophon.gateway.assembly.PriceTable;
import io.colophon.gateway.config.ConfigDiff;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.keys.ApiKey;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.usage.UsageCorrections;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.Limits;
import io.colophon.v1.AdminServiceGrpc;
import io.colophon.v1.ApplyConfigRequest;
import io.colophon.v1.ApplyConfigResponse;
import io.colophon.v1.CheckConfigRequest;
import io.colophon.v1.CheckConfigResponse;
import io.colophon.v1.ConfigProblem;
import io.colophon.v1.CorrectUsageRequest;
import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.CreateKeyRequest;
import io.colophon.v1.CreateKeyResponse;
import io.colophon.v1.DiffConfigRequest;
import io.colophon.v1.DiffConfigResponse;
import io.colophon.v1.GetLiveUsageRequest;
import io.colophon.v1.ListKeysRequest;
import io.colophon.v1.ListKeysResponse;
import io.colophon.v1.ListLimitsRequest;
import io.colophon.v1.ListLimitsResponse;
import io.colophon.v1.ListRoutesRequest;
import io.colophon.v1.ListRoutesResponse;
import io.colophon.v1.LiveUsage;
import io.colophon.v1.RevokeKeyRequest;
import io.colophon.v1.RevokeKeyResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code AdminService}, on the operator's port. */
final class AdminDoor extends AdminServiceGrpc.AdminServiceImplBase {
  private static final Logger log = LoggerFactory.getLogger(AdminDoor.class);
  private static final int MOST_HOLDS = 1000;
  private static final String DEFAULT_TENANT = "default";

  private final GatewayParts parts;
  private final CallerCalls calls;
  private final UsageCorrections corrections;
  private final Instant started;

  AdminDoor(GatewayParts parts) {
    this.parts = parts;
    this.calls = parts.adminCalls();
    this.corrections = new UsageCorrections(parts.records().ledger(), parts.clock());
    this.started = parts.clock().instant();
  }

  // ---- configuration

  @Override
  public void checkConfig(
      CheckConfigRequest request, StreamObserver<CheckConfigResponse> observer) {
    calls.answer(
        observer,
        caller ->
            CheckConfigResponse.newBuilder()
                .addAllProblems(
                    AdminMessages.problems(load(request.getYaml(), request.getFileName())))
                .build());
  }

  @Override
  public void diffConfig(DiffConfigRequest request, StreamObserver<DiffConfigResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          ConfigResult next = load(request.getYaml(), request.getFileName());
          DiffConfigResponse.Builder answer =
              DiffConfigResponse.newBuilder().addAllProblems(AdminMessages.problems(next));
          if (next instanceof ConfigResult.Valid valid) {
            ConfigDiff.between(parts.reloading().current().settings(), valid.settings())
                .forEach(change -> answer.addChanges(AdminMessages.change(change)));
          }
          return answer.build();
        });
  }

  @Override
  public void applyConfig(
      ApplyConfigRequest request, StreamObserver<ApplyConfigResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          ConfigResult next = load(request.getYaml(), request.getFileName());
          List<ConfigProblem> problems = AdminMessages.problems(next);
          return next instanceof ConfigResult.Valid valid
              ? apply(valid)
              : ApplyConfigResponse.newBuilder().addAllProblems(problems).build();
        });
  }

  private ApplyConfigResponse apply(ConfigResult.Valid next) {
    var changes = ConfigDiff.between(parts.reloading().current().settings(), next.settings());
    try {
      List<String> later = parts.reloading().apply(next, changes);
      ApplyConfigResponse.Builder answer =
          ApplyConfigResponse.newBuilder().addAllNeedsRestart(later);
      changes.forEach(change -> answer.addChanges(AdminMessages.change(change)));
      return answer.build();
    } catch (IllegalArgumentException refused) {
      return ApplyConfigResponse.newBuilder()
          .addProblems(ConfigProblem.newBuilder().setMessage(String.valueOf(refused.getMessage())))
          .build();
    }
  }

  private ConfigResult load(String yaml, String fileName) {
    return ConfigLoader.loadText(
        fileName.isEmpty() ? "config" : fileName,
        yaml,
        parts
            .options()
            .configFile()
            .flatMap(file -> Optional.ofNullable(file.toAbsolutePath().getParent()))
            .orElse(Path.of("")),
        parts.providerTypes(),
        parts.options().environment());
  }

  // ---- routes, limits, what goes on

  @Override
  public void listRoutes(ListRoutesRequest request, StreamObserver<ListRoutesResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          ListRoutesResponse.Builder answer = ListRoutesResponse.newBuilder();
          parts
              .config()
              .get()
              .router()
              .routes()
              .forEach(
                  route -> answer.addRoutes(AdminMessages.route(route, parts.ticker().nanos())));
          return answer.build();
        });
  }

  @Override
  public void listLimits(ListLimitsRequest request, StreamObserver<ListLimitsResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          ListLimitsResponse.Builder answer = ListLimitsResponse.newBuilder();
          Limits limits = parts.config().limits().limits();
          for (LimitUsage usage : limits.usage(parts.ticker().nanos(), parts.clock().millis())) {
            answer.addLimits(LimitMessages.status(usage));
          }
          Instant now = parts.clock().instant();
          long nowNanos = parts.ticker().nanos();
          for (Hold hold : limits.holds(MOST_HOLDS)) {
            answer.addHolds(LimitMessages.hold(hold, now, nowNanos));
          }
          return answer.build();
        });
  }

  @Override
  public void getLiveUsage(GetLiveUsageRequest request, StreamObserver<LiveUsage> observer) {
    calls.answer(
        observer,
        caller ->
            LiveUsage.newBuilder()
                .setInFlight(parts.pipeline().underWay())
                .setStartTime(ReceiptWriter.timestamp(started))
                .setUptime(
                    com.google.protobuf.Duration.newBuilder()
                        .setSeconds(Duration.between(started, parts.clock().instant()).toSeconds()))
                .setGenerations(parts.metrics().generations())
                .setProvenanceRecords(parts.records().provenance().size())
                .setLedgerEntries(parts.records().ledger().size())
                .build());
  }

  // ---- corrections

  @Override
  public void correctUsage(
      CorrectUsageRequest request, StreamObserver<CorrectUsageResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          CorrectUsageResponse done =
              corrections.correct(request, PriceTable.book(parts.config().get().config().prices()));
          log.info(
              "usage {} of tenant {} corrected: revision {}",
              done.getUsageId(),
              done.getTenant(),
              done.getRevision());
          return done;
        });
  }

  // ---- keys

  @Override
  public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          if (request.getName().isBlank()) {
            throw Refusal.invalid("name", "empty, expected a name for people");
          }
          String tenant = tenant(request.getTenant());
          ApiKeys.Created created =
              parts
                  .keys()
                  .create(tenant, team(request.getTeam()), request.getName())
                  .orElseThrow(
                      () ->
                          Refusal.of(
                              Reason.FAILED_PRECONDITION,
                              "tenant "
                                  + tenant
                                  + " has a working key \""
                                  + request.getName()
                                  + "\": revoke it first or take another name"));
          parts.authenticator().refresh(true);
          log.info("key {} made", created.key().id());
          return CreateKeyResponse.newBuilder()
              .setKey(AdminMessages.key(created.key()))
              .setSecret(created.secret())
              .build();
        });
  }

  @Override
  public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          ListKeysResponse.Builder answer = ListKeysResponse.newBuilder();
          parts.keys().list().stream()
              .filter(
                  key -> request.getTenant().isEmpty() || key.tenant().equals(request.getTenant()))
              .forEach(key -> answer.addKeys(AdminMessages.key(key)));
          return answer.build();
        });
  }

  @Override
  public void revokeKey(RevokeKeyRequest request, StreamObserver<RevokeKeyResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          String tenant = tenant(request.getTenant());
          ApiKey ended =
              parts
                  .keys()
                  .revoke(tenant, request.getName())
                  .orElseThrow(
                      () ->
                          Refusal.of(
                              Reason.NOT_FOUND,
                              "tenant "
                                  + tenant
                                  + " has no working key \""
                                  + request.getName()
                                  + "\""));
          parts.authenticator().refresh(true);
          log.info("key {} revoked", ended.id());
          return RevokeKeyResponse.newBuilder().setKey(AdminMessages.key(ended)).build();
        });
  }

  private static Optional<String> team(String named) {
    return named.isEmpty() ? Optional.empty() : Optional.of(named);
  }

  private static String tenant(String named) {
    return named.isEmpty() ? DEFAULT_TENANT : named;
  }
}
