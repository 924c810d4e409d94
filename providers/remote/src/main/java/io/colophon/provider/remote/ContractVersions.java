package io.colophon.provider.remote;

/** Versions of {@code colophon.v1.ProviderService} that we speak; what each adds stands there. */
final class ContractVersions {
  /** The newest we speak. */
  static final int NEWEST = 3;

  /** The oldest we speak. */
  static final int OLDEST = 1;

  /** The first that has jobs. */
  static final int JOBS = 2;

  /** The first that has vectors. */
  static final int VECTORS = 2;

  /** The first that tells what was used before the end. */
  static final int USED_SO_FAR = 3;

  private ContractVersions() {}

  static boolean spoken(int version) {
    return version >= OLDEST && version <= NEWEST;
  }
}
