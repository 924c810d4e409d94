package io.colophon.labeling.credentials;

import io.colophon.labeling.credentials.ManifestOrder.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code c2pa.actions.v2} (C2PA 2.4, 18.15): that the content was generated or opened, and what was
 * done to it since. The first action carries what California asks to be told: provider, system with
 * version, time, unique id (B&P Code 22757.3).
 */
final class Actions {
  static final String LABEL = "c2pa.actions.v2";
  static final String CREATED = "c2pa.created";
  static final String OPENED = "c2pa.opened";
  static final String WATERMARK_BOUND = "c2pa.watermarked.bound";
  static final String WATERMARK_UNBOUND = "c2pa.watermarked.unbound";

  /** Parameter: who generated the content. */
  static final String PROVIDER = "io.colophon.provider";

  /** Parameter: the provider's unique id of the content. */
  static final String CONTENT_ID = "io.colophon.contentId";

  /** IPTC terms begin with it. */
  static final String SOURCE_TYPE_PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private static final int TAG_DATE_TIME = 0;

  private final ManifestOrder order;
  private final GeneratorInfo gateway;

  private Actions(ManifestOrder order, GeneratorInfo gateway) {
    this.order = order;
    this.gateway = gateway;
  }

  /**
   * The assertion.
   *
   * @param parent the ingredient that was opened; empty for content made anew
   * @param mark the assertion that tells of the watermark; empty when there is none
   */
  static Assertion of(
      ManifestOrder order,
      GeneratorInfo gateway,
      Optional<Assertion> parent,
      Optional<Assertion> mark) {
    Actions actions = new Actions(order, gateway);
    List<Map<String, Object>> list = new ArrayList<>();
    if (parent.isPresent()) {
      list.add(actions.first(OPENED, ingredients(parent.get())));
      list.add(actions.byGateway("c2pa.edited.metadata"));
    } else {
      list.add(actions.first(CREATED, Map.of()));
    }
    for (Step step : order.steps()) {
      // A transcoding is told of the file that was opened; content made anew has no earlier coding.
      if (step != Step.TRANSCODED || parent.isPresent()) {
        list.add(actions.step(step, parent, mark));
      }
    }
    return Assertion.cbor(LABEL, Map.of("actions", list));
  }

  private Map<String, Object> first(String action, Map<String, Object> more) {
    Map<String, Object> parameters = new LinkedHashMap<>(more);
    parameters.put(PROVIDER, order.label().contentProducer());
    parameters.put(CONTENT_ID, order.label().produceId());
    Map<String, Object> map = action(action);
    if (!order.digitalSourceType().isEmpty()) { // a file handed on: its parent's manifest says it
      map.put("digitalSourceType", SOURCE_TYPE_PREFIX + order.digitalSourceType());
    }
    map.put("parameters", parameters);
    String system = order.label().systemName();
    if (!system.isBlank()) {
      map.put("softwareAgent", new GeneratorInfo(system, order.label().systemVersion()).map());
    }
    return map;
  }

  private Map<String, Object> step(
      Step step, Optional<Assertion> parent, Optional<Assertion> mark) {
    return switch (step) {
      case ADDED_TEXT -> {
        Map<String, Object> map = byGateway("c2pa.addedText");
        String words = order.words().isBlank() ? "" : ": " + order.words();
        map.put("description", "visible label of AI-generated content" + words);
        yield map;
      }
      case ADDED_SOUND -> {
        Map<String, Object> map = byGateway("c2pa.edited");
        map.put("description", "audible label of AI-generated content");
        yield map;
      }
      case WATERMARKED -> watermarked(mark.orElseThrow());
      case TRANSCODED -> {
        Map<String, Object> map = byGateway("c2pa.transcoded");
        map.put("parameters", ingredients(parent.orElseThrow()));
        yield map;
      }
    };
  }

  private Map<String, Object> watermarked(Assertion mark) {
    boolean bound = mark.label().equals(WatermarkAssertion.SOFT_BINDING);
    Map<String, Object> map = byGateway(bound ? WATERMARK_BOUND : WATERMARK_UNBOUND);
    map.put("parameters", Map.of("relatedAssertions", List.of(mark.hashedUri())));
    return map;
  }

  private static Map<String, Object> ingredients(Assertion parent) {
    return Map.of("ingredients", List.of(parent.hashedUri()));
  }

  private Map<String, Object> byGateway(String action) {
    Map<String, Object> map = action(action);
    map.put("softwareAgent", gateway.map());
    return map;
  }

  private Map<String, Object> action(String action) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("action", action);
    map.put("when", new Cbor.Tagged(TAG_DATE_TIME, order.label().time().toString()));
    return map;
  }
}
