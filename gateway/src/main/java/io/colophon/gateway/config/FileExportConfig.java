package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.nio.file.Path;
import java.time.Duration;

/** Files of events. */
public record FileExportConfig(
    @About(
            "Folder; made when missing. A file is named *.jsonl.part while it grows, then *.jsonl;"
                + " whoever takes finished files deletes them.")
        Path directory,
    @Default("64MiB") @Range(min = "1KiB", max = "64GiB") @About("A file so large is finished.")
        ByteSize rotateSize,
    @Default("5m") @Range(min = "1s", max = "30d") @About("A file so old is finished.")
        Duration rotateAfter) {}
