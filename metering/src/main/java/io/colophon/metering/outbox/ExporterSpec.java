package io.colophon.metering.outbox;

import java.util.function.Predicate;

/**
 * An exporter as an operator wants it.
 *
 * @param name what its place is kept under; see {@link ExportPlaces#isName}
 * @param kind for people: {@code file}, {@code http}, {@code kafka}
 * @param identity equal for two that do the same; what differs takes the place of the one before
 * @param source of its events, a URI reference; not empty
 * @param tenants whose events it sends
 * @param fromNow whether it begins, when its name is new, behind what the ledger holds already
 * @param batch most events of one call of the sink, 1 or more
 * @param opener makes its sink
 */
public record ExporterSpec(
    String name,
    String kind,
    Object identity,
    String source,
    Predicate<String> tenants,
    boolean fromNow,
    int batch,
    ExportSink.Opener opener) {
  public ExporterSpec {
    if (!ExportPlaces.isName(name)) {
      throw new IllegalArgumentException(
          "name of an exporter is '" + name + "', expected 1 to 64 of a-z 0-9 -");
    }
    if (batch < 1 || source.isEmpty()) {
      throw new IllegalArgumentException(
          "batch " + batch + ", source '" + source + "', expected 1 or more and not empty");
    }
  }
}
