package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** A provider that does what an {@link Adapter} says. Thread-safe. */
final class DeclarativeProvider implements Provider {
  private final Adapter adapter;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final Vendor vendor;
  private final Map<Operation, PolledJobs> jobs = new HashMap<>();
  private final Map<String, String> settings;
  private final boolean label;

  private DeclarativeProvider(
      Adapter adapter,
      Offers offers,
      HttpUpstream upstream,
      Vendor vendor,
      Map<String, String> settings,
      boolean label) {
    this.adapter = adapter;
    this.offers = offers;
    this.upstream = upstream;
    this.vendor = vendor;
    this.settings = settings;
    this.label = label;
    for (Operation operation : adapter.operations()) {
      operation.job().ifPresent(job -> jobs.put(operation, new PolledJobs(upstream, job.pace())));
    }
  }

  /**
   * Opens a deployment.
   *
   * @throws IllegalArgumentException if the values do not go with the adapter
   */
  static DeclarativeProvider open(
      String name, Adapter adapter, ShippedConfig config, ProviderContext context) {
    Offers offers = Offers.of(config.models(), adapter.capabilities());
    URI base =
        config
            .baseUrl()
            .map(address -> Adapter.checked(address, "base-url"))
            .or(adapter::baseUrl)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("base-url is missing: the adapter names no host"));
    if (config.vendorLabel().isPresent() && adapter.label().isEmpty()) {
      throw new IllegalArgumentException(
          "vendor-label is set, but the vendor has no switch for its label");
    }
    if (config.apiKey().isEmpty() && !adapter.auth().optional()) {
      throw new IllegalArgumentException("api-key is missing");
    }
    Map<String, String> settings = settings(adapter, config);
    HttpUpstream upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            adapter.failures().reader(context.clock()));
    try {
      String text = base.toString();
      String address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      Vendor vendor =
          new Vendor(
              adapter,
              base,
              address,
              adapter.auth().signer(config.apiKey(), config.secretKey(), address, upstream));
      return new DeclarativeProvider(
          adapter, offers, upstream, vendor, settings, config.vendorLabel().orElse(true));
    } catch (IllegalArgumentException wrong) {
      upstream.close();
      throw wrong;
    }
  }

  private static Map<String, String> settings(Adapter adapter, ShippedConfig config) {
    Map<String, String> settings = new HashMap<>(adapter.settings());
    config
        .settings()
        .orElse(Map.of())
        .forEach(
            (key, value) -> {
              if (!adapter.settings().containsKey(key)) {
                throw new IllegalArgumentException(
                    "settings."
                        + key
                        + " is not known to the adapter"
                        + Spelling.hint(key, adapter.settings().keySet()));
              }
              settings.put(key, value);
            });
    settings.values().removeIf(String::isEmpty);
    return Map.copyOf(settings);
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    Set<String> all = new HashSet<>();
    adapter.operations().forEach(one -> all.addAll(one.extensions()));
    return all;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    Optional<Operation> operation = operation(request);
    if (operation.isEmpty()) {
      return unsupported();
    }
    Operation one = operation.get();
    Filling filling = filling(one, request, options);
    PolledJobs asked = jobs.get(one);
    if (asked != null) {
      return asked.generate(options, job(one, request, filling));
    }
    return upstream.generate(
        options, new DirectAttempt(vendor, one, filling, new Delivery(vendor, one, request)));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    Optional<Operation> operation = operation(request);
    PolledJobs asked = operation.map(jobs::get).orElse(null);
    if (operation.isEmpty() || asked == null) {
      return unsupported();
    }
    Operation one = operation.get();
    return asked.resume(options, handle, job(one, request, filling(one, request, options)));
  }

  private Optional<Operation> operation(GenerationRequest request) {
    return adapter.operations().stream().filter(one -> one.serves(request)).findFirst();
  }

  private Flow.Publisher<GenerationEvent> unsupported() {
    return upstream.refuse(
        new ProviderException(FailureKind.UNSUPPORTED, "the adapter has no operation for this"));
  }

  private Filling filling(Operation operation, GenerationRequest request, CallOptions options) {
    return Filling.of(operation, request, options, settings, label);
  }

  private AdapterJob job(Operation operation, GenerationRequest request, Filling filling) {
    return new AdapterJob(vendor, operation, filling, new Delivery(vendor, operation, request));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
