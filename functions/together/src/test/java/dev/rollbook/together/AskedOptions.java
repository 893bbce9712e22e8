package dev.rollbook.together;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Random;

/**
 * What an import asks for beside its roster.
 *
 * @param clear whether an empty cell clears
 * @param deactivate whether the unlisted become inactive
 * @param graceDays for how many days they stay active; 0 for none
 * @param leavers whether the roster names who is to leave
 * @param list whose roster it is; empty for none
 * @param dryRun whether nobody is written
 * @param told whether users are told
 * @param tag for every listed user; empty for none
 * @param newcomers whether new users join that group instead of the root
 * @param access granted to every listed user; empty for none
 * @param creates whether unknown users are created
 * @param existing what becomes of known users, as the API calls it
 * @param keeps whether what was changed by hand stays
 */
@RecordBuilder
record AskedOptions(
    boolean clear,
    boolean deactivate,
    int graceDays,
    boolean leavers,
    String list,
    boolean dryRun,
    boolean told,
    String tag,
    boolean newcomers,
    String access,
    boolean creates,
    String existing,
    boolean keeps) {

  /** What an undo does: its users become inactive, if they do, at once and by the guard. */
  static final AskedOptions UNDO =
      AskedOptionsBuilder.builder()
          .deactivate(true)
          .list("")
          .tag("")
          .access("")
          .creates(true)
          .existing("update")
          .build();

  static AskedOptions of(Random random) {
    boolean leavers = random.nextInt(8) == 0;
    boolean deactivate = !leavers && random.nextInt(5) < 3;
    // A seed gives the same options as ever: the order of these draws is part of it.
    return AskedOptionsBuilder.builder()
        .clear(random.nextInt(4) == 0)
        .deactivate(deactivate)
        .graceDays(deactivate && random.nextInt(2) == 0 ? 1 + random.nextInt(2) : 0)
        .leavers(leavers)
        .list(List.of("", "", "schüler", "lehrer").get(random.nextInt(4)))
        .dryRun(random.nextInt(5) == 0)
        .told(random.nextInt(2) == 0)
        .tag(random.nextInt(3) == 0 ? "jahr" : "")
        .newcomers(random.nextInt(3) == 0)
        .access(random.nextInt(3) == 0 ? "moodle/kurs" : "")
        .creates(random.nextInt(7) > 0)
        .existing(
            List.of("update", "update", "update", "update", "fillEmpty", "skip")
                .get(random.nextInt(6)))
        .keeps(random.nextInt(3) == 0)
        .build();
  }

  AskedOptions dryRun(boolean dry) {
    return AskedOptionsBuilder.from(this).dryRun(dry).build();
  }

  boolean fills() {
    return existing.equals("fillEmpty");
  }

  boolean putsOut() {
    return deactivate || leavers;
  }

  /** The options as the API takes them. */
  ObjectNode options() {
    ObjectNode options = Json.MAPPER.createObjectNode();
    options.put("emptyCells", clear ? "clear" : "keep");
    options.put("deactivateUnlisted", deactivate).put("graceDays", graceDays);
    options.put("leavers", leavers).put("list", list).put("dryRun", dryRun);
    options.put("newUsers", creates ? "create" : "skip").put("existingUsers", existing);
    options.put("handEdits", keeps ? "keep" : "overwrite");
    options.putObject("notify").put("send", told);
    if (!tag.isEmpty()) {
      options.putArray("tags").add(tag);
    }
    if (newcomers) {
      options.put("defaultGroup", ModelDirectory.NEWCOMERS);
    }
    if (!access.isEmpty()) {
      options.putArray("access").addObject().put("product", "moodle").put("offer", "kurs");
    }
    return options;
  }
}
