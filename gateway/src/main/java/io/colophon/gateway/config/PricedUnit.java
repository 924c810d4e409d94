package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.metering.price.PriceItem;
import io.colophon.provider.spi.Modality;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be priced: every counter, the request, and what is metered of compute and energy. */
public enum PricedUnit {
  INPUT_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_TOKENS,
  OUTPUT_TOKENS,
  REASONING_TOKENS,
  INPUT_CHARACTERS,
  IMAGES,
  PIXELS,
  STEPS,
  FRAMES,
  AUDIO_MILLIS,
  INPUT_AUDIO_MILLIS,
  VIDEO_MILLIS,
  SESSION_MILLIS,
  FLOP,
  CPU_NANOS,
  ACCELERATOR_MILLIS,
  CACHE_WRITE_5M_TOKENS,
  CACHE_WRITE_1H_TOKENS,
  INPUT_AUDIO_TOKENS,
  INPUT_IMAGE_TOKENS,
  INPUT_VIDEO_TOKENS,
  CACHE_READ_AUDIO_TOKENS,
  CACHE_READ_IMAGE_TOKENS,
  CACHE_READ_VIDEO_TOKENS,
  TOOL_PROMPT_TOKENS,
  OUTPUT_AUDIO_TOKENS,
  OUTPUT_IMAGE_TOKENS,
  ACCEPTED_PREDICTION_TOKENS,
  REJECTED_PREDICTION_TOKENS,
  OUTPUT_CHARACTERS,
  INPUT_IMAGES,
  INPUT_VIDEO_MILLIS,
  SESSIONS,
  WEB_SEARCHES,
  /** Requests that used anything. */
  REQUESTS,
  /** Metered time on accelerators. */
  GPU_SECONDS,
  /** Metered operations, 1e15. */
  PFLOP,
  /** Metered electricity of the facility. */
  KWH;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in lines of costs, for instance {@code input_tokens}. */
  public String id() {
    return id;
  }

  /** The item of the price book. */
  public PriceItem item() {
    return PriceItem.find(id).orElseThrow();
  }

  /** Whether a price or quantity may be told as a length of time. */
  boolean isTime() {
    return this == GPU_SECONDS || id.endsWith("_millis");
  }

  /** How many base units of the item a price is for. */
  public long per(UnitPrice price) {
    if (price.timed()) {
      // Milliseconds, of which an item counted in microseconds has a thousand.
      return this == GPU_SECONDS ? Math.multiplyExact(price.per(), 1_000L) : price.per();
    }
    return Math.multiplyExact(price.per(), item().scale());
  }

  /** How many base units a count in the file is. */
  public long base(long count) {
    return Math.multiplyExact(count, item().scale());
  }

  /** The modalities whose models can report it. */
  Set<Modality> reportedBy() {
    return switch (this) {
      case IMAGES -> EnumSet.of(Modality.IMAGE);
      case PIXELS -> EnumSet.of(Modality.IMAGE, Modality.VIDEO);
      case STEPS -> EnumSet.of(Modality.IMAGE, Modality.AUDIO, Modality.VIDEO);
      case FRAMES, VIDEO_MILLIS -> EnumSet.of(Modality.VIDEO);
      case AUDIO_MILLIS -> EnumSet.of(Modality.AUDIO, Modality.VIDEO);
      case OUTPUT_CHARACTERS, REASONING_TOKENS -> EnumSet.of(Modality.TEXT, Modality.AUDIO);
      case ACCEPTED_PREDICTION_TOKENS, REJECTED_PREDICTION_TOKENS, WEB_SEARCHES ->
          EnumSet.of(Modality.TEXT);
      case OUTPUT_AUDIO_TOKENS -> EnumSet.of(Modality.TEXT, Modality.AUDIO, Modality.VIDEO);
      case OUTPUT_IMAGE_TOKENS -> EnumSet.of(Modality.TEXT, Modality.IMAGE);
      default -> EnumSet.allOf(Modality.class);
    };
  }
}
