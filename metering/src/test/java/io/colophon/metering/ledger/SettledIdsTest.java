package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SettledIdsTest {
  private static final long START = 1_795_334_400_000L;

  @TempDir Path dir;

  @Test
  void find_moreThanMemoryHolds_overManySavesAndRestarts() throws IOException {
    Random random = new Random(11);
    Map<String, Long> known = new HashMap<>();
    SettledIds ids = SettledIds.open(dir.resolve("ids"));
    int total = SettledIds.MOST_IN_MEMORY + 100_000;
    for (int i = 0; i < total; i++) {
      String id = "id-" + i;
      // Spread over 40 days, with some that end long after they began.
      long millis = START + i * 9_000L - (i % 97 == 0 ? 86_400_000L : 0);
      ids.add(id, millis, 0, i);
      if (i % 1_009 == 0) {
        known.put(id, millis);
      }
      if (i % 60_000 == 59_999) {
        ids.save();
        if (random.nextBoolean()) {
          ids = SettledIds.open(dir.resolve("ids"));
        }
      }
    }
    ids.save();
    for (Map.Entry<String, Long> one : known.entrySet()) {
      long position = Long.parseLong(one.getKey().substring(3));
      assertThat(ids.find(one.getKey(), one.getValue())).isEqualTo(IdTable.value(position, 0));
      assertThat(ids.find(one.getKey(), UsageIds.NO_TIME)).isEqualTo(IdTable.value(position, 0));
      assertThat(ids.find(one.getKey() + "x", one.getValue())).isEqualTo(IdTable.NONE);
    }
  }

  @Test
  void find_laterRevisionInAnotherFile_isTheHighest() throws IOException {
    SettledIds ids = SettledIds.open(dir.resolve("ids"));
    ids.add("a", START, 0, 7);
    ids.save();
    ids.add("a", START, 1, 9);
    assertThat(ids.find("a", START)).isEqualTo(IdTable.value(9, 1));
    ids.save();
    ids.add("a", START, 2, 12);
    ids.save();
    SettledIds again = SettledIds.open(dir.resolve("ids"));
    assertThat(again.find("a", START)).isEqualTo(IdTable.value(12, 2));
  }

  @Test
  void drain_anyHashes_comesInOrder() {
    IdTable table = new IdTable();
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      table.add(i % 3 == 0 ? -1L - i : random.nextLong(), IdTable.value(i, 0));
    }
    long[] last = {0, 0};
    table.drain(
        (hash, value) -> {
          assertThat(Long.compareUnsigned(hash, last[0])).isGreaterThanOrEqualTo(0);
          last[0] = hash;
          last[1]++;
        });
    assertThat(last[1]).isEqualTo(5_000);
  }

  @Test
  void millis_ofUlids_isTheirTime() {
    // The example of the ULID specification and one made by hand.
    assertThat(UsageIds.millis("01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEqualTo(1_469_922_850_259L);
    assertThat(UsageIds.millis("01ARZ3NDEKTSV4RRFFQ69G5FAV-p1")).isEqualTo(1_469_922_850_259L);
    assertThat(UsageIds.millis("0000000001ZZZZZZZZZZZZZZZZ")).isEqualTo(1);
    for (String other : new String[] {"u1", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "x".repeat(26), ""}) {
      assertThat(UsageIds.millis(other)).as(other).isEqualTo(UsageIds.NO_TIME);
    }
  }
}
