package io.colophon.metering.plan;

import java.util.Locale;

/** Where an amount is covered from, in the order in which sources are drawn on. */
public enum Source {
  /** The free tier of a plan. */
  FREE,
  /** Accelerator time that the plan has reserved. */
  RESERVED,
  /** The allowance of a subscription. */
  ALLOWANCE,
  /** Prepaid credits. */
  CREDIT,
  /** None of these: the tenant pays for it with the invoice. */
  BILLED;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in invoices: the constant in lower case. */
  public String id() {
    return id;
  }
}
