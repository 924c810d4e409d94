package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.PictureSize;
import io.colophon.gateway.config.unit.Resolution;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.metering.price.Condition;
import java.util.Optional;

/** A price for some requests; all that is stated must be asked for. */
public record PriceTierConfig(
    @About("What is priced, as in rates.") PricedUnit unit,
    @About("The price, as in rates.") UnitPrice price,
    @About("Size that was asked for, such as 1024x1536.") Optional<PictureSize> size,
    @About("Shorter side that was asked for, such as 720p or 4k.") Optional<Resolution> resolution,
    @About("Quality that was asked for, as the vendor calls it.") Optional<String> quality,
    @About("Whether sound was asked for.") Optional<Boolean> sound,
    @Range(min = "0") @About("For requests of more input tokens than this, such as 200k.")
        Optional<Long> inputTokensOver) {

  /** When the price holds. */
  public Condition condition() {
    return new Condition(
        size.map(PictureSize::width).orElse(0),
        size.map(PictureSize::height).orElse(0),
        resolution.map(Resolution::shortSide).orElse(0),
        quality.orElse(null),
        sound.orElse(null),
        inputTokensOver.orElse(-1L));
  }
}
