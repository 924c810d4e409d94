package io.colophon.provider.vendors.openai;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that speak OpenAI's chat interface, and where each differs from it. Addresses are those
 * that the vendors published in 2026; hosts change, so {@code base-url} overrides each.
 */
public enum Preset {
  /** OpenAI itself. */
  OPENAI("https://api.openai.com/v1", Tokens.MAX_COMPLETION_TOKENS, Auth.BEARER),
  /** Azure OpenAI; {@code base-url} is {@code https://RESOURCE.openai.azure.com/openai/v1}. */
  AZURE(null, Tokens.MAX_COMPLETION_TOKENS, Auth.API_KEY_HEADER),
  DEEPSEEK("https://api.deepseek.com/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  MOONSHOT("https://api.moonshot.cn/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  /** Alibaba's Qwen in compatible mode; workspaces have hosts of their own. */
  QWEN("https://dashscope.aliyuncs.com/compatible-mode/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  ZHIPU("https://open.bigmodel.cn/api/paas/v4", Tokens.MAX_TOKENS, Auth.BEARER),
  /** Baidu Qianfan, version 2. */
  QIANFAN("https://qianfan.baidubce.com/v2", Tokens.MAX_TOKENS, Auth.BEARER),
  HUNYUAN("https://api.hunyuan.cloud.tencent.com/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  /** iFlytek Spark over HTTP. */
  SPARK("https://spark-api-open.xf-yun.com/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  BAICHUAN("https://api.baichuan-ai.com/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  /** ByteDance Doubao on Volcano Ark. */
  DOUBAO("https://ark.cn-beijing.volces.com/api/v3", Tokens.MAX_TOKENS, Auth.BEARER),
  /**
   * Huawei ModelArts Studio (MaaS), where Pangu and others are served. That the host is the same in
   * every region could not be verified.
   */
  MODELARTS("https://api.modelarts-maas.com/v1", Tokens.MAX_TOKENS, Auth.BEARER),
  VLLM(null, Tokens.MAX_TOKENS, Auth.BEARER),
  LLAMA_CPP(null, Tokens.MAX_TOKENS, Auth.BEARER),
  LM_STUDIO(null, Tokens.MAX_TOKENS, Auth.BEARER),
  /** Any other compatible host. */
  COMPATIBLE(null, Tokens.MAX_TOKENS, Auth.BEARER);

  /** What the host calls the limit of output tokens. */
  enum Tokens {
    MAX_TOKENS("max_tokens"),
    MAX_COMPLETION_TOKENS("max_completion_tokens");

    private final String key;

    Tokens(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** How the key is sent. */
  enum Auth {
    BEARER,
    /** Azure's {@code api-key}. */
    API_KEY_HEADER
  }

  private final @Nullable String address;
  private final Tokens tokens;
  private final Auth auth;

  Preset(@Nullable String address, Tokens tokens, Auth auth) {
    this.address = address;
    this.tokens = tokens;
    this.auth = auth;
  }

  /** The name used in configuration, for instance {@code llama-cpp}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<URI> address() {
    return Optional.ofNullable(address).map(URI::create);
  }

  Tokens tokens() {
    return tokens;
  }

  /** Whether transcripts may be asked for piece by piece; other hosts may refuse the field. */
  boolean streamsTranscripts() {
    return this == OPENAI || this == AZURE;
  }

  Auth auth() {
    return auth;
  }
}
