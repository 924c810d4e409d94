package io.colophon.metering.report;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.report.FocusExport.Issuer;
import io.colophon.metering.report.FocusExport.Row;
import io.colophon.metering.report.FocusExport.RowKey;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The columns of FOCUS 1.2 that apply, then ours. Empty is FOCUS's null. */
final class FocusColumns {
  private FocusColumns() {}

  static List<String> names() {
    RowKey key = new RowKey(LocalDate.EPOCH, "", "", "", "", "", "", "input_tokens", 0, 1);
    return List.copyOf(columns(new Issuer("", "", ""), key, new Row()).keySet());
  }

  static List<String> cells(Issuer issuer, RowKey key, Row row) {
    return new ArrayList<>(columns(issuer, key, row).values());
  }

  private static Map<String, String> columns(Issuer issuer, RowKey key, Row row) {
    UsageUnit unit = UsageUnit.valueOf(key.item().toUpperCase(Locale.ROOT));
    String cost = Money.decimal(row.nanos.value());
    String price = Money.decimal(key.pricedNanos());
    LocalDate month = key.day().withDayOfMonth(1);
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("BilledCost", cost);
    columns.put("BillingAccountId", issuer.accountId());
    columns.put("BillingAccountName", issuer.accountName());
    columns.put("BillingCurrency", key.currency());
    columns.put("BillingPeriodStart", midnight(month));
    columns.put("BillingPeriodEnd", midnight(month.plusMonths(1)));
    columns.put("ChargeCategory", "Usage");
    columns.put("ChargeClass", "");
    columns.put("ChargeDescription", meter(unit) + " of " + key.model());
    columns.put("ChargeFrequency", "Usage-Based");
    columns.put("ChargePeriodStart", midnight(key.day()));
    columns.put("ChargePeriodEnd", midnight(key.day().plusDays(1)));
    columns.put("ConsumedQuantity", row.quantity.value().toString());
    columns.put("ConsumedUnit", unitName(unit));
    columns.put("ContractedCost", cost);
    columns.put("ContractedUnitPrice", price);
    columns.put("EffectiveCost", cost);
    columns.put("InvoiceIssuerName", issuer.name());
    columns.put("ListCost", cost);
    columns.put("ListUnitPrice", price);
    columns.put("PricingCategory", "Standard");
    columns.put(
        "PricingQuantity",
        new BigDecimal(row.quantity.value())
            .divide(BigDecimal.valueOf(key.per()), MathContext.DECIMAL128)
            .stripTrailingZeros()
            .toPlainString());
    columns.put("PricingUnit", key.per() == 1 ? unitName(unit) : key.per() + " " + unitName(unit));
    columns.put("ProviderName", issuer.name());
    columns.put("PublisherName", key.provider());
    columns.put("RegionId", "");
    columns.put("ResourceId", key.provider() + "/" + key.model());
    columns.put("ServiceCategory", "AI and Machine Learning");
    columns.put("ServiceName", "Generation");
    columns.put("ServiceSubcategory", "Generative AI");
    columns.put("SkuId", key.model() + ":" + unit.id());
    columns.put("SkuMeter", meter(unit));
    columns.put(
        "SkuPriceDetails", JsonMapper.shared().writeValueAsString(Map.of("ModelId", key.model())));
    columns.put("SkuPriceId", key.model() + ":" + unit.id() + ":" + key.version());
    columns.put("SubAccountId", key.tenant());
    columns.put("SubAccountName", key.tenant());
    columns.put("Tags", JsonMapper.shared().writeValueAsString(Map.of("key", key.keyId())));
    columns.put("x_Entries", Long.toString(row.entries));
    for (Metric metric : Metric.values()) {
      IntervalSum sum = row.figures.getOrDefault(metric, new IntervalSum());
      String name = "x_" + camel(metric.id()) + "_" + metric.unit();
      columns.put(name, sum.known() == 0 ? "" : Double.toString(sum.value().best()));
      columns.put("x_" + camel(metric.id()) + "_unknown", Long.toString(sum.unknown()));
    }
    return columns;
  }

  private static String midnight(LocalDate day) {
    return day + "T00:00:00Z";
  }

  /** The names of the FOCUS appendix on token pricing, and ones alike for the other counters. */
  static String meter(UsageUnit unit) {
    return switch (unit) {
      case CACHE_READ_TOKENS -> "Cache Read Input Tokens";
      case CACHE_WRITE_TOKENS -> "Cache Write Input Tokens";
      case CACHE_WRITE_5M_TOKENS -> "Cache Write 5m Input Tokens";
      case CACHE_WRITE_1H_TOKENS -> "Cache Write 1h Input Tokens";
      case CACHE_READ_AUDIO_TOKENS -> "Cache Read Audio Input Tokens";
      case CACHE_READ_IMAGE_TOKENS -> "Cache Read Image Input Tokens";
      case CACHE_READ_VIDEO_TOKENS -> "Cache Read Video Input Tokens";
      case INPUT_AUDIO_TOKENS -> "Audio Input Tokens";
      case INPUT_IMAGE_TOKENS -> "Image Input Tokens";
      case INPUT_VIDEO_TOKENS -> "Video Input Tokens";
      case OUTPUT_AUDIO_TOKENS -> "Audio Output Tokens";
      case OUTPUT_IMAGE_TOKENS -> "Image Output Tokens";
      case FLOP -> "Floating Point Operations";
      case AUDIO_MILLIS -> "Audio Output Time";
      case INPUT_AUDIO_MILLIS -> "Audio Input Time";
      case VIDEO_MILLIS -> "Video Output Time";
      case INPUT_VIDEO_MILLIS -> "Video Input Time";
      case SESSION_MILLIS -> "Session Time";
      case CPU_NANOS -> "CPU Time";
      case ACCELERATOR_MILLIS -> "Accelerator Time";
      default -> words(unit.id());
    };
  }

  private static String unitName(UsageUnit unit) {
    return switch (unit) {
      case INPUT_CHARACTERS, OUTPUT_CHARACTERS -> "Characters";
      case IMAGES, INPUT_IMAGES -> "Images";
      case SESSIONS -> "Sessions";
      case WEB_SEARCHES -> "Searches";
      case PIXELS -> "Pixels";
      case STEPS -> "Steps";
      case FRAMES -> "Frames";
      case AUDIO_MILLIS,
              INPUT_AUDIO_MILLIS,
              VIDEO_MILLIS,
              INPUT_VIDEO_MILLIS,
              SESSION_MILLIS,
              ACCELERATOR_MILLIS ->
          "Milliseconds";
      case CPU_NANOS -> "Nanoseconds";
      case FLOP -> "FLOP";
      default -> "Tokens";
    };
  }

  /** {@code input_tokens} is {@code Input Tokens}. */
  private static String words(String id) {
    StringBuilder words = new StringBuilder();
    for (String word : id.split("_", -1)) {
      words
          .append(words.length() == 0 ? "" : " ")
          .append(Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return words.toString();
  }

  private static String camel(String id) {
    return words(id).replace(" ", "");
  }
}
