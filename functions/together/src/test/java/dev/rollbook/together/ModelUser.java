package dev.rollbook.together;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A user as the rules see it, in plain maps and sets; two are equal if nobody can tell them apart.
 */
final class ModelUser {

  /** What it is called. */
  String name = "";

  /** What it was called before the rename that stands, by which a roster's is known again (U14). */
  String renamedFrom = "";

  /** That never changes (U14); empty of one that was just created, until it is looked at. */
  String id = "";

  /** Texts by the headings of {@link RandomRoster}, and the telephone; non-empty ones only. */
  final TreeMap<String, String> texts = new TreeMap<>();

  final TreeSet<String> importGroups = new TreeSet<>();
  final TreeSet<String> manualGroups = new TreeSet<>();
  final TreeSet<String> tags = new TreeSet<>();
  final TreeSet<String> access = new TreeSet<>();
  final TreeSet<String> lists = new TreeSet<>();

  /** Names of fields, as the API has them. */
  final TreeSet<String> handEdited = new TreeSet<>();

  boolean active = true;
  boolean byHand;
  boolean isProtected;
  String hash = "";
  String lastImport = "";

  /** When it is to become inactive, in ISO 8601; empty if it stays. */
  String leaving = "";

  /** As it was until it became inactive on that day; none if it did not, or was changed since. */
  Optional<ModelUser> untilItsDay = Optional.empty();

  /** As it was before it followed others: supervisors by new names, or a group's condition. */
  private ModelUser followed = this;

  ModelUser copy() {
    ModelUser copy = new ModelUser();
    copy.name = name;
    copy.renamedFrom = renamedFrom;
    copy.id = id;
    copy.texts.putAll(texts);
    copy.importGroups.addAll(importGroups);
    copy.manualGroups.addAll(manualGroups);
    copy.tags.addAll(tags);
    copy.access.addAll(access);
    copy.lists.addAll(lists);
    copy.handEdited.addAll(handEdited);
    copy.leaving = leaving;
    copy.active = active;
    copy.byHand = byHand;
    copy.isProtected = isProtected;
    copy.hash = hash;
    copy.lastImport = lastImport;
    return copy;
  }

  /**
   * The same after renames: by its own new name, and supervised by the same person (U14).
   *
   * @param names new names by old ones
   */
  ModelUser renamed(Map<String, String> names) {
    ModelUser renamed = copy();
    renamed.name = names.getOrDefault(name, name);
    renamed.renamedFrom = names.containsKey(name) ? name : renamedFrom;
    renamed.supervisedBy(names);
    if (!renamed.name.equals(name)) {
      return renamed;
    }
    return renamed.is(this) ? this : renamed.following(this);
  }

  /** The same, having followed others. */
  ModelUser following(ModelUser before) {
    followed = before.followed;
    return this;
  }

  /** Whether it is what another was, or has only followed others since. */
  boolean follows(ModelUser other) {
    return followed == other.followed;
  }

  /** Its supervisor goes by another name. */
  void supervisedBy(Map<String, String> names) {
    String supervisor = text("Vorgesetzter");
    set("Vorgesetzter", names.getOrDefault(supervisor, supervisor));
  }

  /** The same as if an import had written it last. */
  ModelUser copyBy(String importId) {
    ModelUser copy = copy();
    copy.lastImport = importId;
    return copy;
  }

  /** A stored user, with the names of import groups for their ids. */
  static ModelUser of(User user, String hash, Map<String, String> groupNames) {
    ModelUser model = new ModelUser();
    model.name = user.username();
    model.renamedFrom = user.renamedFrom();
    model.id = user.id();
    Map<String, String> fields =
        Map.of(
            "Vorname", user.firstName(),
            "Nachname", user.lastName(),
            "E-Mail", user.email(),
            "Telefon", user.phone(),
            "Vorgesetzter", user.supervisor());
    fields.forEach(model::set);
    user.properties().forEach(model::set);
    user.groups()
        .forEach(
            id -> {
              if (Group.isImported(id)) {
                model.importGroups.add(groupNames.getOrDefault(id, "no group " + id));
              } else {
                model.manualGroups.add(id);
              }
            });
    model.tags.addAll(user.tags());
    model.access.addAll(
        user.access().stream()
            .map(access -> access.product() + "/" + access.offer())
            .collect(Collectors.toSet()));
    model.lists.addAll(user.lists());
    model.handEdited.addAll(user.handEdited());
    model.leaving = user.leaves() ? user.leavingAt().toString() : "";
    model.active = user.status() == User.Status.ACTIVE;
    model.byHand = user.origin() == Origin.MANUAL;
    model.isProtected = user.isProtected();
    model.hash = hash;
    model.lastImport = user.lastImportId();
    return model;
  }

  /** Sets a text; an empty one is none. */
  void set(String name, String text) {
    if (text.isEmpty()) {
      texts.remove(name);
    } else {
      texts.put(name, text);
    }
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  boolean mayBeDeactivated() {
    return active && !byHand && !isProtected;
  }

  /** Whether it is active although the day has come on which it was to leave. */
  boolean isOverdue(Instant now) {
    return active && !leaving.isEmpty() && !Instant.parse(leaving).isAfter(now);
  }

  boolean is(ModelUser other) {
    return toString().equals(other.toString());
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(texts);
    shown.computeIfPresent("Nachname", (name, text) -> text.length() > 20 ? "Lang…" : text);
    return "%s %s %s %s %s %s lists=%s marked=%s %s%s%s%s hash=%s by=%s"
        .formatted(
            id,
            shown,
            importGroups,
            manualGroups,
            tags,
            access,
            lists,
            handEdited,
            active ? "active" : "inactive",
            active && !leaving.isEmpty() ? " leaves " + leaving : "",
            byHand ? " by hand" : "",
            isProtected ? " protected" : "",
            hash,
            lastImport);
  }

  /** Names of groups that a cell gives. */
  static Set<String> parts(String cell) {
    Set<String> parts = new TreeSet<>();
    for (String part : cell.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
