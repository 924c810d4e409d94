package io.colophon.benchmarks.micro;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The rival of the meter: the same figures for a text generation as one would write them down
 * straight away, with maps from names to decimals. It knows neither bounds nor reasons.
 */
final class PlainEstimate {
  private static final MathContext DIGITS = MathContext.DECIMAL64;

  private final Map<String, Map<String, BigDecimal>> models = new HashMap<>();

  PlainEstimate() {
    Map<String, BigDecimal> model = new HashMap<>();
    model.put("active", new BigDecimal("37e9"));
    model.put("total", new BigDecimal("671e9"));
    model.put("layers", new BigDecimal(61));
    model.put("width", new BigDecimal(7168));
    model.put("peak", new BigDecimal("989.5e12"));
    model.put("prefill", new BigDecimal("0.40"));
    model.put("decode", new BigDecimal("0.07"));
    model.put("batch", new BigDecimal(1088));
    model.put("bandwidth", new BigDecimal("2.01e12"));
    model.put("watts", new BigDecimal("679.81"));
    model.put("pue", new BigDecimal("1.2"));
    model.put("grid", new BigDecimal("0.34414"));
    model.put("embodied", new BigDecimal("1.0813e-5"));
    models.put("vendor/big-chat", model);
  }

  /** Figures by name for these token counts. */
  Map<String, BigDecimal> of(String target, Map<String, Long> usage) {
    Map<String, BigDecimal> model = need(models, target);
    BigDecimal input = BigDecimal.valueOf(need(usage, "input_tokens"));
    BigDecimal output = BigDecimal.valueOf(need(usage, "output_tokens"));
    BigDecimal pair =
        BigDecimal.valueOf(4).multiply(need(model, "layers")).multiply(need(model, "width"));
    BigDecimal perToken = BigDecimal.valueOf(2).multiply(need(model, "active"));
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal prefill =
        perToken
            .multiply(input, DIGITS)
            .add(
                pair.multiply(input, DIGITS)
                    .multiply(input.add(BigDecimal.ONE), DIGITS)
                    .divide(two, DIGITS),
                DIGITS);
    BigDecimal decode =
        perToken
            .multiply(output, DIGITS)
            .add(
                pair.multiply(
                    output
                        .multiply(input, DIGITS)
                        .add(
                            output
                                .multiply(output.subtract(BigDecimal.ONE), DIGITS)
                                .divide(two, DIGITS)),
                    DIGITS),
                DIGITS);
    BigDecimal computed =
        decode.divide(need(model, "peak").multiply(need(model, "decode"), DIGITS), DIGITS);
    BigDecimal read =
        output
            .multiply(need(model, "total"), DIGITS)
            .multiply(two, DIGITS)
            .divide(need(model, "batch"), DIGITS)
            .divide(need(model, "bandwidth"), DIGITS);
    BigDecimal seconds =
        prefill
            .divide(need(model, "peak").multiply(need(model, "prefill"), DIGITS), DIGITS)
            .add(computed.max(read), DIGITS);
    BigDecimal energy =
        seconds
            .multiply(need(model, "watts"), DIGITS)
            .divide(new BigDecimal("3.6e6"), DIGITS)
            .multiply(need(model, "pue"), DIGITS);
    BigDecimal coal = energy.multiply(new BigDecimal("0.1229"), DIGITS);
    Map<String, BigDecimal> figures = new HashMap<>();
    figures.put("compute", prefill.add(decode, DIGITS));
    figures.put("accelerator_time", seconds);
    figures.put("energy", energy);
    figures.put("co2e", energy.multiply(need(model, "grid"), DIGITS));
    figures.put("coal", coal);
    figures.put("co2_coal_route", coal.multiply(new BigDecimal("2.46"), DIGITS));
    figures.put("co2e_embodied", seconds.multiply(need(model, "embodied"), DIGITS));
    return figures;
  }

  private static <T> T need(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }
}
