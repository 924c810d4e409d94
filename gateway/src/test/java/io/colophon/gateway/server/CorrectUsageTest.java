package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.CorrectUsageRequest;
import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.CorrectedCounter;
import io.colophon.v1.CostLine;
import io.colophon.v1.CounterChange;
import io.colophon.v1.QueryUsageRequest;
import io.colophon.v1.UsageEntry;
import io.colophon.v1.UsageRow;
import io.colophon.v1.UsageServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Corrections while the server runs. */
class CorrectUsageTest {
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      prices:
        - { model: a, version: spring, rates: { input-tokens: 2.50/M, output-tokens: 10/M } }
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
  void correctUsage_oneCounter_isTheNextRevisionAndSaysWhatChanged() {
    String id = generated(1_000, 200);

    CorrectUsageResponse booked =
        gateway
            .admin()
            .correctUsage(
                request(id, "vendor's invoice").addCounters(counter("output_tokens", 260)).build());

    assertThat(booked.getRevision()).isEqualTo(1);
    assertThat(booked.getTenant()).isEqualTo("default");
    assertThat(booked.getCountersList())
        .extracting(
            change -> change.getAfter().getUnit(),
            change -> change.getBefore().getValue(),
            change -> change.getAfter().getValue(),
            change -> change.getAfter().getSource())
        .containsExactly(tuple("output_tokens", 200L, 260L, "provider_reconciled"));
    assertThat(booked.getCostBefore().getNanoUnits()).isEqualTo(4_500_000);
    assertThat(booked.getCostAfter().getNanoUnits()).isEqualTo(5_100_000);
    assertThat(booked.getCostAfter().getLinesList())
        .extracting(CostLine::getItem, CostLine::getQuantity, CostLine::getNanoUnits)
        .containsExactly(
            tuple("input_tokens", 1_000L, 2_500_000L), tuple("output_tokens", 260L, 2_600_000L));
    List<UsageEntry> ledger = gateway.ledger();
    assertThat(ledger)
        .extracting(UsageEntry::getUsageId, UsageEntry::getRevision)
        .containsExactly(tuple(id, 0), tuple(id, 1));
    assertThat(ledger.get(1).getCorrectionReason()).isEqualTo("vendor's invoice");
    assertThat(ledger.get(1).getCost()).isEqualTo(booked.getCostAfter());
    assertThat(ledger.get(1).getBookTime()).isEqualTo(booked.getBookTime());
    UsageRow sums = sums();
    assertThat(sums.getGenerations()).isEqualTo(1);
    assertThat(sums.getCosts(0).getNanoUnits()).isEqualTo(5_100_000);
  }

  @Test
  void correctUsage_repriceAfterAReload_isByThePricesInForce() throws IOException {
    String id = generated(1_000, 200);
    gateway.reload(CONFIG.replace("10/M", "20/M"));

    CorrectUsageResponse booked =
        gateway.admin().correctUsage(request(id, "typing error").setReprice(true).build());

    assertThat(booked.getCountersList()).isEmpty();
    assertThat(booked.getCostAfter().getNanoUnits()).isEqualTo(6_500_000);
  }

  @Test
  void correctUsage_suspectCounter_isNoLongerSuspect() {
    gateway.upstream("fake").then(Script.saying("Only ", "four ", "words ", "here."));
    generate();
    UsageEntry entry = gateway.ledger().get(0);
    assertThat(sums().getSuspect()).isEqualTo(1);
    CorrectUsageRequest.Builder request = request(entry.getUsageId(), "bill");
    entry
        .getSuspicionsList()
        .forEach(suspicion -> request.addCounters(counter(suspicion.getUnit(), 4)));
    assertThat(request.getCountersCount()).isPositive();

    CorrectUsageResponse booked = gateway.admin().correctUsage(request.build());

    assertThat(booked.getCountersList()).allMatch(CounterChange::hasBefore).isNotEmpty();
    assertThat(sums().getSuspect()).isZero();
  }

  @Test
  void correctUsage_sameRevisionAgain_isRefusedAsNotNext() {
    String id = generated(1_000, 200);
    CorrectUsageRequest once =
        request(id, "bill").addCounters(counter("output_tokens", 260)).setRevision(1).build();
    assertThat(gateway.admin().correctUsage(once).getRevision()).isEqualTo(1);

    CallFailure again = CallFailure.of(() -> gateway.admin().correctUsage(once));

    assertThat(again.code()).isEqualTo(Status.Code.ABORTED);
    assertThat(again.reason()).isEqualTo("NOT_NEXT");
    assertThat(again.text())
        .isEqualTo(
            "nothing was booked (NOT_NEXT): usage id "
                + id
                + " has revision 1, so 1 is not the next");
    assertThat(gateway.ledger()).hasSize(2);
  }

  @Test
  void correctUsage_manyAtOnce_eachRevisionIsBookedOnce() throws Exception {
    String id = generated(1_000, 200);
    ConcurrentLinkedQueue<Integer> booked = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<CallFailure> refused = new ConcurrentLinkedQueue<>();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 40; i++) {
      CorrectUsageRequest request =
          request(id, "bill").addCounters(counter("output_tokens", i)).build();
      callers.execute(
          () -> {
            try {
              booked.add(gateway.admin().correctUsage(request).getRevision());
            } catch (StatusRuntimeException failure) {
              refused.add(CallFailure.of(failure));
            }
          });
    }
    callers.shutdown();
    assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(booked.size() + refused.size()).isEqualTo(40);
    assertThat(booked)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, booked.size()).boxed().toList());
    assertThat(refused).extracting(CallFailure::reason).containsOnly("NOT_NEXT");
    assertThat(gateway.ledger()).hasSize(1 + booked.size());
  }

  @Test
  void correctUsage_notSettled_isNotFound() {
    CallFailure failure =
        CallFailure.of(
            () -> gateway.admin().correctUsage(request("nobody", "x").setReprice(true).build()));

    assertThat(failure.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure.text()).isEqualTo("no generation 'nobody' is settled");
  }

  @ParameterizedTest
  @CsvSource({
    "gen/1, images, 1, why, usage_id",
    "gen-1, pictures, 1, why, counters[0].unit",
    "gen-1, images, -1, why, counters[0].value",
    "gen-1, images, 1, ' ', reason",
    "gen-1, , 1, why, counters"
  })
  void correctUsage_badRequest_namesTheField(
      String id, String unit, long value, String reason, String field) {
    CorrectUsageRequest.Builder request = request(id, reason);
    if (unit != null) {
      request.addCounters(counter(unit, value));
    }
    assertThat(CallFailure.of(() -> gateway.admin().correctUsage(request.build())).fields())
        .containsExactly(field);
  }

  @Test
  void correctUsage_counterTwiceOrLongReason_isInvalid() {
    CorrectUsageRequest.Builder twice =
        request("gen-1", "why").addCounters(counter("images", 1)).addCounters(counter("images", 2));
    assertThat(CallFailure.of(() -> gateway.admin().correctUsage(twice.build())).fields())
        .containsExactly("counters[1].unit");
    CorrectUsageRequest.Builder wordy = request("gen-1", "x".repeat(1_001)).setReprice(true);
    assertThat(CallFailure.of(() -> gateway.admin().correctUsage(wordy.build())).fields())
        .containsExactly("reason");
    CorrectUsageRequest.Builder zero = request("gen-1", "x").setReprice(true).setRevision(0);
    assertThat(CallFailure.of(() -> gateway.admin().correctUsage(zero.build())).fields())
        .containsExactly("revision");
  }

  @Test
  void correctUsage_booked_isLogged() {
    String id = generated(10, 20);
    Logger logger = (Logger) LoggerFactory.getLogger(AdminDoor.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(said);
    try {
      var unused = gateway.admin().correctUsage(request(id, "bill").setReprice(true).build());
    } finally {
      logger.detachAppender(said);
      logger.setLevel(before);
    }
    assertThat(said.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("usage " + id + " of tenant default corrected: revision 1");
  }

  private String generated(long input, long output) {
    Usage usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, input)
            .with(UsageUnit.OUTPUT_TOKENS, output)
            .build();
    gateway
        .upstream("fake")
        .then(Script.start().accept().text("yes").finish(FinishReason.STOP, usage));
    generate();
    return gateway.ledger().get(0).getUsageId();
  }

  private void generate() {
    assertThat(gateway.generation().generate(Requests.text("chat", "Hi").build()).getOutputsCount())
        .isEqualTo(1);
  }

  private UsageRow sums() {
    return UsageServiceGrpc.newBlockingStub(gateway.channel())
        .queryUsage(QueryUsageRequest.getDefaultInstance())
        .getRows(0);
  }

  private static CorrectUsageRequest.Builder request(String id, String reason) {
    return CorrectUsageRequest.newBuilder().setUsageId(id).setReason(reason);
  }

  private static CorrectedCounter counter(String unit, long value) {
    return CorrectedCounter.newBuilder().setUnit(unit).setValue(value).build();
  }
}
