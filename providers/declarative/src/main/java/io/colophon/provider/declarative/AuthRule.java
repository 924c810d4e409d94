package io.colophon.provider.declarative;

import io.colophon.provider.http.CachedToken;
import io.colophon.provider.http.Hs256Jwt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How calls prove who sends them.
 *
 * @param header the header that the credential goes to
 * @param value what it holds
 * @param optional whether calls are sent without it where the operator gives no key
 * @param claims of a signed token; empty: none is made
 * @param claimHeader the signed token's header
 * @param token the call that fetches a token; empty: none is fetched
 * @param tokenAt where its answer holds the token
 * @param lifetimeAt where its answer says how long it lives, in seconds
 */
record AuthRule(
    String header,
    Optional<Template> value,
    boolean optional,
    Map<String, Template> claims,
    Map<String, Template> claimHeader,
    Optional<RequestRule> token,
    JsonPointer tokenAt,
    JsonPointer lifetimeAt) {

  /** Names that only this part of an adapter may use. */
  static final Set<String> NAMES = Set.of("api-key", "secret-key", "now", "now-ms", "token");

  static final AuthRule NONE =
      new AuthRule(
          "",
          Optional.empty(),
          true,
          Map.of(),
          Map.of(),
          Optional.empty(),
          JsonPointer.empty(),
          JsonPointer.empty());

  static AuthRule read(Section section) {
    Template.Reader templates = new Template.Reader(NAMES, (name, node) -> {});
    Optional<Section> jwt = section.section("hs256-jwt");
    Optional<Section> token = section.section("token");
    AuthRule rule =
        new AuthRule(
            section.findText("header").orElse("authorization"),
            section.find("value").map(templates::read),
            section.flag("optional"),
            jwt.map(one -> RequestRule.all(one.map("claims"), templates)).orElse(Map.of()),
            jwt.map(one -> RequestRule.all(one.map("header"), templates)).orElse(Map.of()),
            token.map(one -> RequestRule.read(Section.of(one.get("request")), templates)),
            token.map(one -> Section.pointer(one.get("at"))).orElse(JsonPointer.empty()),
            token.flatMap(one -> one.pointer("lifetime")).orElse(JsonPointer.empty()));
    jwt.ifPresent(Section::end);
    token.ifPresent(Section::end);
    section.end();
    if (rule.value.isEmpty()) {
      throw new AdapterException(
          section.node(), "key \"value\" is missing, for instance \"Bearer {api-key}\"");
    }
    return rule;
  }

  /** Adds the credential to a call, when it is there. */
  @FunctionalInterface
  interface Signer {
    void sign(Output out, HttpCall call, Consumer<HttpCall> then);
  }

  /** Signs with a deployment's credentials. */
  Signer signer(
      Optional<Secret> apiKey, Optional<Secret> secretKey, String base, HttpUpstream upstream) {
    if (value.isEmpty()) {
      return (out, call, then) -> then.accept(call);
    }
    Clock clock = upstream.context().clock();
    Scope secrets =
        name ->
            switch (name) {
              case "api-key" -> apiKey.map(Secret::reveal);
              case "secret-key" -> secretKey.map(Secret::reveal);
              case "now" -> Optional.of(clock.instant().getEpochSecond());
              case "now-ms" -> Optional.of(clock.millis());
              default -> Optional.empty();
            };
    if (token.isPresent()) {
      RequestRule request = token.get();
      CachedToken cached =
          new CachedToken(
              upstream,
              () -> request.call(base, secrets, "colophon-token"),
              answer -> read(answer.json()),
              Duration.ofMinutes(5));
      return (out, call, then) ->
          cached.use(out, fetched -> then.accept(add(call, secrets.with("token", fetched))));
    }
    if (!claims.isEmpty()) {
      Secret key =
          secretKey.orElseThrow(() -> new IllegalArgumentException("secret-key is missing"));
      return (out, call, then) ->
          then.accept(
              add(
                  call,
                  secrets.with(
                      "token",
                      Hs256Jwt.sign(filled(claimHeader, secrets), filled(claims, secrets), key))));
    }
    return (out, call, then) -> then.accept(add(call, secrets));
  }

  private CachedToken.Token read(JsonNode answer) {
    String fetched =
        Places.text(answer, tokenAt)
            .orElseThrow(
                () ->
                    new ProviderException(
                        FailureKind.CREDENTIAL_REJECTED, "the answer holds no access token"));
    OptionalDouble lifetime = Places.number(answer, lifetimeAt);
    return new CachedToken.Token(fetched, Duration.ofSeconds(Math.round(lifetime.orElse(600))));
  }

  // Without a key nothing is added, as servers of one's own like it.
  private HttpCall add(HttpCall call, Scope scope) {
    value
        .flatMap(template -> template.fill(scope))
        .ifPresent(
            filled -> {
              String text = Template.write(filled);
              call.header(
                  header,
                  text.startsWith("Basic ")
                      ? "Basic "
                          + Base64.getEncoder()
                              .encodeToString(
                                  text.substring("Basic ".length())
                                      .getBytes(StandardCharsets.UTF_8))
                      : text);
            });
    return call;
  }

  private static Map<String, Object> filled(Map<String, Template> templates, Scope scope) {
    Map<String, Object> filled = new LinkedHashMap<>();
    templates.forEach((key, value) -> value.fill(scope).ifPresent(v -> filled.put(key, v)));
    return filled;
  }
}
