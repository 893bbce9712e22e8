package dev.rollbook.api;

import dev.rollbook.directory.Page;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.PlanItem;
import dev.rollbook.imports.PlanKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The items of an import's plan, part by part in the order of its batches (SPEC A10). */
final class PlanPages {

  /**
   * Plans of batches that one call reads: at some 50 ms each it ends in seconds. A rarer kind gives
   * a short page with a cursor to go on from.
   */
  private static final int MOST_BATCHES = 100;

  private static final Pattern POSITION = Pattern.compile("(\\d{1,9})/(\\d{1,9})/(.*)");

  private final ImportFiles files;
  private final Import of;
  private final Optional<PlanKind> kind;

  /**
   * Lists a plan.
   *
   * @param kind of the items; empty for all
   */
  PlanPages(ImportFiles files, Import of, Optional<PlanKind> kind) {
    this.files = files;
    this.of = of;
    this.kind = kind;
  }

  /**
   * The part behind a cursor, with ids of groups in place of their names.
   *
   * @throws IllegalArgumentException if the cursor is none of this list
   */
  Page<PlanItem> page(int limit, String cursor) {
    Position position = cursor.isEmpty() ? new Position(0, 0) : position(cursor);
    List<PlanItem> page = new ArrayList<>();
    int batches = of.workload().batches();
    int read = 0;
    while (position.batch() < batches) {
      if (read == MOST_BATCHES) {
        return new Page<>(page, cursor(position));
      }
      List<PlanItem> items = items(position.batch());
      read++;
      for (int i = position.item(); i < items.size(); i++) {
        if (page.size() == limit) {
          return new Page<>(page, cursor(new Position(position.batch(), i)));
        }
        page.add(items.get(i));
      }
      position = new Position(position.batch() + 1, 0);
    }
    return new Page<>(page, "");
  }

  private List<PlanItem> items(int batch) {
    BatchPlan plan =
        files
            .settledPlan(batch)
            .orElseThrow(() -> new IllegalStateException("there is no plan of batch " + batch));
    return PlanItem.of(plan, UnaryOperator.identity()).stream()
        .filter(item -> kind.isEmpty() || kind.get() == item.kind())
        .toList();
  }

  /** The next item to give. */
  private record Position(int batch, int item) {}

  private String list() {
    return of.importId() + "/" + kind.map(PlanKind::text).orElse("");
  }

  private String cursor(Position position) {
    String text = position.batch() + "/" + position.item() + "/" + list();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Position position(String cursor) {
    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    Matcher parts = POSITION.matcher(text);
    if (!parts.matches() || !parts.group(3).equals(list())) {
      throw new IllegalArgumentException("the cursor is none of this plan");
    }
    Position position =
        new Position(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    if (!cursor(position).equals(cursor)) {
      throw new IllegalArgumentException("the cursor is none of this plan");
    }
    return position;
  }
}
