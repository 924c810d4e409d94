package io.colophon.labeling.provenance;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of a listing.
 *
 * @param items what was found, in order of index
 * @param nextIndex where to go on; empty when everything there was at the time has been seen
 */
public record Page<T>(List<T> items, OptionalLong nextIndex) {
  public Page {
    items = List.copyOf(items);
  }
}
