package io.colophon.gateway.detector;

import io.colophon.gateway.config.DetectorConfig;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.GuardedFetcher;
import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.JsonIn;
import io.colophon.gateway.http.Multipart;
import io.colophon.gateway.http.NeutralErrors;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public detector: anybody hands a file in, or says where it is, and learns which layers of
 * labels it bears and whether it came from here. No login; so many files a minute for each address;
 * the file is looked at and deleted; nothing is entered anywhere.
 */
public final class DetectorDoor implements RestDoor {
  static final String PATH = "/v1/detect";
  private static final Logger log = LoggerFactory.getLogger(DetectorDoor.class);
  private static final Duration FETCH_TIME = Duration.ofSeconds(20);

  private final Supplier<GatewayConfig> config;
  private final FileVerification verification;
  private final GuardedFetcher fetcher;
  private final BlockingPool pool;
  private final Path directory;
  private final Ticker ticker;
  private final Allowances allowances = new Allowances();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong files = new AtomicLong();

  /**
   * @param config what is in force; asked for every call, but for the largest file, which is that
   *     of the start
   * @param directory where a file lies while it is looked at
   */
  public DetectorDoor(
      Supplier<GatewayConfig> config,
      FileVerification verification,
      GuardedFetcher fetcher,
      BlockingPool pool,
      Path directory,
      Ticker ticker) {
    this.config = config;
    this.verification = verification;
    this.fetcher = fetcher;
    this.pool = pool;
    this.directory = directory;
    this.ticker = ticker;
  }

  @Override
  public List<Route> routes() {
    long most = settings().maxUpload().bytes();
    return List.of(
        Route.get(PATH, NeutralErrors.INSTANCE, this::describe),
        Route.post(PATH, BodyRule.multipart(most), NeutralErrors.INSTANCE, this::detect));
  }

  private DetectorConfig settings() {
    return config.get().detector();
  }

  private void describe(Exchange exchange) {
    DetectorConfig settings = enabled();
    exchange.json(
        200,
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("what", "tells whether a file was generated here");
              json.writeStringProperty(
                  "how",
                  "POST multipart/form-data with a part \"file\""
                      + (settings.links()
                          ? ", or application/json {\"url\": \"https://...\"}"
                          : ""));
              json.writeArrayPropertyStart("layers");
              List.of("metadata", "c2pa", "watermark", "fingerprint", "log")
                  .forEach(json::writeString);
              json.writeEndArray();
              json.writeNumberProperty("max_bytes", settings.maxUpload().bytes());
              json.writeNumberProperty("files_per_minute", settings.requestsPerMinute());
              json.writeStringProperty(
                  "privacy",
                  "the file is deleted when it was looked at; nothing about it or you is kept; no"
                      + " answer holds personal data");
              json.writeStringProperty("price", "free");
              json.writeEndObject();
            }));
  }

  private DetectorConfig enabled() {
    DetectorConfig settings = settings();
    if (!settings.enabled()) {
      throw Refusal.of(Reason.NOT_FOUND, "the detector is switched off");
    }
    return settings;
  }

  private void detect(Exchange exchange) {
    DetectorConfig settings = enabled();
    Optional<Duration> wait =
        allowances.take(exchange.callerAddress(), settings.requestsPerMinute(), ticker.nanos());
    if (wait.isPresent()) {
      throw Refusal.of(
              Reason.QUOTA_EXCEEDED,
              "more than " + settings.requestsPerMinute() + " files a minute from your address")
          .retryAfter(wait.get());
    }
    if (underWay.incrementAndGet() > settings.concurrent()) {
      underWay.decrementAndGet();
      throw Refusal.of(Reason.GATEWAY_OVERLOADED, "too many files are being looked at")
          .retryAfter(Duration.ofSeconds(1));
    }
    try {
      if (exchange.contentType().equals("application/json")) {
        fetch(exchange, settings);
      } else {
        ByteBuffer bytes =
            exchange
                .multipart()
                .field("file")
                .map(Multipart.Field::bytes)
                .filter(ByteBuffer::hasRemaining)
                .orElseThrow(() -> Refusal.invalid("file", "missing, expected a file"));
        look(exchange, bytes);
      }
    } catch (RuntimeException refused) {
      underWay.decrementAndGet();
      throw refused;
    }
  }

  private void fetch(Exchange exchange, DetectorConfig settings) {
    if (!settings.links()) {
      throw Refusal.invalid("url", "this detector takes no addresses, expected a file");
    }
    String url = url(exchange.body());
    Completion.of(
        fetcher.file(url, config.get().links(), settings.maxUpload().bytes(), FETCH_TIME),
        (bytes, failure) -> {
          try {
            if (bytes == null) {
              throw failure instanceof Refusal refusal
                  ? refusal
                  : Refusal.of(Reason.INTERNAL, "the address could not be fetched");
            }
            look(exchange, bytes);
          } catch (RuntimeException refused) {
            underWay.decrementAndGet();
            exchange.fail(refused);
          }
        });
  }

  private static String url(ByteBuffer body) {
    String[] url = {""};
    boolean unused =
        JsonIn.read(
            body,
            in -> {
              in.object(
                  name -> {
                    if (name.equals("url")) {
                      url[0] = in.text();
                    } else {
                      in.skip();
                    }
                  });
              return true;
            });
    if (url[0].isBlank()) {
      throw Refusal.invalid("url", "missing, expected an address that begins with https://");
    }
    return url[0];
  }

  private void look(Exchange exchange, ByteBuffer bytes) {
    pool.execute(
        () -> {
          try {
            exchange.header("cache-control", "no-store").json(200, verdictOn(bytes));
          } catch (IOException failure) {
            log.error("the detector cannot look at a file", failure);
            exchange.fail(Refusal.of(Reason.INTERNAL, "the file cannot be looked at now", failure));
          } catch (RuntimeException failure) {
            exchange.fail(failure);
          } finally {
            underWay.decrementAndGet();
          }
        });
  }

  private byte[] verdictOn(ByteBuffer bytes) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(files.incrementAndGet() + ".detect");
    try {
      write(file, bytes.duplicate());
      return DetectorAnswer.of(verification.verify(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
