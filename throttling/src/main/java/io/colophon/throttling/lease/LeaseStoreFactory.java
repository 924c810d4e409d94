package io.colophon.throttling.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;

/** Opens stores that several gateways reach. Found by {@link ServiceLoader}. */
public interface LeaseStoreFactory {

  /**
   * Opens a store, which need not answer yet.
   *
   * @param url where it is, with what it takes to be let in; never logged
   * @param name keeps apart what does not belong together on one server; letters, digits, . _ -
   * @param callLimit how long one call may take
   * @throws IllegalArgumentException if the address is none; the message has no secret in it
   */
  LeaseStore open(String url, String name, Duration callLimit);

  /** The one on the class path; empty without the module {@code colophon-throttling-redis}. */
  static Optional<LeaseStoreFactory> find() {
    return ServiceLoader.load(LeaseStoreFactory.class).findFirst();
  }
}
