package io.colophon.gateway.config;

/** Checks what is said of full targets and of those who wait for them. */
final class OverloadChecks {
  private static final double ROUNDING = 1e-9;

  private OverloadChecks() {}

  static void run(CrossCheck check) {
    check
        .bound()
        .each(
            WaitingSharesConfig.class,
            (path, shares) -> {
              if (shares.sum() > 1 + ROUNDING) {
                String at = path + ".interactive";
                check.refuse(
                    check.bound().isStated(at) ? at : path + ".batch",
                    "the shares are "
                        + Math.round(shares.sum() * 100)
                        + "%, expected at most 100%");
              }
            });
    check
        .bound()
        .each(
            ConcurrencyConfig.class,
            (path, concurrency) -> {
              AdaptiveConcurrencyConfig adaptive = concurrency.adaptive();
              if (adaptive.enabled() && concurrency.most().isEmpty()) {
                check.refuse(path + ".adaptive.enabled", "expected most as well, to fall from");
              }
              if (check.bound().isStated(path + ".adaptive.minimum")
                  && concurrency.most().isPresent()) {
                check.refuseUnordered(
                    path, "adaptive.minimum", adaptive.minimum(), "most", concurrency.most().get());
              }
            });
  }
}
