package io.colophon.labeling.container;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPIterator;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.IteratorOptions;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * XMP packets in sounds. The label of a sound has another place, so a packet that holds one loses
 * it and keeps the rest.
 */
final class SoundXmp {
  private SoundXmp() {}

  /** Whether a China label stands in the packet. */
  static boolean holdsLabel(byte[] packet) {
    SoundLabelCount count = new SoundLabelCount();
    XmpReader.read(packet, "", count);
    return count.labels() > 0;
  }

  /** The packet without China labels; empty if it cannot be rewritten. */
  static Optional<byte[]> withoutLabel(byte[] packet) {
    SoundLabelCount count = new SoundLabelCount();
    XmpReader.read(packet, "", count);
    // The library's parser writes about other encodings to the console before it fails.
    if (count.isBroken() || !isUtf8(packet)) {
      return Optional.empty();
    }
    try {
      XMPMeta meta =
          XMPMetaFactory.parseFromBuffer(packet, new ParseOptions().setDisallowDoctype(true));
      XMPIterator found =
          meta.iterator(XmpReader.NAMESPACE, null, new IteratorOptions().setJustChildren(true));
      List<String> paths = new ArrayList<>();
      while (found.hasNext()) {
        String path = ((XMPPropertyInfo) found.next()).getPath();
        if (path != null) {
          paths.add(path);
        }
      }
      paths.forEach(path -> meta.deleteProperty(XmpReader.NAMESPACE, path));
      byte[] rest =
          XMPMetaFactory.serializeToBuffer(
              meta, new SerializeOptions().setUseCanonicalFormat(true));
      return holdsLabel(rest) ? Optional.empty() : Optional.of(rest);
    } catch (XMPException e) {
      return Optional.empty();
    }
  }

  private static boolean isUtf8(byte[] packet) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(packet));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
