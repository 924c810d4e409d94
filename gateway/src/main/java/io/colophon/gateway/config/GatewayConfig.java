package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything an operator can configure, checked as a whole. Immutable; a reload makes a new one.
 *
 * @param version 1
 * @param routes in the order in which they are tried: the file's, then the embedded ones
 */
public record GatewayConfig(
    @Default("1") @Range(min = "1", max = "1") @About("Version of this format.") int version,
    @Default("true")
        @About("Whether the file is laid over the embedded default; false: the file stands alone.")
        boolean embedded,
    @About("Doors, limits of connections and deadlines.") ServerConfig server,
    @About("Where data is kept and how much of it.") StorageConfig storage,
    @About("How files are fetched that a request names by a link.") LinksConfig links,
    @About("Deployments of providers by name.") Map<String, ProviderConfig> providers,
    @About("Facts about models by name; a model need not be listed to be used.")
        Map<String, ModelConfig> models,
    @About("Accelerators by name; goes before those that are known.")
        Map<String, HardwareConfig> hardware,
    @About("Electricity grids by name; goes before those that are known.")
        Map<String, GridConfig> grids,
    @About("Rules from requested model and modality to targets; the first that matches is taken.")
        List<RouteConfig> routes,
    @About("How much memory kept answers of routes may take.") CacheConfig cache,
    @About("Tenants by name; a tenant need not be listed to have keys.")
        Map<String, TenantConfig> tenants,
    @About("Limits of use; a request must pass all that apply to it.") List<LimitConfig> limits,
    @About("What units cost; what has no price is reported as unpriced, not as free.")
        List<PriceConfig> prices,
    @About("Ways to pay, by a name that tenants refer to.") Map<String, PlanConfig> plans,
    @About("Who usage is handed on to; see docs/exports.md.") List<ExportConfig> exports,
    @About("Which labels are applied; the first rule that matches is taken.")
        List<LabelingConfig> labeling,
    @About("Whose key signs manifests (C2PA), and who stamps them.") SigningConfig signing,
    @About("What operators measure, and where it is pushed to.") MetricsConfig metrics,
    @About("The public detector of docs/detector.md.") DetectorConfig detector,
    @About("What is looked for in the words that go in and out, and what is done about it.")
        ScreeningConfig screening) {

  public GatewayConfig {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    hardware = Collections.unmodifiableMap(new LinkedHashMap<>(hardware));
    grids = Collections.unmodifiableMap(new LinkedHashMap<>(grids));
    routes = List.copyOf(routes);
    tenants = Collections.unmodifiableMap(new LinkedHashMap<>(tenants));
    limits = List.copyOf(limits);
    prices = List.copyOf(prices);
    plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
    exports = List.copyOf(exports);
    labeling = List.copyOf(labeling);
  }

  /** The same with another server. */
  public GatewayConfig withServer(ServerConfig other) {
    return new GatewayConfig(
        version, embedded, other, storage, links, providers, models, hardware, grids, routes, cache,
        tenants, limits, prices, plans, exports, labeling, signing, metrics, detector, screening);
  }

  /** Names and numbers only: values may have come from the environment. */
  @Override
  public String toString() {
    return "GatewayConfig[providers="
        + providers.keySet()
        + ", routes="
        + routes.size()
        + ", limits="
        + limits.size()
        + "]";
  }
}
