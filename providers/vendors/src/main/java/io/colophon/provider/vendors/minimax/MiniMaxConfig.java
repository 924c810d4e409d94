package io.colophon.provider.vendors.minimax;

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
 * A deployment of MiniMax.
 *
 * @param baseUrl what stands before {@code /text/chatcompletion_v2}; {@code
 *     https://api.minimax.io/v1} outside the mainland
 * @param apiKey the key
 * @param groupId {@code GroupId} in the query, which older accounts need
 * @param voice who speaks when the request does not say; the vendor requires a voice
 * @param vendorLabel whether the vendor puts its own mark on pictures and films and, as a rhythm at
 *     the end, on speech and music ({@code aigc_watermark}). The vendor marks audio only when it is
 *     not streamed, so that speech is streamed only without the label; and without it, the operator
 *     is the one whom the law on labels (GB 45438) asks for it
 * @param pollEvery the first pause between two questions about a film; pauses grow to ten times
 *     that
 * @param timeout how long to wait for what; music comes in one piece and may take minutes
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record MiniMaxConfig(
    @Default("https://api.minimaxi.com/v1") URI baseUrl,
    Secret apiKey,
    Optional<String> groupId,
    Optional<String> voice,
    @Default("true") boolean vendorLabel,
    @Default("3s") Duration pollEvery,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {}
