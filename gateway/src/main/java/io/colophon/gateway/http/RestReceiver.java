package io.colophon.gateway.http;

import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.config.unit.Durations;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RequestedModel;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Ticker;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verb receive, for every REST dialect: joins what the dialect read with what the request's
 * headers say. Thread-safe.
 *
 * <table>
 * <caption>Headers</caption>
 * <tr><td>{@code x-colophon-timeout}</td><td>how long the caller waits, such as {@code 30s}; a
 * number alone is seconds</td></tr>
 * <tr><td>{@code x-colophon-labeling} and others</td><td>see {@link LabelingHeaders}</td></tr>
 * <tr><td>{@code x-colophon-strict}</td><td>{@code true} refuses what a target cannot take as it
 * is</td></tr>
 * <tr><td>{@code x-colophon-end-user}</td><td>the person behind the request; goes before the
 * dialect's own field</td></tr>
 * <tr><td>{@code x-colophon-metadata-NAME}</td><td>an attribute for routing and records</td></tr>
 * </table>
 */
public final class RestReceiver {
  private static final String METADATA = "x-colophon-metadata-";
  private static final int MOST_METADATA = 64;
  private static final int LONGEST_NAME = 256;

  private final RunningConfigs config;
  private final GenerationIds ids;
  private final Clock clock;
  private final Ticker ticker;

  public RestReceiver(RunningConfigs config, GenerationIds ids, Clock clock, Ticker ticker) {
    this.config = config;
    this.ids = ids;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * The gateway's own terms for the request.
   *
   * @param model as the caller wrote it; empty for the default
   * @param endUser the dialect's own field for the person behind the request
   * @throws Refusal INVALID_REQUEST if a header is not as expected
   */
  public Received receive(
      Exchange exchange, String model, GenerationRequest request, Optional<String> endUser) {
    HttpHeaders headers = exchange.requestHeaders();
    if (model.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "model", model.length() + " characters, expected at most " + LONGEST_NAME);
    }
    String id = exchange.requestIdGiven() ? ids.next() : exchange.requestId();
    String user = headers.get("x-colophon-end-user");
    Optional<String> person =
        user == null ? endUser : Optional.of(checked("x-colophon-end-user", user));
    Received received =
        new Received(
            id,
            exchange.requestId(),
            clock.instant(),
            exchange.startNanos(),
            ticker.nanos() + deadline(headers, request.modality()).toNanos(),
            exchange.credentials(),
            model.isEmpty() ? RequestedModel.DEFAULT : new RequestedModel(model),
            request,
            metadata(headers),
            LabelingHeaders.read(headers, person),
            person);
    String strict = headers.get("x-colophon-strict");
    return strict != null && strict.equalsIgnoreCase("true") ? received.strictly(true) : received;
  }

  private Duration deadline(HttpHeaders headers, Modality modality) {
    ServerConfig server = config.get().config().server();
    String wanted = headers.get("x-colophon-timeout");
    if (wanted == null) {
      return modality == Modality.TEXT ? server.defaultDeadline() : server.defaultMediaDeadline();
    }
    Duration read = duration(wanted);
    return read.compareTo(server.maxDeadline()) > 0 ? server.maxDeadline() : read;
  }

  private static Duration duration(String text) {
    try {
      Duration read = isNumber(text) ? Durations.parse(text + "s") : Durations.parse(text);
      if (!read.isZero()) {
        return read;
      }
    } catch (IllegalArgumentException malformed) {
      // told below, as zero is
    }
    throw Refusal.invalid(
        "x-colophon-timeout", "\"" + Excerpt.of(text) + "\", expected for instance 30s or 500ms");
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = null;
    var all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = all.next();
      String name = metadataName(header.getKey());
      if (name != null) {
        metadata = metadata == null ? new HashMap<>() : metadata;
        metadata.put(name, checked(METADATA + name, header.getValue().toString()));
        if (metadata.size() > MOST_METADATA) {
          throw Refusal.invalid(METADATA + "*", "expected at most " + MOST_METADATA + " of them");
        }
      }
    }
    return metadata == null ? Map.of() : metadata;
  }

  private static @Nullable String metadataName(CharSequence header) {
    if (header.length() <= METADATA.length()) {
      return null;
    }
    String name = header.toString();
    return name.regionMatches(true, 0, METADATA, 0, METADATA.length())
        ? name.substring(METADATA.length()).toLowerCase(Locale.ROOT)
        : null;
  }

  private static String checked(String field, String value) {
    if (value.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          field, value.length() + " characters, expected at most " + LONGEST_NAME);
    }
    return value;
  }
}
