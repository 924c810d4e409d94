package io.colophon.labeling.fingerprint;

import io.colophon.labeling.fingerprint.CopyMatch.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the record that a copy without labels was made from. In memory, with an append-only file
 * beside it; all of it can be made again from the log. Thread-safe; a search takes the lock for
 * about a millisecond.
 *
 * <p>Memory per record: 36 bytes for the digest of samples, as much for a mark, 120 for a picture
 * hash of quality {@value PictureCode#MIN_QUALITY} or more, 32 per second of sound (at most 64
 * seconds' worth); nothing for a record that has none of these.
 */
public final class FingerprintIndex implements Closeable {
  /** Most records that a search returns. */
  public static final int MAX_MATCHES = 64;

  private final IndexFile file;
  private final KeyTable samples = new KeyTable();
  private final LongColumn samplesRecord = new LongColumn();
  private final KeyTable marks = new KeyTable();
  private final LongColumn marksRecord = new LongColumn();
  private final PictureTable pictures = new PictureTable();
  private final LongColumn picturesRecord = new LongColumn();
  private final SoundTable sounds = new SoundTable();
  private final LongColumn soundsRecord = new LongColumn();
  private final LongColumn soundsRow = new LongColumn();
  private long records;
  private long noted;

  private FingerprintIndex(Path path, long limit, boolean writable) throws IOException {
    this.file =
        new IndexFile(
            path,
            writable,
            (offset, bytes) -> {
              IndexRow row = IndexRow.read(ByteBuffer.wrap(bytes));
              if (row.record() < records || row.record() >= limit) {
                return false;
              }
              put(row, offset);
              return true;
            });
    this.noted = records;
  }

  /**
   * Opens the index, made if missing.
   *
   * @param limit how many records the log has: rows of others are dropped
   * @param writable false to write nothing: what is added then stays in memory
   */
  public static FingerprintIndex open(Path file, long limit, boolean writable) throws IOException {
    return new FingerprintIndex(file, limit, writable);
  }

  /** Takes what the index says of one record. */
  public interface Visitor {
    void row(long record, Fingerprints prints, OptionalLong watermark) throws IOException;
  }

  /**
   * Hands over every row of an index on disk, without building anything in memory.
   *
   * @return false if the file ends in something that is not a whole row
   */
  public static boolean read(Path file, Visitor visitor) throws IOException {
    List<IOException> failed = new ArrayList<>();
    long length = Files.exists(file) ? Files.size(file) : 0;
    try (IndexFile rows =
        new IndexFile(
            file,
            false,
            (offset, bytes) -> {
              IndexRow row = IndexRow.read(ByteBuffer.wrap(bytes));
              try {
                visitor.row(row.record(), row.prints(), row.watermark());
                return true;
              } catch (IOException e) {
                failed.add(e);
                return false;
              }
            })) {
      if (!failed.isEmpty()) {
        throw failed.get(0);
      }
      return rows.end() >= length;
    }
  }

  /** Returns how many records it has seen: the next to be added has this number or a higher one. */
  public synchronized long records() {
    return records;
  }

  /**
   * Adds a record; they come in order, those without fingerprints and mark too.
   *
   * @throws IOException if the file cannot be written; the record is then not in the index
   */
  public synchronized void add(long record, Fingerprints prints, OptionalLong watermark)
      throws IOException {
    if (record < records) {
      throw new IllegalArgumentException("record " + record + ", expected " + records + " or more");
    }
    IndexRow row = new IndexRow(record, prints, watermark);
    if (row.isEmpty()) {
      records = record + 1;
    } else {
      put(row, file.append(row.bytes()));
      noted = records;
    }
  }

  /**
   * Notes in the file how far it has come, so that opening it need not read those records again.
   */
  public synchronized void flush() throws IOException {
    if (noted < records) {
      file.append(new IndexRow(records - 1, Fingerprints.none(), OptionalLong.empty()).bytes());
      noted = records;
    }
  }

  /**
   * Returns the records that this may be a copy of, each once with what tells it surest; the surest
   * first, then the nearest, then the newest. At most {@value #MAX_MATCHES}.
   *
   * @param watermark the payload that a detector found
   */
  public synchronized List<CopyMatch> find(Fingerprints prints, OptionalLong watermark)
      throws IOException {
    List<CopyMatch> all = new ArrayList<>();
    prints
        .samples()
        .ifPresent(digits -> chain(samples, samplesRecord, key(digits), Kind.SAMPLES, all));
    watermark.ifPresent(payload -> chain(marks, marksRecord, payload, Kind.WATERMARK, all));
    for (PictureCode code : prints.pictures()) {
      if (code.isTrusted()) {
        for (PictureTable.Near near : pictures.find(code.hash(), MAX_MATCHES)) {
          all.add(new CopyMatch(picturesRecord.get(near.picture()), Kind.PICTURE, near.distance()));
        }
      }
    }
    if (prints.sound().isPresent()) {
      for (SoundTable.Near near : sounds.find(prints.sound().get(), this::sound)) {
        all.add(new CopyMatch(soundsRecord.get(near.sound()), Kind.SOUND, near.differing()));
      }
    }
    return best(all);
  }

  private static List<CopyMatch> best(List<CopyMatch> all) {
    all.sort(
        Comparator.comparing(CopyMatch::kind)
            .thenComparingDouble(CopyMatch::difference)
            .thenComparing(Comparator.comparingLong(CopyMatch::record).reversed()));
    Map<Long, CopyMatch> first = new LinkedHashMap<>();
    all.forEach(match -> first.putIfAbsent(match.record(), match));
    return first.values().stream().limit(MAX_MATCHES).toList();
  }

  private static void chain(
      KeyTable table, LongColumn records, long key, Kind kind, List<CopyMatch> into) {
    int left = MAX_MATCHES;
    for (int thing = table.newest(key); thing >= 0 && left > 0; thing = table.before(thing)) {
      into.add(new CopyMatch(records.get(thing), kind, 0));
      left--;
    }
  }

  private SoundCode sound(int number) throws IOException {
    return IndexRow.read(ByteBuffer.wrap(file.read(soundsRow.get(number))))
        .prints()
        .sound()
        .orElseThrow(() -> new IOException("index row without its sound"));
  }

  private void put(IndexRow row, long offset) {
    records = row.record() + 1;
    row.prints()
        .samples()
        .ifPresent(
            digits -> {
              samples.add(key(digits));
              samplesRecord.add(row.record());
            });
    row.watermark()
        .ifPresent(
            payload -> {
              marks.add(payload);
              marksRecord.add(row.record());
            });
    for (PictureCode code : row.prints().pictures()) {
      if (code.isTrusted()) {
        pictures.add(code.hash());
        picturesRecord.add(row.record());
      }
    }
    row.prints()
        .sound()
        .ifPresent(
            code -> {
              sounds.add(code);
              soundsRecord.add(row.record());
              soundsRow.add(offset);
            });
  }

  /** 64 bits of a digest; whoever uses a match compares the whole with the record. */
  private static long key(String digits) {
    return HexFormat.fromHexDigitsToLong(digits, 0, 16);
  }

  @Override
  public synchronized void close() throws IOException {
    try (file) {
      flush();
    }
  }
}
