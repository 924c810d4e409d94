package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.v1.GenerateRequest;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * What each end of a generation costs whom, in each vendor's dialect, over HTTP and against what
 * the upstream knows to be true. There is one slot for all: what does not give it back stops the
 * next row.
 */
@Timeout(600)
class EndStatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READING_ON = "colophon_drains_under_way\\S* 1(\\.0)?";
  private static final String TAKEN =
      "colophon_(generations_under_way|holds_open|drains_under_way|target_places_taken"
          + "|target_outstanding)\\S* .*";
  private static final HttpClient OPERATOR = HttpClient.newHttpClient();
  private static final String PLATFORM = "*platform";

  @TempDir static Path folder;
  private static HttpDouble upstream;
  private static Gateway gateway;
  private static Doors doors;
  private static int seen;
  private static final ListAppender<ILoggingEvent> saidByNetty = new ListAppender<>();
  private static final ResourceLeakDetector.Level BEFORE = ResourceLeakDetector.getLevel();

  @BeforeAll
  static void start() throws IOException {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    saidByNetty.start();
    netty().addAppender(saidByNetty);
    upstream = HttpDouble.start();
    Path file = Files.writeString(folder.resolve("colophon.yaml"), config());
    gateway =
        Gateway.start(
            GatewayOptions.embedded(folder.resolve("data")).withConfig(file),
            ProviderRegistry.discover());
    doors = Doors.at(gateway.addresses().grpc());
  }

  private static String config() {
    StringBuilder providers = new StringBuilder();
    StringBuilder routes = new StringBuilder();
    StringBuilder prices = new StringBuilder();
    for (SpeakingVendor vendor : SpeakingVendor.values()) {
      for (String onAbort : List.of("cancel", "drain")) {
        String name = name(vendor, onAbort);
        String address = upstream.uri("/" + vendor.name()).toString();
        providers.append(
            "  %s: %s\n"
                .formatted(
                    name,
                    vendor.config(
                        address, ", outliers: { enabled: false }, on-abort: " + onAbort)));
        routes.append(
            """
              - match: { model: %1$s, modality: text }
                targets: [ { provider: %1$s, model: %2$s }, { provider: %1$s, model: %2$s-b } ]
                retry: { attempts: 0 }
            """
                .formatted(name, vendor.model()));
        for (String model : List.of(vendor.model(), vendor.model() + "-b")) {
          prices.append(
              "  - { provider: %s, model: %s, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }\n"
                  .formatted(name, model));
        }
      }
    }
    return """
    version: 1
    embedded: false
    labeling:
      - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
    limits:
      - { subject: global, dimension: concurrency, amount: 1 }
    providers:
    %sroutes:
    %sprices:
    %s\
    """
        .formatted(providers, routes, prices);
  }

  private static String name(SpeakingVendor vendor, String onAbort) {
    return vendor.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + onAbort;
  }

  private static Logger netty() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }

  /** Nothing is left open and no buffer is left behind, whatever happened. */
  @AfterAll
  static void stop() throws IOException {
    doors.close();
    try {
      awaitNothingTaken();
    } finally {
      gateway.close();
      upstream.close();
    }
    for (int i = 0; i < 5; i++) {
      System.gc();
      // What leaked is only told when another buffer is taken.
      PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
      PooledByteBufAllocator.DEFAULT.heapBuffer(64).release();
    }
    netty().detachAppender(saidByNetty);
    ResourceLeakDetector.setLevel(BEFORE);
    assertThat(saidByNetty.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
    try (Ledger ledger =
        Ledger.open(new DataDirectory(folder.resolve("data")).ledger(), Clock.systemUTC())) {
      assertThat(ledger.recovery().interrupted()).isEmpty();
      assertThat(ledger.openGenerations()).isZero();
    }
  }

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (SpeakingVendor vendor : SpeakingVendor.values()) {
      for (EndCase end : EndCase.values()) {
        if (end.isKnownTo(vendor)) {
          rows.add(Arguments.of(end, vendor, "cancel"));
        }
        if (end.isAbandoned()) {
          rows.add(Arguments.of(end, vendor, "drain"));
        }
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("rows")
  void end_ofEachKind_costsWhomItMust(EndCase end, SpeakingVendor vendor, String onAbort)
      throws Exception {
    int before = upstream.requests().size();
    CountDownLatch goOn = new CountDownLatch(1);
    upstream.on("POST", "/" + vendor.name() + "/*", end.answers(vendor, goOn));
    GenerateRequest request = Requests.text(64).toBuilder().setModel(name(vendor, onAbort)).build();

    WatchedCall call =
        WatchedCall.start(
            doors.channel(), request, end.caller == EndCase.Caller.LETS_IT_PASS ? "4S" : "");
    await().atMost(PATIENCE).until(() -> upstream.requests().size() > before);
    if (end.caller == EndCase.Caller.GOES) {
      if (end.words > 0) {
        call.awaitWord(EndCase.WORDS[end.words - 1]);
      }
      call.go();
    }
    call.awaitEnd();
    boolean drained = end.isAbandoned() && onAbort.equals("drain");
    if (drained) {
      awaitReadingOn(); // the gateway knows that the caller has gone
      goOn.countDown();
    }
    List<SettledEntry> entries = awaitSettled();
    check(end, entries, drained);
    if (end.isCountedHere() && vendor.isCountedByItsTokenizer() && !drained) {
      assertThat(entries.get(entries.size() - 1).usage().of(UsageUnit.OUTPUT_TOKENS))
          .isEqualTo(new Quantity.Known(end.words, Quantity.Source.COUNTED_LOCALLY));
    }
    goOn.countDown();
  }

  private static void awaitReadingOn() {
    await().atMost(PATIENCE).until(() -> metrics().anyMatch(line -> line.matches(READING_ON)));
  }

  private static Stream<String> metrics() throws IOException, InterruptedException {
    HttpRequest asked =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.addresses().adminHttp() + "/metrics"))
            .build();
    return OPERATOR.send(asked, BodyHandlers.ofLines()).body();
  }

  /** What generations took that have ended is given back, and each gauge of it is there. */
  private static void awaitNothingTaken() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> taken = metrics().filter(line -> line.matches(TAKEN)).toList();
              assertThat(taken)
                  .hasSizeGreaterThanOrEqualTo(3 + 2 * 2 * SpeakingVendor.values().length)
                  .allMatch(line -> line.matches("\\S+ 0(\\.0)?"));
            });
  }

  private static void check(EndCase end, List<SettledEntry> entries, boolean drained) {
    List<SettledEntry> ours =
        entries.stream().filter(entry -> entry.opened().tenant().equals(PLATFORM)).toList();
    List<SettledEntry> callers = entries.stream().filter(entry -> !ours.contains(entry)).toList();
    assertThat(callers).as("exactly one entry of the caller").hasSize(1);
    SettledEntry entry = callers.get(0);
    assertThat(entry.endState()).isEqualTo(end.end);
    assertThat(entry.opened().reservation().expected().value(UsageUnit.OUTPUT_TOKENS)).hasValue(64);
    if (drained || end.figure == EndCase.Figure.FINAL) {
      int truth = drained || end.expenses > 0 ? EndCase.WORDS.length : end.words;
      isExactly(entry, UsageUnit.INPUT_TOKENS, SpeakingVendor.INPUT_TOKENS);
      isExactly(entry, UsageUnit.OUTPUT_TOKENS, truth);
    } else if (end.figure == EndCase.Figure.NOTHING) {
      assertThat(entry.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(0);
      assertThat(entry.usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    } else if (end.figure == EndCase.Figure.SUSPECT) {
      assertThat(entry.usage().isSuspect()).isTrue();
      isNotTheVendors(entry, UsageUnit.OUTPUT_TOKENS);
    } else {
      isNotAbove(entry, UsageUnit.INPUT_TOKENS, SpeakingVendor.INPUT_TOKENS);
      isNotAbove(entry, UsageUnit.OUTPUT_TOKENS, end.words);
      assertThat(entry.usage().isSuspect()).isFalse();
    }
    if (drained) {
      assertThat(entry.attempts().get(0).outcome()).isEqualTo("drained");
    } else if (end.isAbandoned()) {
      // A plug-in may see the deadline pass before the gateway does.
      assertThat(entry.attempts().get(0).outcome()).isIn("cancelled", "timed_out");
    }
    assertThat(ours).as("entries of the platform").hasSize(end.expenses);
    for (SettledEntry expense : ours) {
      assertThat(expense.usageId()).startsWith(entry.usageId() + "-p");
      assertThat(expense.labels()).containsExactly("expense:failed-attempt");
      assertThat(expense.endState()).isEqualTo(EndState.FAILED_BEFORE_OUTPUT);
      isNotAbove(expense, UsageUnit.INPUT_TOKENS, SpeakingVendor.INPUT_TOKENS);
    }
  }

  private static void isExactly(SettledEntry entry, UsageUnit unit, long truth) {
    assertThat(entry.usage().value(unit)).as(unit.id()).isPresent();
    assertThat(entry.usage().value(unit).getAsLong()).as(unit.id()).isBetween(truth - 1, truth + 1);
    assertThat(((Quantity.Known) entry.usage().of(unit)).source())
        .isEqualTo(Quantity.Source.PROVIDER_FINAL);
  }

  private static void isNotAbove(SettledEntry entry, UsageUnit unit, long truth) {
    assertThat(entry.usage().value(unit)).as(unit.id()).isPresent();
    assertThat(entry.usage().value(unit).getAsLong()).as(unit.id()).isBetween(0L, truth);
    isNotTheVendors(entry, unit);
  }

  private static void isNotTheVendors(SettledEntry entry, UsageUnit unit) {
    assertThat(((Quantity.Known) entry.usage().of(unit)).source())
        .isNotEqualTo(Quantity.Source.PROVIDER_FINAL);
  }

  /** The entries since the last row, once its caller's is there. */
  private static List<SettledEntry> awaitSettled() throws IOException {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                settled().stream().skip(seen).anyMatch(e -> !e.opened().tenant().equals(PLATFORM)));
    List<SettledEntry> all = settled();
    List<SettledEntry> fresh = List.copyOf(all.subList(seen, all.size()));
    seen = all.size();
    return fresh;
  }

  private static List<SettledEntry> settled() throws IOException {
    List<SettledEntry> found = new ArrayList<>();
    try (LedgerEntries entries =
        Ledger.openReadOnly(new DataDirectory(folder.resolve("data")).ledger())) {
      entries.read(LedgerFilter.ALL, (position, entry) -> found.add(entry));
    }
    return found;
  }
}
