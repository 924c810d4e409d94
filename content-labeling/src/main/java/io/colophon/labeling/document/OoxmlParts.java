package io.colophon.labeling.document;

import io.colophon.labeling.container.MalformedMediaException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The parts of an Office Open XML package, with limits: anybody's file may be a bomb. */
final class OoxmlParts {
  static final int MOST_ENTRIES = 20_000;

  /** Small XML parts; real ones have a few kilobytes. */
  static final int MOST_XML = 1 << 20;

  private OoxmlParts() {}

  /** Opens a package after a look at its size. */
  static ZipFile open(Path file) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    if (zip.size() > MOST_ENTRIES) {
      int entries = zip.size();
      zip.close();
      throw new MalformedMediaException(
          "zip.entries", entries + " entries, expected up to " + MOST_ENTRIES);
    }
    return zip;
  }

  /** Bytes of all entries unpacked, as the directory tells it. */
  static long unpacked(ZipFile zip) {
    return Collections.list(zip.entries()).stream()
        .mapToLong(entry -> Math.max(0, entry.getSize()))
        .sum();
  }

  /** A small XML part; empty when the package has none of this name. */
  static Optional<Document> xml(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(MOST_XML + 1);
    }
    if (bytes.length > MOST_XML) {
      throw new MalformedMediaException("ooxml.part-size", name + " has more than " + MOST_XML);
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return Optional.of(builder.parse(new ByteArrayInputStream(bytes)));
    } catch (SAXException e) {
      throw new MalformedMediaException("ooxml.xml", name + ": " + e.getMessage());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java has an XML parser", e);
    }
  }

  static byte[] bytes(Document document) {
    try {
      document.setXmlStandalone(true);
      TransformerFactory factory = TransformerFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer transformer = factory.newTransformer();
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toByteArray();
    } catch (TransformerException e) {
      throw new IllegalStateException("XML that was read cannot be written", e);
    }
  }
}
