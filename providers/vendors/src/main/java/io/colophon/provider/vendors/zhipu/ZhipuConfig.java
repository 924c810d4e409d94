package io.colophon.provider.vendors.zhipu;

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
 * A deployment of Zhipu's platform.
 *
 * @param baseUrl what stands before {@code /chat/completions}
 * @param apiKey the key; most have the form {@code id.secret}
 * @param auth how the key is used
 * @param vendorLabel whether the vendor marks pictures and films, visibly and invisibly ({@code
 *     watermark_enabled}). The vendor lets it be switched off only after a signed statement, made
 *     in its console; and without it, the operator is the one whom the law on labels (GB 45438)
 *     asks
 * @param pollEvery the first pause between two questions about a film; pauses grow to ten times
 *     that
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record ZhipuConfig(
    @Default("https://open.bigmodel.cn/api/paas/v4") URI baseUrl,
    Secret apiKey,
    @Default("auto") Auth auth,
    @Default("true") boolean vendorLabel,
    @Default("2s") Duration pollEvery,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  /** How the key is used. */
  public enum Auth {
    /** {@link #JWT} for keys of the form {@code id.secret}, otherwise {@link #BEARER}. */
    AUTO,
    /** The key itself is sent. */
    BEARER,
    /** A token signed with the secret is sent, so that the secret stays here. */
    JWT
  }
}
