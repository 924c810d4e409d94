package io.colophon.labeling.container;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPIterator;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.IteratorOptions;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import java.nio.charset.CharacterCodingException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the label into an XMP packet: what stands there stays, a China label that stands there is
 * replaced. Beside {@code TC260:AIGC} it says, in the IPTC extension namespace, what kind of source
 * the content has and which system made it (IPTC 2025.1), and when; that is what the Californian
 * rule asks of a latent disclosure.
 */
public final class XmpPacket {
  static final String IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
  static final String SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private static final Logger LOG = LoggerFactory.getLogger(XmpPacket.class);

  static {
    try {
      XMPMetaFactory.getSchemaRegistry().registerNamespace(XmpReader.NAMESPACE, "TC260");
      XMPMetaFactory.getSchemaRegistry().registerNamespace(IPTC_EXTENSION, "Iptc4xmpExt");
    } catch (XMPException e) {
      throw new IllegalStateException(e);
    }
  }

  private XmpPacket() {}

  /**
   * The packet with the label in it, UTF-8.
   *
   * @param existing the packet of the input; empty when it has none
   * @param notes gets {@code replaced-label} and {@code replaced-xmp}
   */
  public static byte[] labelled(
      Optional<byte[]> existing, AigcLabel label, LabelOrder order, List<String> notes) {
    return labelled(existing, LabelMetadata.of(order, label), notes);
  }

  /**
   * The packet with the label in it, UTF-8.
   *
   * @param existing the packet of the input; empty when it has none
   * @param notes gets {@code replaced-label} and {@code replaced-xmp}
   */
  static byte[] labelled(Optional<byte[]> existing, LabelMetadata metadata, List<String> notes) {
    if (existing.isEmpty()) {
      return XmpTemplate.packet(metadata);
    }
    byte[] merged = labelled(parse(existing.get(), notes), metadata, notes);
    if (XmpReader.labels(merged) == 1) {
      return merged;
    }
    // A label in a place that its schema does not name, for instance inside a list, stays behind.
    Notes.add(notes, Notes.REPLACED_LABEL);
    Notes.add(notes, Notes.REPLACED_XMP);
    return XmpTemplate.packet(metadata);
  }

  /** Our own properties, and nothing else. */
  static XMPMeta fresh(LabelMetadata metadata) {
    XMPMeta meta = XMPMetaFactory.create();
    try {
      describe(meta, metadata);
      return meta;
    } catch (XMPException e) {
      throw new IllegalStateException("XMP of our own making was refused", e);
    }
  }

  private static byte[] labelled(XMPMeta meta, LabelMetadata metadata, List<String> notes) {
    try {
      if (removeLabels(meta)) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      describe(meta, metadata);
    } catch (XMPException e) {
      throw new IllegalStateException("XMP of our own making was refused", e);
    }
    return bytes(meta);
  }

  private static void describe(XMPMeta meta, LabelMetadata metadata) throws XMPException {
    meta.setProperty(XmpReader.NAMESPACE, XmpReader.PROPERTY, metadata.label().toJson());
    if (!metadata.digitalSourceType().isEmpty()) {
      meta.setProperty(
          IPTC_EXTENSION, "DigitalSourceType", SOURCE_TYPES + metadata.digitalSourceType());
    }
    if (!metadata.systemName().isEmpty()) {
      meta.setProperty(IPTC_EXTENSION, "AISystemUsed", metadata.systemName());
    }
    if (!metadata.systemVersion().isEmpty()) {
      meta.setProperty(IPTC_EXTENSION, "AISystemVersionUsed", metadata.systemVersion());
    }
    meta.setProperty(
        XMPConst.NS_XMP, "CreateDate", metadata.time().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The packet as it stands in a file, UTF-8. */
  static byte[] bytes(XMPMeta meta) {
    try {
      SerializeOptions options = new SerializeOptions();
      options.setUseCanonicalFormat(true).setPadding(1);
      return XMPMetaFactory.serializeToBuffer(meta, options);
    } catch (XMPException e) {
      throw new IllegalStateException("XMP of our own making was refused", e);
    }
  }

  /** The tree of a packet; an empty one, and a note, for what cannot be trusted. */
  static XMPMeta parse(byte[] packet, List<String> notes) {
    return tree(packet)
        .orElseGet(
            () -> {
              Notes.add(notes, Notes.REPLACED_XMP);
              return XMPMetaFactory.create();
            });
  }

  /** The tree of a packet; empty for what cannot be trusted. */
  static Optional<XMPMeta> tree(byte[] packet) {
    Health health = new Health();
    XmpReader.read(packet, "", health);
    if (health.broken) {
      return Optional.empty();
    }
    // The library's parser tells the console of whatever it refuses: so it only gets text that has
    // been found well-formed, and no bytes whose encoding it would have to guess.
    try {
      return Optional.of(
          XMPMetaFactory.parseFromString(
              XmpReader.text(packet), new ParseOptions().setDisallowDoctype(true)));
    } catch (XMPException | CharacterCodingException e) {
      LOG.debug("XMP packet of the input left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Takes every property of the label's namespace away; whether there was one. */
  static boolean removeLabels(XMPMeta meta) throws XMPException {
    List<String> paths = new ArrayList<>();
    XMPIterator properties =
        meta.iterator(XmpReader.NAMESPACE, null, new IteratorOptions().setJustChildren(true));
    while (properties.hasNext()) {
      XMPPropertyInfo property = (XMPPropertyInfo) properties.next();
      if (property.getPath() != null) {
        paths.add(property.getPath());
      }
    }
    for (String path : paths) {
      meta.deleteProperty(XmpReader.NAMESPACE, path);
    }
    return !paths.isEmpty();
  }

  /** Only whether the packet can be trusted to be parsed into a tree. */
  private static final class Health implements LabelSink {
    private boolean broken;

    @Override
    public void broken(String code, String detail) {
      broken = true;
    }
  }
}
