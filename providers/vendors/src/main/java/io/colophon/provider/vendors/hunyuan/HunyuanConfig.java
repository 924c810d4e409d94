package io.colophon.provider.vendors.hunyuan;

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
 * A deployment of Hunyuan at Tencent Cloud.
 *
 * @param baseUrl scheme and host
 * @param secretId the id of the key, which travels in the open; masked all the same
 * @param secretKey the key that signs
 * @param region {@code X-TC-Region}; jobs for pictures need one
 * @param vendorLabel whether the vendor puts its visible mark on pictures ({@code LogoAdd}).
 *     Without it, the operator is the one whom the law on labels (GB 45438) asks for it
 * @param pollEvery the first pause between two questions about a job; pauses grow to ten times that
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for. Jobs for pictures know no
 *     models: the name listed for them stays here
 */
public record HunyuanConfig(
    @Default("https://hunyuan.tencentcloudapi.com") URI baseUrl,
    Secret secretId,
    Secret secretKey,
    @Default("ap-guangzhou") String region,
    @Default("true") boolean vendorLabel,
    @Default("1s") Duration pollEvery,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {}
