package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpPacketTest {
  private static final String KEPT =
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
          + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
          + " rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Artist='Somebody'/>"
          + "</rdf:RDF></x:xmpmeta>";

  private final List<String> notes = new ArrayList<>();

  private String labelled(String packet, Charset charset) {
    byte[] written =
        XmpPacket.labelled(Optional.of(packet.getBytes(charset)), FilmCopies.METADATA, notes);
    assertThat(XmpReader.labels(written)).isEqualTo(1);
    return new String(written, StandardCharsets.UTF_8);
  }

  @Test
  void labelled_packetPaddedOrInUtf16OrOfAnotherEncodingByName_restIsKept() {
    String otherName = "<?xml version='1.0' encoding='ISO-8859-5'?>" + KEPT;
    for (String packet : List.of(KEPT, KEPT + "\0\0\0", "\uFEFF" + KEPT, otherName)) {
      assertThat(labelled(packet, StandardCharsets.UTF_8)).contains("Somebody");
    }
    assertThat(labelled(KEPT, StandardCharsets.UTF_16)).contains("Somebody");
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<a><b></a>",
        "<a/>&",
        "<a>&other;</a>",
        "<a b='&other;'/>",
        "<a:b/>",
        "<a/><a/>",
        "<a/>\0rest",
        "<a>\u0001</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<?xml version='1.0' encoding='no such'?><a/>",
        "<AIGC xmlns='http://www.tc260.org.cn/ns/AIGC/1.0/'>&other;</AIGC>"
      })
  void labelled_packetThatIsNotXml_replacedWithoutAWordOnTheConsole(String packet) {
    PrintStream console = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      labelled(packet, StandardCharsets.UTF_8);
      labelled(packet + "\u00FF", StandardCharsets.ISO_8859_1);
    } finally {
      System.setErr(console);
    }
    assertThat(notes).contains("replaced-xmp");
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Fatal");
  }
}
