package io.colophon.gateway.config;

import java.util.Locale;

/** A regime that asks for labels on generated content. */
public enum Jurisdiction {
  /** China: GB 45438-2025 and the labelling measures. */
  CN,
  /** European Union: AI Act, Article 50. */
  EU,
  /** California: SB 942. */
  US_CA,
  /** South Korea: AI Basic Act. */
  KR,
  /** India: IT Rules, synthetically generated information. */
  IN,
  /** Viet Nam: AI law. */
  VN;

  /** As in the file, for instance {@code us-ca}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
