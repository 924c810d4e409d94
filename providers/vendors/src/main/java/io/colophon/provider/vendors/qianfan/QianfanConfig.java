package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A deployment of Qianfan's first interface. A model's name is the last part of its address, for
 * instance {@code completions_pro}.
 *
 * @param baseUrl scheme and host; paths are added
 * @param apiKey the application's API key, the client id of the token endpoint
 * @param secretKey the application's secret key
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record QianfanConfig(
    @Default("https://aip.baidubce.com") URI baseUrl,
    Secret apiKey,
    Secret secretKey,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {}
