package io.colophon.metering.report;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.plan.Source;
import io.colophon.metering.report.FocusExport.Issuer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of FOCUS 1.2 that apply, then ours. Empty is FOCUS's null.
 *
 * <p>List is by the price list or the plan's own prices; contracted is after overage prices; billed
 * is what no free tier, allowance or credit covers; effective is billed and what prepaid credits
 * cover. The names of models in {@code SkuPriceDetails} are those of the appendix on AI of the
 * specification's working draft.
 */
final class FocusColumns {
  private static final int NANO_DIGITS = 9;

  private FocusColumns() {}

  static List<String> names() {
    FocusKey key =
        new FocusKey(
            FocusKey.Kind.USE,
            YearMonth.of(1970, 1),
            LocalDate.EPOCH,
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "input_tokens",
            0,
            1);
    return List.copyOf(columns(new Issuer("", "", ""), key, new FocusRow()).keySet());
  }

  static List<String> cells(Issuer issuer, FocusKey key, FocusRow row) {
    return new ArrayList<>(columns(issuer, key, row).values());
  }

  private static Map<String, String> columns(Issuer issuer, FocusKey key, FocusRow row) {
    boolean use = !key.ofPlan();
    boolean minimum = key.kind() == FocusKey.Kind.MINIMUM;
    String meter = use ? SkuNames.meter(key.item()) : minimum ? "Plan Minimum" : "Plan Fee";
    SkuNames.Unit consumed = SkuNames.consumed(key.item());
    SkuNames.Unit priced =
        use ? SkuNames.priced(key.item(), key.per()) : new SkuNames.Unit("Units", 1);
    BigDecimal quantity = in(priced, row.quantity.value());
    BigInteger billed = row.from(Source.BILLED);
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("BilledCost", Money.decimal(billed));
    columns.put("BillingAccountId", issuer.accountId());
    columns.put("BillingAccountName", issuer.accountName());
    columns.put("BillingCurrency", key.currency());
    columns.put("BillingPeriodStart", midnight(key.billed().atDay(1)));
    columns.put("BillingPeriodEnd", midnight(key.billed().plusMonths(1).atDay(1)));
    columns.put("ChargeCategory", use ? "Usage" : minimum ? "Adjustment" : "Purchase");
    columns.put("ChargeClass", key.kind() == FocusKey.Kind.CORRECTION ? "Correction" : "");
    columns.put(
        "ChargeDescription",
        use ? meter + " of " + key.model() : meter + " of " + key.model() + ": " + key.item());
    columns.put("ChargeFrequency", use ? "Usage-Based" : "Recurring");
    columns.put("ChargePeriodStart", midnight(key.day()));
    columns.put(
        "ChargePeriodEnd",
        midnight(use ? key.day().plusDays(1) : key.billed().plusMonths(1).atDay(1)));
    columns.put("ConsumedQuantity", use ? plain(in(consumed, row.quantity.value())) : "");
    columns.put("ConsumedUnit", use ? consumed.name() : "");
    columns.put("ContractedCost", Money.decimal(row.ratedNanos()));
    columns.put("ContractedUnitPrice", minimum ? "" : plain(contracted(key, row, quantity)));
    columns.put("EffectiveCost", Money.decimal(billed.add(row.from(Source.CREDIT))));
    columns.put("InvoiceIssuerName", issuer.name());
    columns.put("ListCost", Money.decimal(row.listNanos()));
    columns.put("ListUnitPrice", minimum ? "" : plain(list(key, priced)));
    columns.put("PricingCategory", minimum ? "" : "Standard");
    columns.put("PricingQuantity", minimum ? "" : plain(quantity));
    columns.put("PricingUnit", minimum ? "" : priced.name());
    columns.put("ProviderName", issuer.name());
    columns.put("PublisherName", use ? key.provider() : issuer.name());
    columns.put("RegionId", "");
    columns.put("ResourceId", use ? key.provider() + "/" + key.model() : "");
    columns.put("ServiceCategory", "AI and Machine Learning");
    columns.put("ServiceName", "Generation");
    columns.put("ServiceSubcategory", "Generative AI");
    String sku = (use ? key.model() : "plan " + key.model()) + ":" + key.item();
    columns.put("SkuId", minimum ? "" : sku);
    columns.put("SkuMeter", minimum ? "" : meter);
    columns.put("SkuPriceDetails", use ? json(SkuModel.of(key).details()) : "");
    columns.put("SkuPriceId", minimum ? "" : sku);
    columns.put("SubAccountId", key.tenant());
    columns.put("SubAccountName", key.tenant());
    columns.put("Tags", use ? json(Map.of("key", key.keyId())) : "");
    columns.put("x_PriceVersion", key.version());
    for (Source source : Source.values()) {
      if (source != Source.BILLED) {
        columns.put("x_Covered" + SkuNames.words(source.id()), Money.decimal(row.from(source)));
      }
    }
    figures(columns, row);
    return columns;
  }

  private static void figures(Map<String, String> columns, FocusRow row) {
    columns.put("x_Entries", Long.toString(row.entries));
    for (Metric metric : Metric.values()) {
      IntervalSum sum = row.figures.getOrDefault(metric, new IntervalSum());
      String name = "x_" + camel(metric.id()) + "_" + metric.unit();
      columns.put(name, sum.known() == 0 ? "" : number(sum.value().best()));
      columns.put("x_" + camel(metric.id()) + "_unknown", Long.toString(sum.unknown()));
    }
  }

  /** The price of one pricing unit: where {@code per} is no whole unit, by division. */
  private static BigDecimal list(FocusKey key, SkuNames.Unit priced) {
    return BigDecimal.valueOf(key.pricedNanos(), NANO_DIGITS)
        .multiply(BigDecimal.valueOf(priced.base()))
        .divide(BigDecimal.valueOf(key.per()), MathContext.DECIMAL128);
  }

  /** The list price, or the mean one where a plan has another for what is beyond an allowance. */
  private static BigDecimal contracted(FocusKey key, FocusRow row, BigDecimal quantity) {
    boolean same = row.ratedNanos().equals(row.listNanos()) || quantity.signum() == 0;
    return same
        ? list(
            key,
            key.ofPlan() ? new SkuNames.Unit("Units", 1) : SkuNames.priced(key.item(), key.per()))
        : new BigDecimal(row.ratedNanos(), NANO_DIGITS).divide(quantity, MathContext.DECIMAL128);
  }

  private static BigDecimal in(SkuNames.Unit unit, BigInteger quantity) {
    return new BigDecimal(quantity).divide(BigDecimal.valueOf(unit.base()), MathContext.DECIMAL128);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** As FOCUS writes numbers: no plus sign, exponents as {@code 1.5E15}. */
  private static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String json(Map<String, String> members) {
    return JsonMapper.shared().writeValueAsString(new TreeMap<>(members));
  }

  private static String midnight(LocalDate day) {
    return day + "T00:00:00Z";
  }

  private static String camel(String id) {
    return SkuNames.words(id).replace(" ", "");
  }
}
