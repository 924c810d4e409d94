package io.colophon.gateway.config;

import io.colophon.throttling.lease.LeaseStoreFactory;

/** Checks the store of shared limits, and what limits say of it. */
final class SharedLimitChecks {
  private final CrossCheck check;
  private boolean hasStore;

  private SharedLimitChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    SharedLimitChecks checks = new SharedLimitChecks(check);
    check.bound().each(SharedLimitsConfig.class, checks::store);
    check.bound().each(LimitConfig.class, checks::limit);
  }

  private void store(String path, SharedLimitsConfig store) {
    hasStore = true;
    String url = store.redis().reveal();
    if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
      check.refuse(
          path + ".redis", "expected redis://[user:password@]host[:port][/database] or rediss://");
    }
    if (!store.name().matches("[A-Za-z0-9._-]{1,100}")) {
      check.refuse(
          path + ".name",
          "value \"" + store.name() + "\": expected 1 to 100 letters, digits, dots, dashes");
    }
    if (LeaseStoreFactory.find().isEmpty()) {
      check.refuse(
          path,
          "nothing on the class path speaks Redis: expected the module colophon-throttling-redis");
    }
  }

  private void limit(String path, LimitConfig limit) {
    if (!hasStore && limit.shared().orElse(false)) {
      check.refuse(path + ".shared", "there is no store: expected storage.limits");
    }
    if (limit.whenAway().isPresent() && (!hasStore || !limit.shared().orElse(true))) {
      check.refuse(path + ".when-away", "the limit is not shared: expected a shared one");
    }
  }
}
