package io.colophon.gateway.config;

/** Which version of OpenTelemetry's conventions for generative AI names of metrics follow. */
public enum GenAiNames {
  /** 1.36 and before: {@code gen_ai.system}. */
  V1_36,
  /** 1.37 to 1.41: {@code gen_ai.provider.name}, {@code gen_ai.client.token.usage}. */
  V1_41,
  /**
   * What the repository of these conventions had in October 2026, not released: {@code
   * gen_ai.client.inference.*}, counters of tokens by modality.
   */
  DEVELOPMENT
}
