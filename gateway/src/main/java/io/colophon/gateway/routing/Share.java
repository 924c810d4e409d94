package io.colophon.gateway.routing;

/**
 * What policies go by of a target's configuration.
 *
 * @param number its place in the route, from 0, whoever else can serve a request
 * @param key a hash of its name
 * @param weight its share; above 0
 * @param capacity what it can do, in a unit that all targets of the route share; 0 if it is to be
 *     learned
 */
public record Share(int number, long key, double weight, double capacity) {

  /**
   * @param target its name
   */
  public static Share of(String target, int number, double weight, double capacity) {
    return new Share(number, StableHash.of(target), weight, capacity);
  }
}
