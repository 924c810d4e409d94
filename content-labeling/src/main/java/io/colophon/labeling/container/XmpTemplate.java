package io.colophon.labeling.container;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * The packet of a file that had none, put together as text: the usual case, and a hundred times
 * faster than a tree of properties.
 */
final class XmpTemplate {
  private static final String PACKET_ID = "W5M0MpCehiHzreSzNTczkc9d";

  private XmpTemplate() {}

  static byte[] packet(LabelMetadata metadata) {
    StringBuilder xml = new StringBuilder(1200);
    xml.append("<?xpacket begin=\"\uFEFF\" id=\"").append(PACKET_ID).append("\"?>\n");
    xml.append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    xml.append(" <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    xml.append("  <rdf:Description rdf:about=\"\"\n");
    xml.append("    xmlns:TC260=\"").append(XmpReader.NAMESPACE).append("\"\n");
    xml.append("    xmlns:Iptc4xmpExt=\"").append(XmpPacket.IPTC_EXTENSION).append("\"\n");
    xml.append("    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    property(xml, "TC260:AIGC", metadata.label().toJson());
    if (!metadata.digitalSourceType().isEmpty()) {
      property(
          xml,
          "Iptc4xmpExt:DigitalSourceType",
          XmpPacket.SOURCE_TYPES + metadata.digitalSourceType());
    }
    if (!metadata.systemName().isEmpty()) {
      property(xml, "Iptc4xmpExt:AISystemUsed", metadata.systemName());
    }
    if (!metadata.systemVersion().isEmpty()) {
      property(xml, "Iptc4xmpExt:AISystemVersionUsed", metadata.systemVersion());
    }
    property(xml, "xmp:CreateDate", metadata.time().truncatedTo(ChronoUnit.SECONDS).toString());
    xml.append("  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void property(StringBuilder xml, String name, String value) {
    xml.append("   <").append(name).append('>');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '&' -> xml.append("&amp;");
        default -> xml.append(c);
      }
    }
    xml.append("</").append(name).append(">\n");
  }
}
