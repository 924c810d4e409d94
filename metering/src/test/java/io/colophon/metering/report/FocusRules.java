package io.colophon.metering.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of FOCUS 1.2 for the columns that we write, from the requirements of each column and of
 * the attributes on numbers, dates, currencies, key-values and units. Tells every rule broken.
 */
final class FocusRules {
  private static final Set<String> MANDATORY =
      Set.of(
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "BillingPeriodStart",
          "BillingPeriodEnd",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ContractedCost",
          "EffectiveCost",
          "InvoiceIssuerName",
          "ListCost",
          "PricingQuantity",
          "PricingUnit",
          "ProviderName",
          "PublisherName",
          "ServiceCategory",
          "ServiceName");
  private static final Set<String> NEVER_NULL =
      Set.of(
          "BilledCost",
          "BillingAccountId",
          "BillingCurrency",
          "BillingPeriodStart",
          "BillingPeriodEnd",
          "ChargeCategory",
          "ChargeFrequency",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ContractedCost",
          "EffectiveCost",
          "InvoiceIssuerName",
          "ListCost",
          "ProviderName",
          "PublisherName",
          "ServiceCategory",
          "ServiceName",
          "ServiceSubcategory");
  private static final Set<String> OTHERS =
      Set.of(
          "ChargeFrequency",
          "ConsumedQuantity",
          "ConsumedUnit",
          "ContractedUnitPrice",
          "ListUnitPrice",
          "PricingCategory",
          "RegionId",
          "ResourceId",
          "ServiceSubcategory",
          "SkuId",
          "SkuMeter",
          "SkuPriceDetails",
          "SkuPriceId",
          "SubAccountId",
          "SubAccountName",
          "Tags");
  private static final Set<String> NUMBERS =
      Set.of(
          "BilledCost",
          "ConsumedQuantity",
          "ContractedCost",
          "ContractedUnitPrice",
          "EffectiveCost",
          "ListCost",
          "ListUnitPrice",
          "PricingQuantity");
  private static final Set<String> TIMES =
      Set.of("BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd");
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "ChargeCategory",
          Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
          "ChargeClass",
          Set.of("Correction"),
          "ChargeFrequency",
          Set.of("One-Time", "Recurring", "Usage-Based"),
          "PricingCategory",
          Set.of("Standard", "Dynamic", "Committed", "Other"),
          "ServiceCategory",
          Set.of("AI and Machine Learning"),
          "ServiceSubcategory",
          Set.of("Generative AI"));
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
  private static final Set<String> OF_SPECIFICATION =
      Set.of("ModelDeveloper", "ModelFamily", "ModelId", "ModelVersion");

  private final List<String> broken = new ArrayList<>();

  private FocusRules() {}

  /** Every rule that the export breaks, with the row; empty for a good one. */
  static List<String> broken(String csv) {
    FocusRules rules = new FocusRules();
    List<Map<String, String>> rows = rows(csv);
    rules.header(Arrays.asList(csv.split("\r\n", -1)[0].split(",")));
    for (int i = 0; i < rows.size(); i++) {
      rules.row("row " + (i + 1), rows.get(i));
    }
    rules.skus(rows);
    return rules.broken;
  }

  private void header(List<String> names) {
    MANDATORY.stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> broken.add("column " + name + " is missing"));
    if (new HashSet<>(names).size() != names.size()) {
      broken.add("a column stands twice");
    }
    names.stream()
        .filter(name -> !MANDATORY.contains(name) && !OTHERS.contains(name))
        .filter(name -> !name.startsWith("x_"))
        .forEach(name -> broken.add("column " + name + " is none of FOCUS and has no x_"));
  }

  private void row(String where, Map<String, String> row) {
    NEVER_NULL.forEach(name -> check(!row.get(name).isEmpty(), where, name + " is null"));
    NUMBERS.forEach(
        name ->
            check(
                row.get(name).isEmpty() || NUMBER.matcher(row.get(name)).matches(),
                where,
                name + " is no number: " + row.get(name)));
    TIMES.forEach(
        name -> check(TIME.matcher(row.get(name)).matches(), where, name + " is no time in UTC"));
    ALLOWED.forEach(
        (name, values) ->
            check(
                row.get(name).isEmpty() || values.contains(row.get(name)),
                where,
                name + " is " + row.get(name)));
    check(row.get("BillingCurrency").matches("[A-Z]{3}"), where, "BillingCurrency");
    check(
        row.get("BillingPeriodStart").compareTo(row.get("BillingPeriodEnd")) < 0,
        where,
        "billing period");
    check(
        row.get("ChargePeriodStart").compareTo(row.get("ChargePeriodEnd")) < 0,
        where,
        "charge period");
    nulls(where, row);
    products(where, row);
    objects(where, row);
  }

  private void nulls(String where, Map<String, String> row) {
    boolean usage = row.get("ChargeCategory").equals("Usage");
    boolean priced = usage || row.get("ChargeCategory").equals("Purchase");
    boolean correction = !row.get("ChargeClass").isEmpty();
    boolean consumed = !row.get("ConsumedQuantity").isEmpty();
    check(usage || !consumed, where, "ConsumedQuantity of what is no usage");
    check(!usage || correction || consumed, where, "ConsumedQuantity of usage is null");
    check(consumed == !row.get("ConsumedUnit").isEmpty(), where, "ConsumedUnit");
    check(
        row.get("PricingQuantity").isEmpty() == row.get("PricingUnit").isEmpty(),
        where,
        "PricingUnit");
    for (String name :
        List.of(
            "PricingQuantity",
            "ContractedUnitPrice",
            "ListUnitPrice",
            "PricingCategory",
            "SkuId",
            "SkuPriceId")) {
      check(!priced || correction || !row.get(name).isEmpty(), where, name + " is null");
    }
    check(!row.get("SkuId").isEmpty() || row.get("SkuMeter").isEmpty(), where, "SkuMeter");
    check(
        !(row.get("ChargeCategory").equals("Purchase")
            && row.get("ChargeFrequency").equals("Usage-Based")),
        where,
        "ChargeFrequency of a purchase");
  }

  /** Price by quantity is the cost, up to what rounding to a nano-unit per entry leaves. */
  private void products(String where, Map<String, String> row) {
    if (row.get("PricingQuantity").isEmpty() || !row.get("ChargeClass").isEmpty()) {
      return;
    }
    BigDecimal quantity = new BigDecimal(row.get("PricingQuantity"));
    BigDecimal entries = new BigDecimal(row.get("x_Entries")).add(BigDecimal.ONE);
    for (String name : List.of("List", "Contracted")) {
      BigDecimal price = new BigDecimal(row.get(name + "UnitPrice"));
      BigDecimal off =
          price.multiply(quantity).subtract(new BigDecimal(row.get(name + "Cost"))).abs();
      check(price.signum() >= 0, where, name + "UnitPrice is negative");
      check(
          off.compareTo(entries.scaleByPowerOfTen(-9)) <= 0,
          where,
          name + "Cost is off by " + off.toPlainString());
    }
  }

  private void objects(String where, Map<String, String> row) {
    for (String name : List.of("SkuPriceDetails", "Tags")) {
      if (row.get(name).isEmpty()) {
        continue;
      }
      JsonNode object = JsonMapper.shared().readTree(row.get(name));
      check(object.isObject(), where, name + " is no object");
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        check(member.getValue().isValueNode(), where, name + "." + member.getKey());
        check(
            name.equals("Tags")
                || OF_SPECIFICATION.contains(member.getKey())
                || member.getKey().startsWith("x_"),
            where,
            name + "." + member.getKey() + " is none of FOCUS and has no x_");
      }
    }
  }

  /** A price id has one SKU, and a SKU one meter. */
  private void skus(List<Map<String, String>> rows) {
    Map<String, String> skuOfPrice = new HashMap<>();
    Map<String, String> meterOfSku = new HashMap<>();
    for (Map<String, String> row : rows) {
      String sku = row.get("SkuId");
      check(
          skuOfPrice.computeIfAbsent(row.get("SkuPriceId"), p -> sku).equals(sku),
          row.get("SkuPriceId"),
          "two SKUs");
      String meter = row.get("SkuMeter");
      check(meterOfSku.computeIfAbsent(sku, s -> meter).equals(meter), sku, "two meters");
    }
  }

  private void check(boolean holds, String where, String rule) {
    if (!holds) {
      broken.add(where + ": " + rule);
    }
  }

  /** The rows by column. */
  static List<Map<String, String>> rows(String csv) {
    List<List<String>> lines = csv.lines().map(FocusRules::cells).toList();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != lines.get(0).size()) {
        throw new IllegalArgumentException("a row of " + line.size() + " cells");
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))").matcher(line);
    while (cell.find()) {
      cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
    }
    return cells;
  }
}
