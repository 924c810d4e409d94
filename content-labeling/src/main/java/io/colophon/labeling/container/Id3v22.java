package io.colophon.labeling.container;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads frames of ID3v2.2 in the form of 2.3: names of three letters become four, and the picture's
 * format of three letters a mime type; all other bodies are the same (ID3v2.2 clause 4, ID3v2.3
 * clause 4).
 */
final class Id3v22 {
  private static final int HEADER = 6;
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    String pairs =
        "BUF RBUF CNT PCNT COM COMM CRA AENC ETC ETCO GEO GEOB IPL IPLS LNK LINK MCI MCDI MLL MLLT"
            + " PIC APIC POP POPM REV RVRB SLT SYLT STC SYTC TAL TALB TBP TBPM TCM TCOM TCO TCON"
            + " TCR TCOP TDA TDAT TDY TDLY TEN TENC TFT TFLT TIM TIME TKE TKEY TLA TLAN TLE TLEN"
            + " TMT TMED TOA TOPE TOF TOFN TOL TOLY TOR TORY TOT TOAL TP1 TPE1 TP2 TPE2 TP3 TPE3"
            + " TP4 TPE4 TPA TPOS TPB TPUB TRC TSRC TRD TRDA TRK TRCK TSI TSIZ TSS TSSE TT1 TIT1"
            + " TT2 TIT2 TT3 TIT3 TXT TEXT TXX TXXX TYE TYER UFI UFID ULT USLT WAF WOAF WAR WOAR"
            + " WAS WOAS WCM WCOM WCP WCOP WPB WPUB WXX WXXX TCP TCMP TST TSOT TSA TSOA TSP TSOP"
            + " TS2 TSO2 TSC TSOC";
    String[] words = pairs.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      NAMES.put(words[i], words[i + 1]);
    }
  }

  private Id3v22() {}

  /**
   * Adds the frames of a tag.
   *
   * @return whether some had no successor and were left out
   */
  static boolean read(byte[] tag, List<Id3Frame> frames) throws MalformedMediaException {
    boolean lost = false;
    Chunks count = new Chunks();
    int at = 0;
    while (at + HEADER <= tag.length && tag[at] != 0) {
      count.next();
      String id = new String(tag, at, 3, StandardCharsets.ISO_8859_1);
      int length = ByteBuffer.wrap(tag).getInt(at + 2) & 0xFFFFFF;
      at += HEADER;
      if (length > tag.length - at) {
        throw new MalformedMediaException("id3.frame", "frame " + id + " is longer than its tag");
      }
      byte[] body = Arrays.copyOfRange(tag, at, at + length);
      at += length;
      String name = NAMES.get(id);
      if (name == null || name.equals("APIC") && body.length < 5) {
        lost = true;
      } else {
        frames.add(Id3Frame.of(3, name, name.equals("APIC") ? picture(body) : body));
      }
    }
    return lost;
  }

  private static byte[] picture(byte[] body) {
    String format = new String(body, 1, 3, StandardCharsets.ISO_8859_1);
    String mime =
        switch (format) {
          case "JPG" -> "image/jpeg";
          case "-->" -> "-->";
          default -> "image/" + format.toLowerCase(Locale.ROOT);
        };
    return ByteBuffer.allocate(body.length - 3 + mime.length() + 1)
        .put(body[0])
        .put(mime.getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) 0)
        .put(body, 4, body.length - 4)
        .array();
  }
}
