package io.colophon.metering.environment;

import io.colophon.metering.figure.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Grid zones by id. Immutable. The bundled table is read on first use. */
public final class GridZones {
  private final Map<String, GridZone> byId;

  private GridZones(Map<String, GridZone> byId) {
    this.byId = byId;
  }

  /** The zones that travel in the jar. */
  public static GridZones bundled() {
    return Bundled.ZONES;
  }

  /** The zone of that id, if there is one. Ids are case-sensitive. */
  public Optional<GridZone> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The zone of that id.
   *
   * @throws IllegalArgumentException naming the known ids when there is none
   */
  public GridZone get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "grid zone is '" + id + "', expected one of " + new TreeSet<>(byId.keySet())));
  }

  /** These zones and one more, which replaces a zone of the same id. */
  public GridZones with(GridZone zone) {
    Map<String, GridZone> more = new HashMap<>(byId);
    more.put(zone.id(), zone);
    return new GridZones(Map.copyOf(more));
  }

  private static final class Bundled {
    private static final GridZones ZONES =
        new GridZones(
            DataFile.read(
                GridZones.class,
                "grid-zones.json",
                (id, row) ->
                    new GridZone(
                        id,
                        new Method(
                            row.required("factors").asString(), row.required("edition").asString()),
                        row.required("gwp").asDouble(),
                        DataFile.number(row, "pe"),
                        DataFile.number(row, "wue"),
                        DataFile.number(row, "adpe"),
                        row.required("source").asString())));
  }
}
