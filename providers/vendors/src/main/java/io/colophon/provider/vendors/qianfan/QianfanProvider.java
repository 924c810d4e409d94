package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.http.CachedToken;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Address;
import io.colophon.provider.vendors.pieces.Fields;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import tools.jackson.databind.JsonNode;

/** One deployment of Qianfan's first interface. */
final class QianfanProvider implements Provider {
  private static final Duration EARLY = Duration.ofHours(1);
  // What the vendor documents, for an answer that does not say it.
  private static final Duration USUAL_LIFETIME = Duration.ofDays(30);

  private final String address;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final CachedToken token;

  QianfanProvider(String name, QianfanConfig config, ProviderContext context) {
    this.address = Address.base(config.baseUrl());
    this.offers = Offers.of(config.models(), QianfanCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> QianfanFailures.read(answer, context.clock()));
    this.token = new CachedToken(upstream, () -> tokenCall(config), QianfanProvider::token, EARLY);
  }

  private HttpCall tokenCall(QianfanConfig config) {
    return HttpCall.post(
        URI.create(
            address
                + "/oauth/2.0/token?grant_type=client_credentials&client_id="
                + encoded(config.apiKey().reveal())
                + "&client_secret="
                + encoded(config.secretKey().reveal())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static CachedToken.Token token(HttpAnswer answer) {
    JsonNode said = answer.json();
    String value = Fields.text(said, "access_token");
    if (value.isEmpty()) {
      String error = Fields.text(said, "error");
      throw error.isEmpty()
          ? new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the token endpoint gave neither token nor error")
          : QianfanFailures.ofToken(error);
    }
    long seconds = said.path("expires_in").asLong(USUAL_LIFETIME.toSeconds());
    return new CachedToken.Token(value, Duration.ofSeconds(Math.max(1, seconds)));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return QianfanCapabilities.EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    if (!(request instanceof GenerationRequest.Text text)) {
      return upstream.refuse(new ProviderException(FailureKind.UNSUPPORTED, "text only"));
    }
    return upstream.generate(
        options,
        new QianfanAttempt(
            address, token, text, offers.dropped(text, QianfanCapabilities.EXTENSIONS)));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
