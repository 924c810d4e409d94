package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.Optional;

/** Media that jobs put out. They are kept as long as their operation. */
public record ArtifactConfig(
    @Default("16MiB")
        @Range(min = "0B", max = "1GiB")
        @About("Media of one operation beyond this are shown as links instead of bytes.")
        ByteSize inline,
    @Default("1h")
        @Range(min = "1m", max = "7d")
        @About(
            "How long a link to a medium is good for; every look at the operation makes a new one.")
        Duration linkLifetime,
    @About("Bucket that keeps them; absent: a folder in the data directory.")
        Optional<S3Config> s3) {}
