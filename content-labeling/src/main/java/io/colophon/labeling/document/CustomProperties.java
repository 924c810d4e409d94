package io.colophon.labeling.document;

import io.colophon.labeling.container.MalformedMediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The custom properties of a package (ECMA-376 part 1, 15.2.12.2) and the two places that make them
 * known: the content types and the relationships of the package.
 */
final class CustomProperties {
  static final String NAME = "AIGC";

  private static final String PART = "docProps/custom.xml";
  private static final String TYPES = "[Content_Types].xml";
  private static final String RELATIONS = "_rels/.rels";

  private static final String NS =
      "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
  private static final String VALUES =
      "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
  private static final String TYPES_NS =
      "http://schemas.openxmlformats.org/package/2006/content-types";
  private static final String RELATIONS_NS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String RELATION_TYPE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties";
  private static final String CONTENT_TYPE =
      "application/vnd.openxmlformats-officedocument.custom-properties+xml";

  /** Properties that applications define (ECMA-376 part 1, 22.3.2). */
  private static final String FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

  private static final int FIRST_ID = 2;

  private final Document properties;
  private final Document types;
  private final Document relations;

  private CustomProperties(Document properties, Document types, Document relations) {
    this.properties = properties;
    this.types = types;
    this.relations = relations;
  }

  static CustomProperties read(ZipFile zip) throws IOException {
    Document types = OoxmlParts.xml(zip, TYPES).orElseThrow(() -> missing(TYPES));
    Document relations = OoxmlParts.xml(zip, RELATIONS).orElseThrow(() -> missing(RELATIONS));
    Document properties = OoxmlParts.xml(zip, PART).orElse(null);
    if (properties == null) {
      properties = (Document) types.cloneNode(false);
      Element root = properties.createElementNS(NS, "Properties");
      root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:vt", VALUES);
      properties.appendChild(root);
    }
    return new CustomProperties(properties, types, relations);
  }

  /** The values of every property with the name of the label. */
  List<String> labels() {
    return own().stream().map(Element::getTextContent).toList();
  }

  /**
   * Sets the label, in place of all there are.
   *
   * @return whether there was one
   */
  boolean set(String json) {
    List<Element> old = own();
    old.forEach(property -> property.getParentNode().removeChild(property));
    Element property = properties.createElementNS(NS, "property");
    property.setAttribute("fmtid", FORMAT_ID);
    property.setAttribute("pid", Integer.toString(nextId()));
    property.setAttribute("name", NAME);
    Element value = properties.createElementNS(VALUES, "vt:lpwstr");
    value.setTextContent(json);
    property.appendChild(value);
    properties.getDocumentElement().appendChild(property);
    declare();
    return !old.isEmpty();
  }

  /** The parts that have to be written, by name. */
  Map<String, byte[]> parts() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(TYPES, OoxmlParts.bytes(types));
    parts.put(RELATIONS, OoxmlParts.bytes(relations));
    parts.put(PART, OoxmlParts.bytes(properties));
    return parts;
  }

  private List<Element> own() {
    List<Element> own = new ArrayList<>();
    NodeList all = properties.getElementsByTagNameNS(NS, "property");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element property && property.getAttribute("name").equals(NAME)) {
        own.add(property);
      }
    }
    return own;
  }

  private int nextId() {
    int next = FIRST_ID;
    NodeList all = properties.getElementsByTagNameNS(NS, "property");
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("pid");
      if (id.matches("\\d{1,8}")) {
        next = Math.max(next, Integer.parseInt(id) + 1);
      }
    }
    return next;
  }

  private void declare() {
    if (!has(types, "Override", "PartName", "/" + PART)) {
      Element override = types.createElementNS(TYPES_NS, "Override");
      override.setAttribute("PartName", "/" + PART);
      override.setAttribute("ContentType", CONTENT_TYPE);
      types.getDocumentElement().appendChild(override);
    }
    if (!has(relations, "Relationship", "Type", RELATION_TYPE)) {
      Element relation = relations.createElementNS(RELATIONS_NS, "Relationship");
      relation.setAttribute("Id", "rIdAigc");
      relation.setAttribute("Type", RELATION_TYPE);
      relation.setAttribute("Target", PART);
      relations.getDocumentElement().appendChild(relation);
    }
  }

  private static boolean has(Document part, String element, String attribute, String value) {
    NodeList all = part.getDocumentElement().getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      Node node = all.item(i);
      if (node instanceof Element found
          && element.equals(found.getLocalName())
          && found.getAttribute(attribute).equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static MalformedMediaException missing(String part) {
    return new MalformedMediaException("ooxml.part-missing", "the package has no " + part);
  }
}
