package io.colophon.provider.vendors.openai;

/** What separates the parts of a form: the generation's id, which no caller knows beforehand. */
final class Boundary {
  private Boundary() {}

  static String of(String generationId) {
    String plain = generationId.replaceAll("[^0-9A-Za-z]", "");
    return "colophon-" + plain.substring(0, Math.min(48, plain.length()));
  }
}
