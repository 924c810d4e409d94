package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Somebody that usage is handed on to; see docs/exports.md. */
public record ExportConfig(
    @About(
            "What its place in the ledger is kept under: 1 to 64 of a-z 0-9 -. A new name begins"
                + " anew.")
        String name,
    @About("Files of JSON Lines; one of file, http and kafka.") Optional<FileExportConfig> file,
    @About("A receiver of CloudEvents over HTTP.") Optional<HttpExportConfig> http,
    @About("A topic of Kafka.") Optional<KafkaExportConfig> kafka,
    @Default("*") @About("Whose usage: names, beginnings, or a list.") List<NamePattern> tenants,
    @Default("true")
        @About("Whether what the platform itself pays is sent as well, as of tenant *platform.")
        boolean platform,
    @Default("beginning")
        @About("Where a new name begins: at the first entry of the ledger, or behind the last.")
        ExportStart from,
    @Default("500") @Range(min = "1", max = "10000") @About("Most events that are sent together.")
        int batch,
    @About(
            "Source of the events, a URI; absent: /colophon/ and an id that the data directory"
                + " keeps.")
        Optional<URI> source) {

  public ExportConfig {
    tenants = List.copyOf(tenants);
  }
}
