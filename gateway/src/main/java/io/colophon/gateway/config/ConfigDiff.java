package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Bound.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what is in effect, defaults included. Items of the lists at the top are matched by what
 * they say rather than by their number, so that a route put in front is one addition. Of what comes
 * or goes as a whole, groups of which the file says nothing are left out.
 */
public final class ConfigDiff {
  private static final Pattern ITEM = Pattern.compile("([a-z-]+)\\[(\\d+)](.*)");

  private final EffectiveSettings before;
  private final EffectiveSettings after;
  private final List<ConfigChange> changes = new ArrayList<>();

  private ConfigDiff(EffectiveSettings before, EffectiveSettings after) {
    this.before = before;
    this.after = after;
  }

  /** What is different in {@code after}; empty if nothing is. */
  public static List<ConfigChange> between(EffectiveSettings before, EffectiveSettings after) {
    ConfigDiff diff = new ConfigDiff(before, after);
    Parts old = Parts.of(before.byPath());
    Parts now = Parts.of(after.byPath());
    diff.compare("", "", old.single(), now.single());
    Set<String> lists = new LinkedHashSet<>(now.lists().keySet());
    lists.addAll(old.lists().keySet());
    for (String list : lists) {
      diff.items(
          list,
          old.lists().getOrDefault(list, List.of()),
          now.lists().getOrDefault(list, List.of()));
    }
    return List.copyOf(diff.changes);
  }

  /** Settings apart from those of lists at the top, and these by list and item. */
  private record Parts(Map<String, Setting> single, Map<String, List<Map<String, Setting>>> lists) {
    static Parts of(Map<String, Setting> byPath) {
      Map<String, Setting> single = new LinkedHashMap<>();
      Map<String, TreeMap<Integer, Map<String, Setting>>> lists = new LinkedHashMap<>();
      byPath.forEach(
          (path, setting) -> {
            Matcher item = ITEM.matcher(path);
            if (item.matches()) {
              lists
                  .computeIfAbsent(item.group(1), list -> new TreeMap<>())
                  .computeIfAbsent(Integer.valueOf(item.group(2)), i -> new LinkedHashMap<>())
                  .put(item.group(3), setting);
            } else {
              single.put(path, setting);
            }
          });
      Map<String, List<Map<String, Setting>>> inOrder = new LinkedHashMap<>();
      lists.forEach((list, items) -> inOrder.put(list, List.copyOf(items.values())));
      return new Parts(single, inOrder);
    }
  }

  private void compare(
      String oldPrefix, String newPrefix, Map<String, Setting> old, Map<String, Setting> now) {
    now.forEach(
        (path, setting) -> {
          Setting was = old.get(path);
          boolean unsaid = was == null && after.isUnsaid(newPrefix + path);
          if (!setting.equals(was) && !unsaid) {
            add(newPrefix + path, Optional.ofNullable(was), Optional.of(setting));
          }
        });
    old.forEach(
        (path, setting) -> {
          if (!now.containsKey(path) && !before.isUnsaid(oldPrefix + path)) {
            add(oldPrefix + path, Optional.of(setting), Optional.empty());
          }
        });
  }

  private void add(String path, Optional<Setting> was, Optional<Setting> is) {
    changes.add(new ConfigChange(path, was.map(Setting::shown), is.map(Setting::shown)));
  }

  /** Keeps the longest common subsequence of items; between two kept ones, pairs what is left. */
  private void items(String list, List<Map<String, Setting>> old, List<Map<String, Setting>> now) {
    int[][] common = commonLengths(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        i++;
        j++;
        continue;
      }
      boolean gone = i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j]);
      boolean added = j < now.size() && (i == old.size() || common[i][j + 1] >= common[i][j]);
      boolean paired = gone && added && common[i + 1][j + 1] >= common[i][j];
      Map<String, Setting> was = gone && (paired || !added) ? old.get(i) : Map.of();
      Map<String, Setting> is = added && (paired || was.isEmpty()) ? now.get(j) : Map.of();
      compare(list + "[" + i + "]", list + "[" + j + "]", was, is);
      i += was.isEmpty() ? 0 : 1;
      j += is.isEmpty() ? 0 : 1;
    }
  }

  private static int[][] commonLengths(
      List<Map<String, Setting>> old, List<Map<String, Setting>> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
