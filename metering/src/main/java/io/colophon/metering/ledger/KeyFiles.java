package io.colophon.metering.ledger;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds keys that come twice, and revisions that are missing, among any number of entries with
 * little memory: the keys are spread over files by their hashes, and each file is looked at alone.
 */
final class KeyFiles implements Closeable {
  private static final int FILES = 128;
  private static final int BUFFER = 16 << 10;
  private static final int ITEM_BYTES = 20;

  private final Path directory;
  private final List<DataOutputStream> out = new ArrayList<>();

  KeyFiles(Path scratch) throws IOException {
    directory = Files.createTempDirectory(scratch, "usage-check");
    for (int i = 0; i < FILES; i++) {
      out.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(i)), BUFFER)));
    }
  }

  void add(String tenant, String usageId, int revision, long index) throws IOException {
    long hash = UsageIds.hash(tenant + '\n' + usageId);
    DataOutputStream to = out.get((int) (hash & FILES - 1));
    to.writeLong(hash);
    to.writeInt(revision);
    to.writeLong(index);
  }

  /** Receives one entry whose revision is not one above that of the entry before it. */
  interface Finding {
    /**
     * @param before highest revision before, -1 when there was none
     * @param other position of the entry before, -1 when there was none
     */
    void found(long index, int revision, int before, long other) throws IOException;
  }

  /** Looks at all keys; to be called once. */
  void check(Finding finding) throws IOException {
    for (int i = 0; i < FILES; i++) {
      out.get(i).close();
      check(items(file(i)), finding);
      Files.delete(file(i));
    }
  }

  private record Item(long hash, int revision, long index) {}

  private static List<Item> items(Path file) throws IOException {
    int count = Math.toIntExact(Files.size(file) / ITEM_BYTES);
    List<Item> items = new ArrayList<>(count);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      for (int i = 0; i < count; i++) {
        items.add(new Item(in.readLong(), in.readInt(), in.readLong()));
      }
    }
    items.sort(Comparator.comparingLong(Item::hash).thenComparingLong(Item::index));
    return items;
  }

  private static void check(List<Item> items, Finding finding) throws IOException {
    Item last = new Item(0, -1, -1);
    for (Item item : items) {
      boolean first = last.index() < 0 || last.hash() != item.hash();
      int before = first ? -1 : last.revision();
      if (item.revision() != before + 1) {
        finding.found(item.index(), item.revision(), before, first ? -1 : last.index());
      }
      last = first || item.revision() > before ? item : last;
    }
  }

  private Path file(int number) {
    return directory.resolve(number + ".keys");
  }

  @Override
  public void close() throws IOException {
    for (int i = 0; i < FILES; i++) {
      out.get(i).close();
      Files.deleteIfExists(file(i));
    }
    Files.delete(directory);
  }
}
