package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What the commitments of the log stand for: values and salts, outside the tree, so that they can
 * be erased. Thread-safe; {@link #keep} does not block for the disk, the rest does. Memory: about
 * 20 bytes per value.
 */
final class PersonalStore implements Closeable {
  /** Entries of one book. */
  static final int BOOK_ENTRIES = 1 << 16;

  private final PersonalBooks books;
  private final int bookEntries;

  /** Open for appending; null in a store that is only read. */
  private @Nullable Journal journal;

  private int newest;

  /** Entries in all books before each. */
  private final List<Long> starts = new ArrayList<>();

  private final TagIndex byCommitment = new TagIndex();
  private long indexed;

  private PersonalStore(PersonalBooks books, int bookEntries) {
    this.books = books;
    this.bookEntries = bookEntries;
  }

  static PersonalStore open(Path directory) throws IOException {
    return open(directory, BOOK_ENTRIES);
  }

  static PersonalStore open(Path directory, int bookEntries) throws IOException {
    PersonalBooks books = new PersonalBooks(directory);
    books.recover();
    PersonalStore store = new PersonalStore(books, bookEntries);
    store.newest = Math.max(0, books.count() - 1);
    store.journal = books.open(store.newest);
    return store;
  }

  /** Opens what is there now, beside the process that writes it or without one. */
  static PersonalStore openReadOnly(Path directory) throws IOException {
    PersonalBooks books = new PersonalBooks(directory);
    PersonalStore store = new PersonalStore(books, BOOK_ENTRIES);
    store.newest = books.count() - 1;
    return store;
  }

  /** Completes when the values are on disk. */
  synchronized CompletableFuture<Void> keep(List<Secret> secrets) {
    try {
      Journal to = writable();
      if (to.size() >= bookEntries) {
        to = roll();
      }
      List<CompletableFuture<Long>> kept = new ArrayList<>();
      for (Secret secret : secrets) {
        kept.add(to.append(PersonalEntry.of(secret).bytes()));
      }
      return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Notes that a value never was kept; returns when the note is on disk. */
  synchronized void note(Hash commitment, Erasure erasure) throws IOException {
    ByteBuffer bytes = new PersonalEntry(commitment, null, Optional.of(erasure)).bytes();
    try {
      writable().append(bytes).join();
    } catch (CompletionException e) {
      throw new IOException("personal data cannot be noted: " + e.getCause(), e);
    }
  }

  /** Returns the entry of a commitment; empty if the store has never had it. */
  synchronized Optional<PersonalEntry> find(Hash commitment) throws IOException {
    long at = place(commitment);
    return at < 0 ? Optional.empty() : Optional.of(read(at));
  }

  /**
   * Erases values and salts; those erased before, or never kept, are passed over.
   *
   * @return how many were erased
   */
  synchronized int erase(Set<Hash> commitments, Erasure erasure) throws IOException {
    Map<Integer, Set<Hash>> byBook = new HashMap<>();
    int erased = 0;
    for (Hash commitment : commitments) {
      long at = place(commitment);
      if (at >= 0 && read(at).secret() != null) {
        byBook.computeIfAbsent(book(at), number -> new HashSet<>()).add(commitment);
        erased++;
      }
    }
    if (byBook.containsKey(newest)) {
      roll();
    }
    for (Map.Entry<Integer, Set<Hash>> book : byBook.entrySet()) {
      books.rewrite(
          book.getKey(),
          entry ->
              book.getValue().contains(entry.commitment()) && entry.secret() != null
                  ? entry.erase(erasure)
                  : entry);
    }
    return erased;
  }

  private Journal writable() {
    if (journal == null) {
      throw new IllegalStateException("the store was opened for reading");
    }
    return journal;
  }

  private Journal roll() throws IOException {
    Journal full = writable();
    full.close();
    Journal fresh = books.open(newest + 1);
    newest++;
    journal = fresh;
    return fresh;
  }

  private PersonalEntry read(long at) throws IOException {
    int book = book(at);
    long entry = at - starts.get(book);
    if (book == newest && journal != null) {
      return PersonalEntry.read(journal.read(entry));
    }
    return books.read(book, entry);
  }

  private int book(long at) {
    int book = starts.size() - 1;
    while (starts.get(book) > at) {
      book--;
    }
    return book;
  }

  private long place(Hash commitment) throws IOException {
    index();
    for (long at = byCommitment.newest(tag(commitment)); at >= 0; at = byCommitment.before(at)) {
      if (read(at).commitment().equals(commitment)) {
        return at;
      }
    }
    return -1;
  }

  /** Takes in what was kept since the last look: appending stays free of it. */
  private void index() throws IOException {
    int book = Math.max(0, starts.size() - 1);
    if (starts.isEmpty() && newest >= 0) {
      starts.add(0L);
    }
    for (; book <= newest; book++) {
      long from = indexed - starts.get(book);
      if (book == newest && journal != null) {
        journal.read(from, (index, bytes) -> add(bytes));
      } else {
        for (PersonalEntry entry : books.read(book).stream().skip(from).toList()) {
          byCommitment.add(tag(entry.commitment()));
          indexed++;
        }
      }
      if (book < newest) {
        starts.add(indexed);
      }
    }
  }

  private boolean add(ByteBuffer bytes) throws IOException {
    byCommitment.add(tag(PersonalEntry.read(bytes).commitment()));
    indexed++;
    return true;
  }

  private static int tag(Hash commitment) {
    int tag = ByteBuffer.wrap(commitment.bytes()).getInt();
    return tag == 0 ? 1 : tag;
  }

  @Override
  public synchronized void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
  }
}
