package io.colophon.labeling;

import java.util.Optional;

/** A regime that asks for labels on generated content. */
public enum Jurisdiction {
  /** China: GB 45438-2025 and the labelling measures in force since 2025-09-01. */
  CN("cn"),
  /** European Union: AI Act, Article 50. */
  EU("eu"),
  /** California: Business and Professions Code 22757 and following. */
  US_CA("us-ca"),
  /** Korea: AI Basic Act, Article 31. */
  KR("kr"),
  /** India: IT Rules as amended by G.S.R. 120(E). */
  IN("in"),
  /** Vietnam: Law 134/2025 and Decree 142/2026. */
  VN("vn");

  private final String id;

  Jurisdiction(String id) {
    this.id = id;
  }

  /** The name used in configuration, requests and receipts, for instance {@code us-ca}. */
  public String id() {
    return id;
  }

  /** The regime with this id; empty when there is none. */
  public static Optional<Jurisdiction> of(String id) {
    for (Jurisdiction jurisdiction : values()) {
      if (jurisdiction.id.equals(id)) {
        return Optional.of(jurisdiction);
      }
    }
    return Optional.empty();
  }
}
