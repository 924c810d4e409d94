package io.colophon.gateway.server;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.artifacts.ArtifactLinks;
import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.fetch.GuardedFetcher;
import io.colophon.gateway.jobs.JobHouse;
import io.colophon.gateway.jobs.Jobs;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.meter.LateSettlements;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.gateway.webhooks.Deliveries;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.provider.spi.Ticker;
import java.time.Clock;

/** The parts of one gateway, for those who open its doors. */
record GatewayParts(
    GatewayOptions options,
    ServerConfig server,
    DataDirectory data,
    Records records,
    ConfigAssembler config,
    Reloading reloading,
    ApiKeys keys,
    KeyAuthenticator authenticator,
    Admission admission,
    GenerationPipeline pipeline,
    LateSettlements lateSettlements,
    Jobs jobs,
    JobHouse jobHouse,
    Artifacts artifacts,
    ArtifactLinks artifactLinks,
    Deliveries deliveries,
    GatewayMetrics metrics,
    Clock clock,
    Ticker ticker,
    GenerationIds ids,
    ProviderTypes providerTypes,
    BlockingPool pool,
    CallerCalls calls,
    FileVerification verification,
    GuardedFetcher fetcher) {

  /** Calls on the operator's port: whoever reaches that port is an operator. */
  CallerCalls adminCalls() {
    return CallerCalls.forOperators(pool);
  }

  /** Starts what has to be done again and again. */
  Housekeeping housekeeping() {
    Housekeeping chores =
        new Housekeeping()
            .every(1, "looking for changed keys", () -> authenticator.refresh(false))
            .every(
                1,
                "taking back expired holds",
                () -> config.limits().limits().expire(ticker.nanos(), clock.millis()))
            .every(1, "settling late", lateSettlements::retry)
            .every(30, "checkpoint of the ledger", () -> records.ledger().checkpoint())
            .every(1, "sending webhooks", deliveries::sendDue)
            .every(5, "looking after late jobs", jobHouse::lookAfterLate)
            .every(60, "forgetting old operations", jobHouse.desk()::forgetOld);
    chores.start();
    return chores;
  }
}
