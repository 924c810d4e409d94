package io.colophon.gateway.config;

/** What a rule asks of a vendor that has a switch for a label of its own. */
public enum VendorLabelWish {
  /** The vendor's label stands beside ours. */
  KEEP_ON,
  /** Ours stands in for it. */
  OFF
}
