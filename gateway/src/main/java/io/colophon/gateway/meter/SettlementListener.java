package io.colophon.gateway.meter;

import io.colophon.metering.ledger.SettledEntry;

/** Is told of every settlement, right after it was made. Must be quick and must not throw. */
public interface SettlementListener {

  /** A generation was settled. */
  void settled(SettledEntry entry);

  /** Nobody listens. */
  SettlementListener NOBODY = entry -> {};
}
