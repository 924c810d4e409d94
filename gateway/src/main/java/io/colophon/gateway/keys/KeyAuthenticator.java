package io.colophon.gateway.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.storage.StorageException;
import io.colophon.gateway.work.BlockingPool;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who calls. A secret is looked up by the digest of all of it; what was found, and what was
 * not, is remembered until the database changes. While no key was ever made, callers from this
 * machine are let in as tenant {@code default}.
 */
public final class KeyAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(KeyAuthenticator.class);
  private static final int REMEMBERED = 10_000;

  private final ApiKeys keys;
  private final EmbeddedDatabase database;
  private final BlockingPool pool;
  private final Cache<String, Optional<Caller>> byDigest =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private volatile boolean keyNeeded;
  private volatile int generation;
  private int mark;

  /** Blocks for one look at the database. */
  public KeyAuthenticator(ApiKeys keys, EmbeddedDatabase database, BlockingPool pool) {
    this.keys = keys;
    this.database = database;
    this.pool = pool;
    this.mark = database.changeMark();
    this.keyNeeded = keys.anyMade();
  }

  /**
   * Tells who it is. Never blocks; completes with a {@link Refusal} UNAUTHENTICATED if nobody can
   * be told.
   */
  public CompletableFuture<Caller> authenticate(Credentials credentials) {
    if (isOpenTo(credentials)) {
      return CompletableFuture.completedFuture(Caller.UNKEYED);
    }
    if (credentials.bearer().isPresent()) {
      return bySecret(credentials.bearer().get());
    }
    if (credentials.certificateSubject().isPresent()) {
      String subject = credentials.certificateSubject().get();
      return CompletableFuture.completedFuture(new Caller("default", Optional.of(subject)));
    }
    return refused(
        keyNeeded
            ? "an API key is needed: send metadata \"authorization: Bearer KEY\""
            : "no API key exists yet, so only callers on this machine are let in");
  }

  /**
   * While no key exists, callers on this machine are let in, and what they send as a key is not
   * looked at: the vendors' packages always send one.
   */
  private boolean isOpenTo(Credentials credentials) {
    return !keyNeeded && credentials.loopback() && credentials.certificateSubject().isEmpty();
  }

  private CompletableFuture<Caller> bySecret(String secret) {
    Optional<String> digest = KeySecret.digest(secret);
    if (digest.isEmpty()) {
      return CompletableFuture.failedFuture(notValid());
    }
    Optional<Caller> remembered = byDigest.getIfPresent(digest.get());
    if (remembered != null) {
      return answer(remembered);
    }
    CompletableFuture<Caller> found = new CompletableFuture<>();
    try {
      pool.execute(() -> lookUp(digest.get(), found));
    } catch (Refusal full) {
      found.completeExceptionally(full);
    }
    return found;
  }

  private void lookUp(String digest, CompletableFuture<Caller> found) {
    int before = generation;
    try {
      Optional<Caller> caller =
          keys.findWorking(digest)
              .map(key -> new Caller(key.tenant(), Optional.of(key.name()), key.team()));
      byDigest.put(digest, caller);
      if (generation != before) { // keys changed meanwhile: what was found may be old
        byDigest.invalidate(digest);
      }
      if (caller.isPresent()) {
        found.complete(caller.get());
      } else {
        found.completeExceptionally(notValid());
      }
    } catch (StorageException failure) {
      log.error("API keys cannot be looked up", failure);
      found.completeExceptionally(
          Refusal.of(Reason.RECORD_FAILED, "API keys cannot be looked up now", failure));
    }
  }

  /**
   * Forgets what it remembers if keys were changed, by this process or another. Blocks; to be
   * called every second or so, and after a change made here.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only written here, under the lock
  public synchronized void refresh(boolean changedHere) {
    int now = database.changeMark();
    if (now != mark || changedHere) {
      mark = now;
      generation++;
      byDigest.invalidateAll();
      keyNeeded = keys.anyMade();
    }
  }

  private static CompletableFuture<Caller> answer(Optional<Caller> caller) {
    return caller
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(notValid()));
  }

  private static Refusal notValid() {
    return Refusal.of(Reason.UNAUTHENTICATED, "the API key is not valid");
  }

  private static CompletableFuture<Caller> refused(String message) {
    return CompletableFuture.failedFuture(Refusal.of(Reason.UNAUTHENTICATED, message));
  }
}
