package io.colophon.labeling.container;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Finds the property {@code AIGC} of the TC260 namespace in an XMP packet, as element or as
 * attribute, under any prefix. The packet is read as a stream of tokens without document type,
 * entities, or more than {@value #MAX_DEPTH} levels.
 */
final class XmpReader {
  static final String NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";
  static final String PROPERTY = "AIGC";

  /** The largest packet that is read, bytes. */
  static final int MAX_PACKET = 1 << 20;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 20_000;
  private static final XMLInputFactory XML = safeFactory();

  private XmpReader() {}

  static void read(byte[] packet, String carrier, LabelSink labels) {
    if (packet.length > MAX_PACKET) {
      labels.broken("xmp.too-large", "packet of " + packet.length + " bytes");
      return;
    }
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text(packet)));
      try {
        read(xml, carrier, labels);
      } finally {
        xml.close();
      }
    } catch (CharacterCodingException e) {
      labels.broken("xmp.malformed", "neither UTF-8 nor UTF-16");
    } catch (XMLStreamException e) {
      labels.broken("xmp.malformed", "not well-formed XML");
    } catch (RuntimeException e) {
      // The JDK's parser answers some broken encodings with unchecked exceptions.
      labels.broken("xmp.malformed", "not XML: " + e.getClass().getSimpleName());
    }
  }

  /** How many labels stand in a packet. */
  static int labels(byte[] packet) {
    LabelCount count = new LabelCount();
    read(packet, "", count);
    return count.labels();
  }

  private static void read(XMLStreamReader xml, String carrier, LabelSink labels)
      throws XMLStreamException {
    int depth = 0;
    int elements = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            labels.broken(
                "xmp.too-deep", "more than " + MAX_DEPTH + " levels or too many elements");
            return;
          }
          for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (isLabel(xml.getAttributeNamespace(i), xml.getAttributeLocalName(i))) {
              labels.label(carrier, xml.getAttributeValue(i));
            }
          }
          if (isLabel(xml.getNamespaceURI(), xml.getLocalName())) {
            labels.label(carrier, textOf(xml));
            depth--;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.DTD -> {
          labels.broken("xmp.doctype", "the packet has a document type");
          return;
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw undeclared(xml);
        default -> {}
      }
    }
  }

  /** Text up to the end of the element; elements inside are skipped. */
  private static String textOf(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int depth = 1;
    while (depth > 0 && xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() < LabelSink.MAX_LABEL) {
            text.append(xml.getText());
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw undeclared(xml);
        default -> {}
      }
    }
    return text.toString();
  }

  /** Without a document type no entity is declared; other parsers refuse such a packet. */
  private static XMLStreamException undeclared(XMLStreamReader xml) {
    return new XMLStreamException("an entity that is not declared", xml.getLocation());
  }

  private static boolean isLabel(@org.jspecify.annotations.Nullable String namespace, String name) {
    return NAMESPACE.equals(namespace) && name.equalsIgnoreCase(PROPERTY);
  }

  /**
   * The packet as text; the JDK's parser tells the console of bytes that it cannot decode. Packets
   * are often padded with NULs at the end, which XML does not allow.
   */
  static String text(byte[] packet) throws CharacterCodingException {
    boolean big = packet.length > 1 && (packet[0] & 0xFF) == 0xFE && (packet[1] & 0xFF) == 0xFF;
    boolean little = packet.length > 1 && (packet[0] & 0xFF) == 0xFF && (packet[1] & 0xFF) == 0xFE;
    Charset charset = big || little ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    String text = charset.newDecoder().decode(ByteBuffer.wrap(packet)).toString();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(!text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0, end);
  }

  private static XMLInputFactory safeFactory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> new ByteArrayInputStream(new byte[0]));
    return factory;
  }
}
