package dev.rollbook.testkit;

import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Edits by hand in memory. */
public final class InMemoryHandEdits implements HandEdits {

  private final Map<String, NavigableMap<String, HandEdit>> users = new HashMap<>();
  private int number;

  @Override
  public synchronized void add(String tenant, String username, HandEdit edit) {
    number++;
    of(tenant, username).put("%s#%09d".formatted(edit.at(), number), edit);
  }

  @Override
  public synchronized List<Noted> newest(String tenant, String username, String before, int limit) {
    NavigableMap<String, HandEdit> all = of(tenant, username);
    List<Noted> newest = new ArrayList<>();
    Optional<String> next =
        Optional.ofNullable(before.isEmpty() ? all.lastEntry() : all.lowerEntry(before))
            .map(Map.Entry::getKey);
    while (next.isPresent() && newest.size() < limit) {
      newest.add(new Noted(next.get(), all.get(next.get())));
      next = Optional.ofNullable(all.lowerKey(next.get()));
    }
    return newest;
  }

  private NavigableMap<String, HandEdit> of(String tenant, String username) {
    return users.computeIfAbsent(tenant + "/" + username, key -> new TreeMap<>());
  }
}
