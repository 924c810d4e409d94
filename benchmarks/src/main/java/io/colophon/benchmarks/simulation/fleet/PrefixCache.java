package io.colophon.benchmarks.simulation.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

/** Key-value blocks that a node keeps: least recently used goes first. */
public final class PrefixCache {
  private final LinkedHashMap<Long, Boolean> blocks;

  /**
   * @param most blocks that fit
   */
  public PrefixCache(int most) {
    this.blocks =
        new LinkedHashMap<>(1024, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /** How many blocks of a prompt are here, from its beginning on; changes nothing. */
  public int cached(long[] prefix) {
    int found = 0;
    while (found < prefix.length && blocks.containsKey(prefix[found])) {
      found++;
    }
    return found;
  }

  /** Reads a prompt: what of it was here, and from now on all of it is. */
  public int read(long[] prefix) {
    int found = cached(prefix);
    // The first blocks last, so that the end of a prompt goes before its beginning.
    for (int i = prefix.length - 1; i >= 0; i--) {
      blocks.put(prefix[i], Boolean.TRUE);
    }
    return found;
  }
}
