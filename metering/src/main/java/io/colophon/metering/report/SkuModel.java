package io.colophon.metering.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who a model is, by its name: developers call their models alike. Empty parts are not known.
 *
 * @param developer who made it
 * @param family the name that its versions share
 * @param id as it is sent to the provider
 * @param version of the model that answered, where it says more than the id
 */
record SkuModel(String developer, String family, String id, String version) {

  /** A family by the beginning of its models' names, without a path in front. */
  private record Family(String beginning, String developer, String name) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("claude", "Anthropic", "Claude"),
          new Family("chatgpt", "OpenAI", "GPT"),
          new Family("gpt", "OpenAI", "GPT"),
          new Family("dall-e", "OpenAI", "DALL-E"),
          new Family("whisper", "OpenAI", "Whisper"),
          new Family("sora", "OpenAI", "Sora"),
          new Family("gemini", "Google", "Gemini"),
          new Family("gemma", "Google", "Gemma"),
          new Family("imagen", "Google", "Imagen"),
          new Family("veo", "Google", "Veo"),
          new Family("llama", "Meta", "Llama"),
          new Family("mistral", "Mistral AI", "Mistral"),
          new Family("mixtral", "Mistral AI", "Mixtral"),
          new Family("deepseek", "DeepSeek", "DeepSeek"),
          new Family("qwen", "Alibaba", "Qwen"),
          new Family("wan", "Alibaba", "Wan"),
          new Family("glm", "Zhipu AI", "GLM"),
          new Family("cogview", "Zhipu AI", "CogView"),
          new Family("cogvideo", "Zhipu AI", "CogVideo"),
          new Family("ernie", "Baidu", "ERNIE"),
          new Family("doubao", "ByteDance", "Doubao"),
          new Family("seedream", "ByteDance", "Seedream"),
          new Family("seedance", "ByteDance", "Seedance"),
          new Family("hunyuan", "Tencent", "Hunyuan"),
          new Family("kling", "Kuaishou", "Kling"),
          new Family("kimi", "Moonshot AI", "Kimi"),
          new Family("moonshot", "Moonshot AI", "Kimi"),
          new Family("flux", "Black Forest Labs", "FLUX"),
          new Family("stable-diffusion", "Stability AI", "Stable Diffusion"),
          new Family("sdxl", "Stability AI", "Stable Diffusion"),
          new Family("amazon.nova", "Amazon", "Nova"),
          new Family("nova", "Amazon", "Nova"),
          new Family("titan", "Amazon", "Titan"));

  static SkuModel of(FocusKey key) {
    String name = key.model().toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('/') + 1);
    for (Family family : FAMILIES) {
      if (name.startsWith(family.beginning)
          || name.startsWith(family.developer.toLowerCase(Locale.ROOT) + "." + family.beginning)) {
        return new SkuModel(family.developer, family.name, key.model(), version(key));
      }
    }
    return new SkuModel("", "", key.model(), version(key));
  }

  private static String version(FocusKey key) {
    String served = key.servedModel();
    if (served.equals(key.model())) {
      return "";
    }
    boolean longer = served.startsWith(key.model() + "-") || served.startsWith(key.model() + "@");
    return longer ? served.substring(key.model().length() + 1) : served;
  }

  /** The properties of FOCUS's SkuPriceDetails, those that are known. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    put(details, "ModelDeveloper", developer);
    put(details, "ModelFamily", family);
    put(details, "ModelId", id);
    put(details, "ModelVersion", version);
    return details;
  }

  private static void put(Map<String, String> details, String name, String value) {
    if (!value.isEmpty()) {
      details.put(name, value);
    }
  }
}
