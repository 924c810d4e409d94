package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.List;

/** Where a tenant is told that a job has ended. */
public record WebhookConfig(
    @About("Address that takes POSTs; https, or http where allow-private is true.") URI url,
    @About("Key of the signatures: whsec_ and 24 to 64 bytes in base64.") Secret secret,
    @Default("*")
        @About("Which events: job.succeeded, job.failed, job.cancelled, job.succeeded-late, or *.")
        List<NamePattern> events,
    @Default("false") @About("Whether the address may be in a private network, or without TLS.")
        boolean allowPrivate) {

  public WebhookConfig {
    events = List.copyOf(events);
  }
}
