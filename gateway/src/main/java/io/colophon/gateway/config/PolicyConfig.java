package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Form;
import io.colophon.gateway.config.bind.Range;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a policy is to be followed; which key is for which policy stands in docs/routing.md. */
public record PolicyConfig(
    @Range(min = "1", max = "100")
        @About(
            "For lowest-price and lowest-carbon: how many times later than at the soonest a"
                + " generation may be expected to end; absent: 1.5 for carbon, no bound for price.")
        Optional<Double> latencyBound,
    @Range(min = "1.01", max = "100")
        @About(
            "For sticky-key: a target with more than so many times its share of the load is passed"
                + " over; absent: never.")
        Optional<Double> loadBound,
    @Form(StickTo.class)
        @About(
            "For sticky-key: end-user, key, tenant or metadata.NAME; absent: end-user. Requests"
                + " without it go by load.")
        Optional<String> stickTo,
    @Range(min = "10ms", max = "5m")
        @About(
            "For peak-ewma: a refusal because of too many requests counts as a first output after"
                + " this time; absent: 5s.")
        Optional<Duration> limitedPenalty,
    @Range(min = "64", max = "65536")
        @About(
            "For prefix-affinity: characters of a prompt in one block; absent: 256, about 64"
                + " tokens.")
        Optional<Integer> block,
    @Range(min = "1024", max = "16777216")
        @About("For prefix-affinity: beginnings that are remembered, 24 bytes each; absent: 65536.")
        Optional<Integer> remembered,
    @Range(min = "1s", max = "24h")
        @About(
            "For prefix-affinity: how long a target is taken to know what it was sent; absent:"
                + " 10m.")
        Optional<Duration> keep,
    @Range(min = "1", max = "1000")
        @About(
            "For prefix-affinity: how many times the time counts that a known beginning saves;"
                + " absent: 12.")
        Optional<Double> affinity) {

  /** The keys that are given, and the policies that read each. */
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    latencyBound.ifPresent(any -> given.put("latency-bound", "lowest-price, lowest-carbon"));
    loadBound.ifPresent(any -> given.put("load-bound", "sticky-key"));
    stickTo.ifPresent(any -> given.put("stick-to", "sticky-key"));
    limitedPenalty.ifPresent(any -> given.put("limited-penalty", "peak-ewma"));
    block.ifPresent(any -> given.put("block", "prefix-affinity"));
    remembered.ifPresent(any -> given.put("remembered", "prefix-affinity"));
    keep.ifPresent(any -> given.put("keep", "prefix-affinity"));
    affinity.ifPresent(any -> given.put("affinity", "prefix-affinity"));
    return given;
  }
}
