package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.Optional;

/** A bucket that keeps artifacts. Expiry is ours: what is forgotten is deleted there. */
public record S3Config(
    @About("Address of the service; absent: that of AWS for the region.") Optional<URI> endpoint,
    @Default("us-east-1") @About("Region that requests are signed for.") String region,
    @About("Bucket; must exist.") String bucket,
    @Default("colophon/") @About("Beginning of the name of every object.") String prefix,
    @About("Access key id.") String accessKey,
    @About("Secret access key.") Secret secretKey,
    @Default("true") @About("Whether the bucket stands in the path rather than in the host's name.")
        boolean pathStyle) {}
