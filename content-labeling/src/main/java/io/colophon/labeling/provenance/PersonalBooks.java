package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of the store of personal data: journals of a bounded number of entries each, so that
 * erasing rewrites one of them. A book is rewritten beside itself, on disk, before it takes the
 * place of the old one, which is then deleted; entries keep their places. Not thread-safe.
 */
final class PersonalBooks {
  private static final String NEW = ".new";
  private static final String OLD = ".old";
  private static final int BATCH = 1000;
  private static final JournalOptions OPTIONS =
      JournalOptions.defaults()
          .withSegmentBytes(8 << 20)
          .withMaxRecordBytes(4 << 10)
          .withPreallocateBytes(64 << 10);

  private final Path directory;

  /** The books that were read last as a whole: two, since records stand nearly in their order. */
  private final Map<Integer, List<PersonalEntry>> cached = new LinkedHashMap<>();

  PersonalBooks(Path directory) {
    this.directory = directory;
  }

  Path book(int number) {
    return directory.resolve(String.format("book-%06d", number));
  }

  Journal open(int number) throws IOException {
    return Journal.open(book(number), OPTIONS);
  }

  /** Returns how many books there are; they are numbered from 0. */
  int count() throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    int count = 0;
    while (Files.isDirectory(book(count))) {
      count++;
    }
    return count;
  }

  /** Ends what a crash left half done. */
  void recover() throws IOException {
    Files.createDirectories(directory);
    List<Path> found;
    try (Stream<Path> files = Files.list(directory)) {
      found = files.sorted().toList();
    }
    for (Path path : found) {
      String name = path.getFileName().toString();
      if (name.endsWith(OLD)) {
        Path book = directory.resolve(name.substring(0, name.length() - OLD.length()));
        if (!Files.exists(book)) {
          Files.move(directory.resolve(book.getFileName() + NEW), book);
        }
        delete(path);
      }
    }
    for (Path path : found) {
      if (path.getFileName().toString().endsWith(NEW) && Files.exists(path)) {
        delete(path);
      }
    }
  }

  List<PersonalEntry> read(int number) throws IOException {
    List<PersonalEntry> entries = new ArrayList<>();
    try (JournalReader journal = Journal.openReadOnly(book(number))) {
      journal.read(0, (index, bytes) -> entries.add(PersonalEntry.read(bytes)));
    }
    return entries;
  }

  PersonalEntry read(int number, long entry) throws IOException {
    try (JournalReader journal = Journal.openReadOnly(book(number))) {
      return PersonalEntry.read(journal.read(entry));
    }
  }

  /** For whoever reads many, nearly in order: keeps two whole books in memory, up to 40 MB. */
  PersonalEntry readCached(int number, long entry) throws IOException {
    List<PersonalEntry> entries = cached.get(number);
    if (entries == null) {
      if (cached.size() == 2) {
        cached.remove(cached.keySet().iterator().next());
      }
      entries = read(number);
      cached.put(number, entries);
    }
    if (entry >= entries.size()) {
      throw new IOException(book(number) + " has " + entries.size() + " entries, not " + entry);
    }
    return entries.get((int) entry);
  }

  /** Rewrites a book that no journal is open on. */
  void rewrite(int number, Function<PersonalEntry, PersonalEntry> change) throws IOException {
    Path book = book(number);
    Path fresh = directory.resolve(book.getFileName() + NEW);
    Path old = directory.resolve(book.getFileName() + OLD);
    if (Files.exists(fresh)) {
      delete(fresh);
    }
    List<PersonalEntry> entries = read(number);
    try (Journal journal = Journal.open(fresh, OPTIONS)) {
      List<CompletableFuture<Long>> batch = new ArrayList<>();
      for (PersonalEntry entry : entries) {
        ByteBuffer bytes = change.apply(entry).bytes();
        batch.add(journal.append(bytes));
        if (batch.size() == BATCH) {
          join(batch);
        }
      }
      join(batch);
    }
    Files.move(book, old, StandardCopyOption.ATOMIC_MOVE);
    Files.move(fresh, book, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  private static void join(List<CompletableFuture<Long>> batch) throws IOException {
    try {
      batch.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new IOException("personal data cannot be rewritten: " + e.getCause(), e);
    }
    batch.clear();
  }

  private static void delete(Path book) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(book)) {
      files = new ArrayList<>(walk.toList());
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
  }
}
