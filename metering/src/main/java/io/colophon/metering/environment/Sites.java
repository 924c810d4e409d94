package io.colophon.metering.environment;

import java.util.Map;

/** What is assumed of a vendor's data centres when the operator says nothing. Read on first use. */
public final class Sites {
  private Sites() {}

  /** The default site of a vendor, {@link Site#UNKNOWN} when the table has none. */
  public static Site ofVendor(String vendor) {
    return Bundled.SITES.getOrDefault(vendor, Site.UNKNOWN);
  }

  private static final class Bundled {
    private static final Map<String, Site> SITES =
        DataFile.read(
            Sites.class,
            "vendor-sites.json",
            (id, row) ->
                new Site(
                    GridZones.bundled().get(row.required("zone").asString()),
                    DataFile.interval(row, "pue"),
                    DataFile.interval(row, "wue"),
                    row.required("source").asString()));
  }
}
