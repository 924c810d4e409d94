package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Books of ten values each. */
class PersonalStoreTest {
  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  @Test
  void keep_manyBooks_areAllFoundAgain() throws Exception {
    List<Secret> secrets = new ArrayList<>();
    try (PersonalStore store = PersonalStore.open(folder, 10)) {
      for (int i = 0; i < 55; i++) {
        Secret secret = Secret.of("person " + i, random);
        secrets.add(secret);
        store.keep(List.of(secret)).join();
        assertThat(store.find(secret.commitment()).orElseThrow().secret()).isEqualTo(secret);
      }
      assertThat(new PersonalBooks(folder).count()).isEqualTo(6);
    }
    try (PersonalStore reader = PersonalStore.openReadOnly(folder)) {
      for (Secret secret : secrets) {
        assertThat(reader.find(secret.commitment()).orElseThrow().secret()).isEqualTo(secret);
      }
    }
  }

  /** Callbacks run on the writer of a book; the next book must not wait for it. */
  @Test
  @Timeout(120)
  void keep_fromTheCallbackOfTheLast_goesOnOverBooks() throws Exception {
    try (PersonalStore store = PersonalStore.open(folder, 10)) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      next(store, 100, done);
      done.join();
    }
    assertThat(new PersonalBooks(folder).count()).isEqualTo(10);
  }

  private void next(PersonalStore store, int left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
      return;
    }
    var unused =
        store
            .keep(List.of(Secret.of("person " + left, random)))
            .thenRun(() -> next(store, left - 1, done));
  }

  @Test
  void erase_overSeveralBooks_keepsTheOthers() throws Exception {
    List<Secret> secrets = new ArrayList<>();
    try (PersonalStore store = PersonalStore.open(folder, 10)) {
      for (int i = 0; i < 25; i++) {
        secrets.add(Secret.of("person " + i, random));
        store.keep(List.of(secrets.get(i))).join();
      }
      Erasure erasure = new Erasure(Instant.EPOCH, "request");

      assertThat(
              store.erase(
                  Set.of(
                      secrets.get(3).commitment(),
                      secrets.get(24).commitment(),
                      Secret.of("nobody", random).commitment()),
                  erasure))
          .isEqualTo(2);

      assertThat(store.find(secrets.get(3).commitment()).orElseThrow().erased()).contains(erasure);
      assertThat(store.find(secrets.get(24).commitment()).orElseThrow().erased()).contains(erasure);
      assertThat(store.find(secrets.get(4).commitment()).orElseThrow().secret())
          .isEqualTo(secrets.get(4));
    }
    assertThat(RetentionTest.filesContain(folder, "person 24")).isFalse();
    assertThat(RetentionTest.filesContain(folder, "person 23")).isTrue();
  }
}
