package io.colophon.labeling.document;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents that tests label, and ways to label and read them. */
final class DocumentFiles {
  private DocumentFiles() {}

  /** What reading a file told. */
  record Read(List<String> labels, List<String> notes, Optional<StorePlace> place) {}

  static Read read(MediaFormat format, Path file) throws IOException {
    List<String> labels = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<StorePlace> places = new ArrayList<>();
    LabelSink sink =
        new LabelSink() {
          @Override
          public void label(String carrier, String raw) {
            if (!carrier.equals("text-suffix")) {
              labels.add(raw);
            }
          }

          @Override
          public void manifest(StorePlace place) {
            places.add(place);
          }

          @Override
          public void note(String code, String detail) {
            notes.add(code);
          }

          @Override
          public void broken(String code, String detail) {
            notes.add(code);
          }
        };
    try (Source source = Source.open(file)) {
      format.read(source, sink);
    }
    return new Read(labels, notes, places.stream().findFirst());
  }

  /** Labels a copy, with room for a store of so many bytes; the hash the binding took. */
  static byte[] label(LabelWriter writer, Path input, Path output, int storeBytes)
      throws IOException, LabelingException {
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    LabelMetadata metadata =
        LabelMetadata.of(order, io.colophon.labeling.AigcLabel.generated(order));
    MessageDigest digest = sha256();
    try (Source source = Source.open(input);
        FileChannel file =
            FileChannel.open(
                output,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ)) {
      LabelOutput out = new LabelOutput(file, digest);
      LabelWriter.Written written = writer.write(source, metadata, storeBytes, out);
      out.flush();
      if (storeBytes > 0) {
        byte[] store = new byte[storeBytes];
        for (int i = 0; i < storeBytes; i++) {
          store[i] = (byte) (i * 31 + 7);
        }
        writer.fill(file, written.place().orElseThrow(), store);
      }
    }
    return digest.digest();
  }

  static MediaMarker.Marked mark(MediaMarker marker, String mimeType, Path input, Path output)
      throws IOException, LabelingException {
    Files.createFile(output);
    try (Scratch scratch = new Scratch(output.getParent())) {
      return marker.mark(
          input,
          mimeType,
          Optional.of(ShownLabel.of("AI生成")),
          OptionalLong.empty(),
          output,
          scratch);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The smallest word document that other programs read. */
  static Path docx(Path file, String... more) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + "<Default Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              + "<Override PartName=\"/word/document.xml\" ContentType=\""
              + OoxmlFormat.DOCX
              + ".main+xml\"/></Types>");
      part(
          zip,
          "_rels/.rels",
          "<Relationships"
              + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/"
              + "officeDocument/2006/relationships/officeDocument\""
              + " Target=\"word/document.xml\"/></Relationships>");
      part(
          zip,
          "word/document.xml",
          "<w:document"
              + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
              + "<w:body><w:p><w:r><w:t>Spring sleep</w:t></w:r></w:p></w:body></w:document>");
      for (int i = 0; i < more.length; i += 2) {
        part(zip, more[i], more[i + 1]);
      }
    }
    return file;
  }

  private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(xml.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
