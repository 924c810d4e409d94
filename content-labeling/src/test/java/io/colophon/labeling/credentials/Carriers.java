package io.colophon.labeling.credentials;

import io.colophon.labeling.container.Range;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * The smallest files that can carry a manifest store, put together here and not by the writers, so
 * that signing is tested on its own.
 */
final class Carriers {
  private static final int PNG_HEAD = 8 + 25;
  private static final int MOST_IN_SEGMENT = 65_000;
  private static final String BMFF_UUID = "D8FEC3D61B0E483C92975828877EC481";

  private Carriers() {}

  /** What stands before the store, what stands after it, and how the store is wrapped. */
  private interface Wrapping {
    byte[] wrap(byte[] store) throws IOException;
  }

  static byte[] picture(String format) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 48; i++) {
      image.setRGB(i % 64, i / 64, i * 2_654_435 & 0xFFFFFF);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  /** A PNG with the store in a chunk {@code caBX} after its head. */
  static SignedStore png(PlannedManifest manifest, Path file) throws Exception {
    return png(picture("png"), manifest, file);
  }

  static SignedStore png(byte[] png, PlannedManifest manifest, Path file) throws Exception {
    return data(
        Arrays.copyOf(png, PNG_HEAD),
        Arrays.copyOfRange(png, PNG_HEAD, png.length),
        store -> {
          byte[] typed = join("caBX".getBytes(StandardCharsets.US_ASCII), store);
          CRC32 crc = new CRC32();
          crc.update(typed);
          return join(number(store.length), typed, number((int) crc.getValue()));
        },
        manifest,
        file);
  }

  /** A JPEG with the store in APP11 segments right after its start. */
  static SignedStore jpeg(PlannedManifest manifest, Path file) throws Exception {
    byte[] jpeg = picture("jpg");
    return data(
        Arrays.copyOf(jpeg, 2),
        Arrays.copyOfRange(jpeg, 2, jpeg.length),
        Carriers::segments,
        manifest,
        file);
  }

  /** A WAV of one second with the store in its last chunk. */
  static SignedStore wav(PlannedManifest manifest, Path file) throws Exception {
    byte[] samples = new byte[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 31);
    }
    ByteBuffer format = ByteBuffer.allocate(16).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    format.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    format.putShort((short) 2).putShort((short) 16);
    byte[] body = join(chunk("fmt ", format.array()), chunk("data", samples));
    int all = 4 + body.length + 8 + manifest.storeBytes();
    byte[] head = join(ascii("RIFF"), little(all), ascii("WAVE"), body);
    return data(head, new byte[0], store -> chunk("C2PA", store), manifest, file);
  }

  /** A movie without samples: {@code ftyp}, the store, {@code mdat}, {@code moov}. */
  static SignedStore mp4(PlannedManifest manifest, Path file) throws Exception {
    byte[] ftyp = Jumbf.box("ftyp", ascii("isom"), number(512), ascii("isomiso2mp41"));
    byte[] mdat = Jumbf.box("mdat", new byte[64]);
    byte[] mvhd = new byte[100];
    mvhd[15] = 1; // time scale
    byte[] moov = Jumbf.box("moov", Jumbf.box("mvhd", mvhd));
    int room = bmff(new byte[manifest.storeBytes()]).length;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long mdatAt = ftyp.length + room;
    digest.update(ByteBuffer.allocate(8).putLong(0, mdatAt).array());
    digest.update(mdat);
    digest.update(ByteBuffer.allocate(8).putLong(0, mdatAt + mdat.length).array());
    digest.update(moov);
    SignedStore signed = manifest.sign(new HardBinding.Bmff(digest.digest()));
    Files.write(file, join(ftyp, bmff(signed.bytes()), mdat, moov));
    return signed;
  }

  private static byte[] bmff(byte[] store) {
    return Jumbf.box(
        "uuid",
        HexFormat.of().parseHex(BMFF_UUID),
        new byte[4],
        ascii("manifest\0"),
        new byte[8],
        store);
  }

  private static SignedStore data(
      byte[] before, byte[] after, Wrapping wrapping, PlannedManifest manifest, Path file)
      throws Exception {
    int unit = wrapping.wrap(new byte[manifest.storeBytes()]).length;
    SignedStore signed =
        manifest.sign(
            new HardBinding.Data(
                Sha256.of(join(before, after)), List.of(new Range(before.length, unit))));
    Files.write(file, join(before, wrapping.wrap(signed.bytes()), after));
    return signed;
  }

  private static byte[] segments(byte[] store) {
    byte[] head = Arrays.copyOf(store, Jumbf.HEADER);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int sequence = 1;
    for (int at = Jumbf.HEADER; at < store.length; at += MOST_IN_SEGMENT) {
      byte[] piece = Arrays.copyOfRange(store, at, Math.min(store.length, at + MOST_IN_SEGMENT));
      int length = 2 + 2 + 2 + 4 + head.length + piece.length;
      ByteBuffer segment = ByteBuffer.allocate(2 + 8 + 2);
      segment.putShort((short) 0xFFEB).putShort((short) length).put(ascii("JP"));
      segment.putShort((short) 1).putInt(sequence++);
      out.writeBytes(join(segment.array(), head, piece));
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] content) {
    return join(ascii(type), little(content.length), content);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(0, value).array();
  }

  private static byte[] little(int value) {
    return number(Integer.reverseBytes(value));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
