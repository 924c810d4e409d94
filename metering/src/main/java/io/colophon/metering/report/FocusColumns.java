package io.colophon.metering.report;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.report.FocusExport.Issuer;
import io.colophon.metering.report.FocusExport.Row;
import io.colophon.metering.report.FocusExport.RowKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    SkuNames.Unit consumed = SkuNames.consumed(key.item());
    SkuNames.Unit priced = SkuNames.priced(key.item(), key.per());
    String meter = SkuNames.meter(key.item());
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
    columns.put("ChargeDescription", meter + " of " + key.model());
    columns.put("ChargeFrequency", "Usage-Based");
    columns.put("ChargePeriodStart", midnight(key.day()));
    columns.put("ChargePeriodEnd", midnight(key.day().plusDays(1)));
    columns.put("ConsumedQuantity", in(consumed, row));
    columns.put("ConsumedUnit", consumed.name());
    columns.put("ContractedCost", cost);
    columns.put("ContractedUnitPrice", price);
    columns.put("EffectiveCost", cost);
    columns.put("InvoiceIssuerName", issuer.name());
    columns.put("ListCost", cost);
    columns.put("ListUnitPrice", price);
    columns.put("PricingCategory", "Standard");
    columns.put("PricingQuantity", in(priced, row));
    columns.put("PricingUnit", priced.name());
    columns.put("ProviderName", issuer.name());
    columns.put("PublisherName", key.provider());
    columns.put("RegionId", "");
    columns.put("ResourceId", key.provider() + "/" + key.model());
    columns.put("ServiceCategory", "AI and Machine Learning");
    columns.put("ServiceName", "Generation");
    columns.put("ServiceSubcategory", "Generative AI");
    columns.put("SkuId", key.model() + ":" + key.item());
    columns.put("SkuMeter", meter);
    columns.put(
        "SkuPriceDetails", JsonMapper.shared().writeValueAsString(Map.of("ModelId", key.model())));
    columns.put("SkuPriceId", key.model() + ":" + key.item() + ":" + key.version());
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

  private static String in(SkuNames.Unit unit, Row row) {
    BigDecimal quantity =
        new BigDecimal(row.quantity.value())
            .divide(BigDecimal.valueOf(unit.base()), MathContext.DECIMAL128)
            .stripTrailingZeros();
    return quantity.signum() == 0 ? "0" : quantity.toPlainString();
  }

  private static String midnight(LocalDate day) {
    return day + "T00:00:00Z";
  }

  private static String camel(String id) {
    return SkuNames.words(id).replace(" ", "");
  }
}
