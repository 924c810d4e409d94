package io.colophon.labeling.container;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.util.Optional;

/**
 * XMP packets in sounds. The label of a sound has another place, so a packet that holds one loses
 * it and keeps the rest.
 */
final class SoundXmp {
  private SoundXmp() {}

  /** Whether a China label stands in the packet. */
  static boolean holdsLabel(byte[] packet) {
    return XmpReader.labels(packet) > 0;
  }

  /** The packet without China labels; empty if it cannot be rewritten. */
  static Optional<byte[]> withoutLabel(byte[] packet) {
    Optional<XMPMeta> meta = XmpPacket.tree(packet);
    if (meta.isEmpty()) {
      return Optional.empty();
    }
    try {
      XmpPacket.removeLabels(meta.get());
      byte[] rest =
          XMPMetaFactory.serializeToBuffer(
              meta.get(), new SerializeOptions().setUseCanonicalFormat(true));
      return holdsLabel(rest) ? Optional.empty() : Optional.of(rest);
    } catch (XMPException e) {
      return Optional.empty();
    }
  }
}
