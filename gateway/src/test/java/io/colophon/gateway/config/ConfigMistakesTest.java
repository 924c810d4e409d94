package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a configuration that has mistakes, or probably has. */
class ConfigMistakesTest {

  @Test
  void load_tenMistakes_listsTenWithTheirPlaces() throws Exception {
    assertThat(Fixture.problems(Fixture.resource("ten-mistakes.yaml")))
        .containsExactly(
            "c.yaml:3:9: server.grpc: value \"0.0.0.0:99999\": expected an address such as"
                + " 127.0.0.1:9090, [::1]:9090 or localhost:0 with a port of 0 to 65535",
            "c.yaml:4:3: server.drain-timout: unknown key; did you mean \"drain-timeout\"?",
            "c.yaml:7:11: providers.openai-main.type: value \"opnai\": expected one of local,"
                + " openai; did you mean \"openai\"?",
            "c.yaml:11:14: providers.second.api-key: environment variable NOT_SET is not set",
            "c.yaml:12:25: providers.second.timeout.connect: value \"2 seconds\": expected a"
                + " duration such as 500ms, 2s, 10m, 1h30m or 7d",
            "c.yaml:15:13: routes[0].policy: value \"canary\": not available in this"
                + " version, expected one of ordered, weighted, capacity-p2c, peak-ewma,"
                + " expected-completion, lowest-price, lowest-carbon, prefix-affinity, sticky-key",
            "c.yaml:16:28: routes[0].targets[0].provider: value \"secnd\": expected a name under"
                + " providers; did you mean \"second\"?",
            "c.yaml:18:16: limits[0].subject: value \"user:bar\": expected global or one of"
                + " tenant:NAME, team:TENANT/NAME, key:NAME, user:TENANT/NAME, model:NAME,"
                + " route:NAME, provider:NAME",
            "c.yaml:19:38: limits[1].dimension: value \"token\": expected one of requests,"
                + " concurrency, tokens, input-tokens, output-tokens, images, audio-seconds,"
                + " video-seconds, accelerator-seconds, flop, energy, co2e, money; did you mean"
                + " \"tokens\"?",
            "c.yaml:21:42: labeling[0].producer: value \"深圳某公司\": expected a code of 27 digits and"
                + " capitals or a name of 1 to 128 characters of ASCII without spaces, double"
                + " quotes and backslashes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 2 | 1:10: version: value \"2\": expected 1",
        "sever: {} | 1:1: sever: unknown key; did you mean \"server\"?",
        "server: [] | 1:9: server: a list: expected a mapping of keys",
        "server: 9090 | 1:9: server: value \"9090\": expected a mapping of keys",
        "routes: {} | 1:9: routes: a mapping: expected a list",
        "limits: none | 1:9: limits: value \"none\": expected a list",
        "embedded: yes | 1:11: embedded: value \"yes\": expected true or false",
        "server: {max-message: 2GiB} | 1:23: server.max-message: value \"2GiB\": expected 1KiB to"
            + " 1GiB",
        "server: {max-concurrent-calls-per-connection: 1e10} | 1:47:"
            + " server.max-concurrent-calls-per-connection: value \"1e10\": expected a whole number"
            + " of at most 2147483647",
        "server: {drain-timeout: [1s]} | 1:25: server.drain-timeout: a list: expected a single"
            + " value",
        "server: {http: '127.0.0.1:9090'} | 1:16: server.http: value \"127.0.0.1:9090\": expected"
            + " another port, grpc listens on 0.0.0.0:9090",
        "server: {grpc: '0.0.0.0:8081'} | 1:16: server.grpc: value \"0.0.0.0:8081\": expected"
            + " another port, admin-http listens on 127.0.0.1:8081",
        "server: {max-deadline: 1m} | 1:24: server.max-deadline: value \"1m\": expected at least"
            + " default-deadline, 2m;1:24: server.max-deadline: value \"1m\": expected at least"
            + " default-media-deadline, 10m",
        "server: {default-deadline: 2h} | 1:28: server.default-deadline: value \"2h\": expected at"
            + " most max-deadline, 1h",
        "storage: {max-output: 20GiB} | 1:23: storage.max-output: value \"20GiB\": expected at most"
            + " max-spool, 10GiB",
        "providers: {x: {}} | 1:16: providers.x.type: required key is missing, expected one of"
            + " local, openai",
        "providers: {x: {type: [local]}} | 1:23: providers.x.type: a list: expected the name of a"
            + " type",
        "providers: {x: {type: local, wokers: 3}} | 1:30: providers.x.wokers: unknown key; did you"
            + " mean \"workers\"?",
        "providers: {x: {type: local, pue: 0.9}} | 1:35: providers.x.pue: value \"0.9\": expected 1"
            + " to 3",
        "providers: {'a b': {type: local}} | 1:13: providers[\"a b\"]: name \"a b\": expected 1 to"
            + " 128 characters without spaces, quotes, stars and control characters",
        "providers: {x: {type: local, circuit-breaker: {minimum-attempts: 21}}} | 1:66:"
            + " providers.x.circuit-breaker.minimum-attempts: value \"21\": expected at most"
            + " window, 20",
        "models: {m: {modality: picture}} | 1:24: models.m.modality: value \"picture\": expected"
            + " one of text, image, audio, video",
        "models: {m: {modality: Text}} | 1:24: models.m.modality: value \"Text\": expected one of"
            + " text, image, audio, video; did you mean \"text\"?",
        "models: {m: } | 1:10: models.m.modality: required key is missing",
        "models: {m: {modality: text, parameters: {active: 2G, total: 1G}}} | 1:51:"
            + " models.m.parameters.active: value \"2.0E9\": expected at most total, 1.0E9",
        "routes: [{targets: []}] | 1:20: routes[0].targets: an empty list: expected at least one"
            + " target",
        "routes: [] | ",
        "routes: [~] | 1:10: routes[0]: nothing: expected a mapping of keys",
        "routes: [{match: {model: []}, targets: [{provider: local, model: m}]}] | 1:26:"
            + " routes[0].match.model: an empty list: expected at least one name, it matches"
            + " nothing",
        "routes: [{targets: [{provider: local}]}] | 1:21: routes[0].targets[0].model: required key"
            + " is missing",
        "limits: [{subject: global, dimension: tokens, amount: 5}] | 1:10: limits[0].per: required"
            + " key is missing, expected one of second, minute, hour, day, month",
        "limits: [{subject: global, dimension: tokens, amount: 0, per: day}] | 1:55:"
            + " limits[0].amount: value \"0\": expected 1 or more",
        "limits: [{subject: global, dimension: tokens, amount: 1e19, per: day}] | 1:55:"
            + " limits[0].amount: value \"10000000000000000000\": expected a whole number of at"
            + " most 9223372036854775807",
        "limits: [{subject: global, dimension: tokens, amount: 5, burst: 6, per: hour}] | 1:65:"
            + " limits[0].burst: value \"6\": expected at most amount, 5",
        "limits: [{subject: global, dimension: concurrency, amount: 5, per: day}] | 1:68:"
            + " limits[0].per: concurrency has no window",
        "limits: [{subject: 'deployment:local', dimension: tokens, amount: 5, per: day}] | 1:20:"
            + " limits[0].subject: value \"deployment:local\": expected global or one of"
            + " tenant:NAME, team:TENANT/NAME, key:NAME, user:TENANT/NAME, model:NAME, route:NAME,"
            + " provider:NAME",
        "limits: [{subject: global, dimension: tokens, amount: 5, burst: 5, per: day}] | 1:65:"
            + " limits[0].burst: a budget of a day or month has no burst",
        "limits: [{subject: 'tenant: x', dimension: tokens, amount: 5, per: day}] | 1:20:"
            + " limits[0].subject: value \"tenant: x\": expected global or one of tenant:NAME,"
            + " team:TENANT/NAME, key:NAME, user:TENANT/NAME, model:NAME, route:NAME,"
            + " provider:NAME",
        "prices: [{model: m, currency: EURO, rates: {images: 1}}] | 1:31: prices[0].currency: value"
            + " \"EURO\": expected a code of ISO 4217 such as USD, EUR or CNY",
        "prices: [{model: m}] | 1:10: prices[0].rates: required key is missing, expected a price"
            + " for at least one unit",
        "prices: [{model: m, rates: {image: 1}}] | 1:29: prices[0].rates.image: name \"image\":"
            + " expected one of input-tokens, cache-read-tokens, cache-write-tokens, output-tokens,"
            + " reasoning-tokens, input-characters, images, pixels, steps, frames, audio-millis,"
            + " input-audio-millis, video-millis, session-millis, flop, cpu-nanos,"
            + " accelerator-millis, cache-write-5m-tokens, cache-write-1h-tokens,"
            + " input-audio-tokens, input-image-tokens, input-video-tokens,"
            + " cache-read-audio-tokens, cache-read-image-tokens, cache-read-video-tokens,"
            + " tool-prompt-tokens, output-audio-tokens, output-image-tokens,"
            + " accepted-prediction-tokens, rejected-prediction-tokens, output-characters,"
            + " input-images, input-video-millis, sessions, web-searches, requests, gpu-seconds,"
            + " pflop, kwh; did you mean \"images\"?",
        "prices: [{model: m, rates: {images: 1/min}}] | 1:37: prices[0].rates.images: value"
            + " \"1/min\": expected a price for a number of images, not for a length of time",
        "prices: [{model: m, valid-from: 2026-02-30, rates: {images: 1}}] | 1:33:"
            + " prices[0].valid-from: value \"2026-02-30\": expected a date such as 2026-01-31",
        "labeling: [{jurisdictions: [], producer: a}] | 1:28: labeling[0].jurisdictions: an empty"
            + " list: expected at least one of cn, eu, us-ca, kr, in, vn",
        "labeling: [{jurisdictions: [cn, cn], producer: a}] | 1:28: labeling[0].jurisdictions:"
            + " names a regime twice, expected each once",
        "server: {tls: {certificate: none.pem, private-key: none.key}} | 1:29:"
            + " server.tls.certificate: file /etc/colophon/none.pem cannot be read: no such"
            + " file;1:52: server.tls.private-key: file /etc/colophon/none.key cannot be read: no"
            + " such file",
      })
  void load_oneMistake_isToldWithPlace(String yaml, String expected) {
    assertThat(Fixture.problems(yaml))
        .extracting(problem -> problem.replaceFirst("^c\\.yaml:", ""))
        .containsExactlyElementsOf(
            expected == null ? List.of() : List.of(expected.split(";(?=\\d)")));
  }

  @Test
  void load_twoOfTheSame_areRefused() {
    String limit = "{subject: global, dimension: tokens, amount: 5, per: day}";
    String price = "{model: m, rates: {images: 1}}";
    String route = "{name: a, match: {model: %s}, targets: [{provider: local, model: m}]}";
    assertThat(Fixture.problems("limits: [" + limit + ", " + limit + "]"))
        .containsExactly(
            "c.yaml:1:69: limits[1]: limits the same as limits[0], expected one of them");
    assertThat(Fixture.problems("prices: [" + price + ", " + price + "]"))
        .containsExactly(
            "c.yaml:1:42: prices[1]: is valid from the same day as prices[0], expected another"
                + " valid-from");
    assertThat(
            Fixture.problems(
                "routes:\n  - " + route.formatted("x") + "\n  - " + route.formatted("y")))
        .containsExactly(
            "c.yaml:3:12: routes[1].name: value \"a\": expected another name, routes[0] has it");
  }

  @Test
  void load_modelOfOtherModality_isRefused() {
    assertThat(
            Fixture.problems(
                "models: {m: {modality: image}}\n"
                    + "routes:\n"
                    + "  - match: {modality: text}\n"
                    + "    targets: [{provider: local, model: m}]\n"))
        .containsExactly(
            "c.yaml:4:40: routes[0].targets[0].model: value \"m\": expected a model that puts out"
                + " text, this one puts out image");
  }

  @Test
  void load_probablyNotMeant_isWarnedOf() {
    assertThat(
            Fixture.warnings(
                "providers: {off: {type: local, enabled: false}}\n"
                    + "models: {big-chat: {modality: text}}\n"
                    + "routes:\n"
                    + "  - {match: {model: 'gpt-*'}, targets: [{provider: off, model: big-chta}]}\n"
                    + "  - {match: {model: gpt-4}, targets: [{provider: local, model: m}]}\n"
                    + "labeling: [{match: {tenant: acme}, jurisdictions: eu, producer: acme}]\n"))
        .containsExactly(
            "c.yaml:4:52: routes[0].targets[0].provider: value \"off\": this provider is disabled",
            "c.yaml:4:64: routes[0].targets[0].model: value \"big-chta\": no model of this name"
                + " under models, so it is sent as it stands; did you mean \"big-chat\"?",
            "c.yaml:5:5: routes[1]: is never taken: gpt-* above it takes all it matches",
            "c.yaml:6:11: labeling: no rule of the file matches everything; the rest is labelled by"
                + " the embedded rule");
  }
}
