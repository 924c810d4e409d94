package io.colophon.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.v1.GenerateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

  @TempDir Path folder;

  @Test
  void mayBecome_finalStates_becomeNothing() {
    for (JobState state : JobState.values()) {
      for (JobState next : JobState.values()) {
        if (state.isFinal()) {
          assertThat(state.mayBecome(next)).as("%s to %s", state, next).isFalse();
        }
      }
    }
    for (LateState state : LateState.values()) {
      for (LateState next : LateState.values()) {
        if (state.isFinal()) {
          assertThat(state.mayBecome(next)).as("%s to %s", state, next).isFalse();
        }
      }
    }
  }

  @Test
  void mayBecome_success_comesAfterItIsKeptOnly() {
    assertThat(JobState.SUCCEEDED.before()).containsExactly(JobState.SETTLING);
    assertThat(LateState.SUCCEEDED.before()).containsExactly(LateState.SETTLING);
    assertThat(JobState.SUBMITTING.before()).containsExactly(JobState.ACCEPTED);
  }

  @Test
  void store_changeThatTheTableDoesNotAllow_changesNothing() throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("colophon.db"))) {
      JobStore store = new JobStore(database);
      JobRow row =
          store.add(
              JobRow.accepted("01A", Caller.UNKEYED, GenerateRequest.getDefaultInstance(), NOW),
              "");

      assertThat(store.handedOver("01A", new ResumedJob("p/m", "h"))).as("not begun").isFalse();
      assertThat(store.fetching("01A")).isFalse();
      assertThat(store.find("01A")).contains(row);
      assertThat(store.submitting("01A", NOW)).isTrue();
      assertThat(store.submitting("01A", NOW)).as("never twice").isFalse();
      assertThat(end(store, JobState.SUCCEEDED)).as("nothing is kept").isFalse();
      assertThat(end(store, JobState.FAILED)).isTrue();
      assertThat(end(store, JobState.CANCELLED)).as("ended before").isFalse();
      assertThat(store.find("01A").orElseThrow().state()).isEqualTo(JobState.FAILED);
    }
  }

  private static boolean end(JobStore store, JobState state) {
    return store.ended(
        "01A",
        state,
        NOW,
        Optional.of(Status.getDefaultInstance()),
        Optional.empty(),
        NOW,
        List.of());
  }
}
