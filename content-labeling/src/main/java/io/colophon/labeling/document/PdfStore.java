package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The embedded file that holds a C2PA manifest store (C2PA 2.2, A.4.2): a file specification among
 * the associated files of the catalog, with the relationship {@code C2PA_Manifest}.
 */
final class PdfStore {
  static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
  static final COSName MANIFEST = COSName.getPDFName("C2PA_Manifest");
  static final COSName ASSOCIATED = COSName.getPDFName("AF");

  private static final int WINDOW = 1 << 16;
  private static final int LEAST_KEY = 16;

  private PdfStore() {}

  /** Takes every manifest out of the associated files; tells whether there was one. */
  static boolean remove(PDDocument document) {
    COSArray files = document.getDocumentCatalog().getCOSObject().getCOSArray(ASSOCIATED);
    boolean found = false;
    for (int i = files == null ? -1 : files.size() - 1; files != null && i >= 0; i--) {
      if (isManifest(files.getObject(i))) {
        files.remove(i);
        files.setNeedToBeUpdated(true);
        found = true;
      }
    }
    return found;
  }

  /** Tells where the store stands; the library does not, so its bytes are looked for. */
  static void find(PDDocument document, Source file, LabelSink labels) throws IOException {
    Optional<COSStream> stream = stream(document);
    if (stream.isEmpty()) {
      return;
    }
    byte[] raw;
    try (InputStream in = stream.get().createRawInputStream()) {
      raw = in.readNBytes(StorePlace.MAX_STORE + 1);
    }
    if (stream.get().getFilters() != null || raw.length > StorePlace.MAX_STORE) {
      labels.note("c2pa.present", "a C2PA manifest in a packed stream, not looked into");
      return;
    }
    long at = raw.length < LEAST_KEY ? -1 : position(file, raw);
    if (at < 0) {
      labels.broken("c2pa.place", "the C2PA manifest was not found in the bytes of the file");
    } else {
      Range place = new Range(at, raw.length);
      labels.manifest(StorePlace.of(place, place));
    }
  }

  /** From the end backwards, since the newest revision stands last. */
  static long position(Source file, byte[] store) throws IOException {
    for (long end = file.size(); end > 0; end -= WINDOW) {
      long from = Math.max(0, end - WINDOW);
      int length = (int) Math.min(file.size() - from, (long) WINDOW + LEAST_KEY - 1);
      byte[] window = file.bytes(from, length);
      for (int i = Math.min(length - LEAST_KEY, WINDOW - 1); i >= 0; i--) {
        if (window[i] == store[0]
            && java.util.Arrays.equals(window, i, i + LEAST_KEY, store, 0, LEAST_KEY)
            && file.has(from + i, store)) {
          return from + i;
        }
      }
    }
    return -1;
  }

  private static Optional<COSStream> stream(PDDocument document) {
    COSArray files = document.getDocumentCatalog().getCOSObject().getCOSArray(ASSOCIATED);
    for (int i = 0; files != null && i < files.size(); i++) {
      COSBase file = files.getObject(i);
      if (isManifest(file)
          && ((COSDictionary) file).getDictionaryObject(COSName.EF) instanceof COSDictionary ef
          && ef.getDictionaryObject(COSName.F) instanceof COSStream stream) {
        return Optional.of(stream);
      }
    }
    return Optional.empty();
  }

  private static boolean isManifest(COSBase file) {
    return file instanceof COSDictionary dictionary
        && MANIFEST.equals(dictionary.getDictionaryObject(RELATIONSHIP));
  }
}
