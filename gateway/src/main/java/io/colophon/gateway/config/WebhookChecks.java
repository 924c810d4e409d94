package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.webhooks.WebhookSecret;
import java.net.URI;
import java.util.Set;

/** Checks addresses, keys and events of webhooks, and addresses of our own. */
final class WebhookChecks {
  private static final Set<String> EVENTS =
      Set.of("job.succeeded", "job.failed", "job.cancelled", "job.succeeded-late");

  private WebhookChecks() {}

  static void run(CrossCheck check) {
    check.bound().each(WebhookConfig.class, (path, webhook) -> webhook(check, path, webhook));
    check
        .bound()
        .each(
            ServerConfig.class,
            (path, server) ->
                server
                    .publicUrl()
                    .ifPresent(
                        url -> http(check, path + ".public-url", url, Set.of("https", "http"))));
    check
        .bound()
        .each(
            S3Config.class,
            (path, s3) ->
                s3.endpoint()
                    .ifPresent(
                        url -> http(check, path + ".endpoint", url, Set.of("https", "http"))));
  }

  private static void webhook(CrossCheck check, String path, WebhookConfig webhook) {
    http(
        check,
        path + ".url",
        webhook.url(),
        webhook.allowPrivate() ? Set.of("https", "http") : Set.of("https"));
    try {
      var unused = WebhookSecret.parse(webhook.secret().reveal());
    } catch (IllegalArgumentException wrong) {
      check.refuse(path + ".secret", "value ***: " + wrong.getMessage());
    }
    for (NamePattern pattern : webhook.events()) {
      if (EVENTS.stream().noneMatch(pattern::matches)) {
        check.refuse(
            path + ".events",
            "value \""
                + pattern
                + "\": expected job.succeeded, job.failed, job.cancelled, job.succeeded-late, a"
                + " beginning of these such as job.*, or *");
      }
    }
  }

  private static void http(CrossCheck check, String path, URI url, Set<String> schemes) {
    if (!schemes.contains(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
      check.refuse(
          path,
          check.shown(path, url)
              + "expected "
              + (schemes.size() == 1 ? "https" : "http or https")
              + ", a host, and no user in it");
    }
  }
}
