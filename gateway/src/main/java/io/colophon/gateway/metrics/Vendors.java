package io.colophon.gateway.metrics;

import java.util.Map;

/**
 * What OpenTelemetry calls the vendors ({@code gen_ai.provider.name}); a type of provider that is
 * not in its list is called by its own name, which the operator wrote into the configuration.
 */
final class Vendors {
  private static final Map<String, String> KNOWN =
      Map.of(
          "gemini", "gcp.gemini",
          "bedrock", "aws.bedrock",
          "mistral", "mistral_ai",
          "xai", "x_ai",
          "moonshot", "moonshot_ai",
          "azure-openai", "azure.ai.openai",
          "watsonx", "ibm.watsonx.ai");

  private Vendors() {}

  static String of(String providerType) {
    return KNOWN.getOrDefault(providerType, providerType);
  }
}
