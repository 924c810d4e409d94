package io.colophon.provider.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a reader of a vendor's answer must not mind: fields it does not know, in any order. */
public final class Noise {
  private Noise() {}

  /** The same object, its fields in another order, with unknown ones among them at every depth. */
  public static Map<String, Object> in(Map<String, ?> object, Random random) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>();
    object.forEach((key, value) -> entries.add(entry(key, noisy(value, random))));
    for (int i = random.nextInt(3); i > 0; i--) {
      entries.add(entry("x_" + random.nextInt(1000) + "_tokens", unknown(random)));
    }
    Collections.shuffle(entries, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
    return shuffled;
  }

  private static Map.Entry<String, Object> entry(String key, Object value) {
    return new java.util.AbstractMap.SimpleEntry<>(key, value);
  }

  @SuppressWarnings("unchecked")
  private static Object noisy(Object value, Random random) {
    if (value instanceof Map<?, ?> map) {
      return in((Map<String, Object>) map, random);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(one -> noisy(one, random)).toList();
    }
    return value;
  }

  private static Object unknown(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextDouble();
      case 2 -> "words";
      case 3 -> Map.of("cached_tokens", random.nextInt(), "input_tokens", -1);
      case 4 -> List.of(random.nextInt(), "x");
      default -> OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size())).written();
    };
  }
}
