package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * PDF: every byte of the original stays; the Info dictionary with the label and the embedded
 * manifest store follow as an incremental update (ISO 32000-1, 7.5.6).
 */
final class PdfWriter implements LabelWriter {
  /** Marks the room until its place is known; found by value, so it must not occur by chance. */
  private static final byte[] ROOM =
      "colophon room for a manifest store 5f0c3e7a91d24b68".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Set<String> mimeTypes() {
    return Set.of("application/pdf");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (PDDocument document = PdfDocuments.openForUpdate(input.path())) {
      Set<COSDictionary> changed = new LinkedHashSet<>();
      PDDocumentInformation info = document.getDocumentInformation();
      if (info.getCustomMetadataValue(PdfFormat.KEY) != null) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      info.setCustomMetadataValue(PdfFormat.KEY, metadata.label().toJson());
      changed.add(info.getCOSObject());
      boolean catalog = PdfStore.remove(document);
      if (storeBytes > 0) {
        changed.add(PdfStore.add(document, Arrays.copyOf(ROOM, Math.max(ROOM.length, storeBytes))));
        catalog = true;
      }
      if (catalog) {
        changed.add(document.getDocumentCatalog().getCOSObject());
      }
      byte[] update = PdfDocuments.update(document, changed, input.size());
      output.copy(input, 0, input.size());
      return new Written(PdfFormat.CARRIER, notes, append(update, storeBytes, output));
    }
  }

  private static Optional<StorePlace> append(byte[] update, int storeBytes, LabelOutput output)
      throws IOException {
    int room = storeBytes > 0 ? indexOf(update) : -1;
    if (room < 0) {
      output.write(update);
      return Optional.empty();
    }
    output.write(update, 0, room);
    Range place = new Range(output.position(), storeBytes);
    output.writeUnbound(new byte[storeBytes]);
    output.write(update, room + storeBytes, update.length - room - storeBytes);
    return Optional.of(StorePlace.of(place, place));
  }

  private static int indexOf(byte[] update) {
    for (int i = 0; i + ROOM.length <= update.length; i++) {
      if (Arrays.equals(update, i, i + ROOM.length, ROOM, 0, ROOM.length)) {
        return i;
      }
    }
    throw new IllegalStateException("the room for the manifest store was not written");
  }
}
