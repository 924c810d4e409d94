package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A deployment of DashScope.
 *
 * @param baseUrl scheme and host; {@code /api/v1/...} and {@code /api-ws/v1/...} are added. The
 *     vendor recommends one host for each workspace, such as {@code
 *     https://WORKSPACE.cn-beijing.maas.aliyuncs.com}
 * @param apiKey the key of Model Studio
 * @param workspace {@code X-DashScope-WorkSpace}; absent: the key's own
 * @param textApi which of the two interfaces text goes to
 * @param imageApi which of the three interfaces pictures go to; it depends on the model's family
 * @param voice who speaks when the request does not say; the vendor requires a voice
 * @param vendorLabel whether the vendor puts its own label on pictures, films and speech. Without
 *     it, the operator is the one whom the law on labels (GB 45438) asks for it
 * @param pollEvery the first pause between two questions about a task; pauses grow to ten times
 *     that
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record DashScopeConfig(
    @Default("https://dashscope.aliyuncs.com") URI baseUrl,
    Secret apiKey,
    Optional<String> workspace,
    @Default("auto") TextApi textApi,
    @Default("synthesis") ImageApi imageApi,
    Optional<String> voice,
    @Default("true") boolean vendorLabel,
    @Default("1s") Duration pollEvery,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  /** Which interface text goes to. */
  public enum TextApi {
    /**
     * {@link #MULTIMODAL} for requests with media and for models that are listed as able to
     * understand pictures, otherwise {@link #TEXT}.
     */
    AUTO,
    /** {@code text-generation/generation}. */
    TEXT,
    /** {@code multimodal-generation/generation}. */
    MULTIMODAL
  }

  /** Which interface pictures go to. */
  public enum ImageApi {
    /** Tasks at {@code text2image/image-synthesis} and {@code image2image/image-synthesis}. */
    SYNTHESIS,
    /** Tasks at {@code image-generation/generation}, whose input is messages. */
    MESSAGES,
    /** One answer at {@code multimodal-generation/generation}. */
    MULTIMODAL
  }
}
