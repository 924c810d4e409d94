package io.colophon.throttling.lease;

/** What a shared limit does when the leases of a gateway are gone and the store cannot be asked. */
public enum WhenAway {
  /** Refuses. The whole limit can be used while the store is there. */
  REFUSE,
  /** Goes on with a part that is set aside for each gateway beforehand. */
  SAFE_CAPACITY
}
