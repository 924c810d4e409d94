package io.colophon.throttling.redis;

import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.LeaseStoreFactory;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.regex.Pattern;

/** Opens stores on Redis, by {@code redis://} or {@code rediss://} addresses. */
public final class RedisLeaseStores implements LeaseStoreFactory {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  @Override
  public LeaseStore open(String url, String name, Duration callLimit) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name is \"" + name + "\", expected 1 to 100 letters, digits, dots, dashes, underscores");
    }
    return new RedisLeaseStore(address(url), name, callLimit, () -> "");
  }

  /** The address may hold a password, so nothing of it is said. */
  static RedisURI address(String url) {
    if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
      throw new IllegalArgumentException(
          "the address of Redis is not of the form redis://[user:password@]host[:port][/database]"
              + " or rediss://...");
    }
    try {
      return RedisURI.create(url);
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "the address of Redis cannot be read; expected"
              + " redis://[user:password@]host[:port][/database]");
    }
  }
}
