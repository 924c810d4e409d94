package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  static final int BOOK_ENTRIES = 1 << 14;

  private final PersonalBooks books;
  private final int bookEntries;

  /** Open for appending; null in a store that is only read. */
  private @Nullable Journal journal;

  private int newest;

  /** The closing of the book before: its last values may still be on their way. */
  private volatile CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

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
  Optional<PersonalEntry> find(Hash commitment) throws IOException {
    while (true) {
      awaitClosing();
      synchronized (this) {
        if (closing.isDone()) {
          long at = place(commitment);
          return at < 0 ? Optional.empty() : Optional.of(read(at));
        }
      }
    }
  }

  /**
   * Erases values and salts; those erased before, or never kept, are passed over.
   *
   * @return how many were erased
   */
  int erase(Set<Hash> commitments, Erasure erasure) throws IOException {
    while (true) {
      awaitClosing();
      synchronized (this) {
        if (closing.isDone()) {
          Map<Integer, Set<Hash>> byBook = byBook(commitments);
          if (!byBook.containsKey(newest)) {
            return rewrite(byBook, erasure);
          }
          roll(); // and look again once the book is closed
        }
      }
    }
  }

  private Map<Integer, Set<Hash>> byBook(Set<Hash> commitments) throws IOException {
    Map<Integer, Set<Hash>> byBook = new HashMap<>();
    for (Hash commitment : commitments) {
      long at = place(commitment);
      if (at >= 0 && read(at).secret() != null) {
        byBook.computeIfAbsent(book(at), number -> new HashSet<>()).add(commitment);
      }
    }
    return byBook;
  }

  private int rewrite(Map<Integer, Set<Hash>> byBook, Erasure erasure) throws IOException {
    int erased = 0;
    for (Map.Entry<Integer, Set<Hash>> book : byBook.entrySet()) {
      Set<Hash> gone = book.getValue();
      books.rewrite(
          book.getKey(),
          entry ->
              gone.contains(entry.commitment()) && entry.secret() != null
                  ? entry.erase(erasure)
                  : entry);
      erased += gone.size();
    }
    return erased;
  }

  private Journal writable() {
    if (journal == null) {
      throw new IllegalStateException("the store was opened for reading");
    }
    return journal;
  }

  /**
   * Begins a new book. The old one is closed by a thread of its own: this one may be its writer,
   * telling that a value is on disk.
   */
  private Journal roll() throws IOException {
    Journal full = writable();
    Journal fresh = books.open(newest + 1);
    newest++;
    journal = fresh;
    closing =
        closing.thenRunAsync(
            () -> close(full),
            task -> {
              Thread thread = new Thread(task, "provenance-book-" + (newest - 1));
              thread.setDaemon(true);
              thread.start();
            });
    return fresh;
  }

  private static void close(Journal book) {
    try {
      book.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the book before; its writer may want the lock, so nobody holds it here. */
  private void awaitClosing() throws IOException {
    try {
      closing.join();
    } catch (CompletionException e) {
      throw new IOException("a book of personal data was not closed: " + e.getCause(), e);
    }
  }

  private PersonalEntry read(long at) throws IOException {
    int book = book(at);
    long entry = at - starts.get(book);
    if (journal == null) {
      return books.readCached(book, entry);
    }
    return book == newest ? PersonalEntry.read(journal.read(entry)) : books.read(book, entry);
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
    if (journal == null && !starts.isEmpty()) {
      return; // what is only read is read once
    }
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
  public void close() throws IOException {
    Journal last;
    synchronized (this) {
      last = journal;
    }
    awaitClosing();
    if (last != null) {
      last.close();
    }
  }
}
