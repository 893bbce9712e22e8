package dev.rollbook.testkit;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserId;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.roster.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A user of the fake with its password's hash, changed part by part. */
final class StoredUser {

  /** DynamoDB's limit of an item; names and all else than texts are small beside it. */
  private static final int MOST_BYTES = 400 * 1024;

  private final String id;
  private final String username;
  private String formerUsername = "";
  private String renamedFrom = "";
  private final Origin origin;
  private final Instant createdAt;

  /** By field name, properties included, none empty. */
  private Map<String, String> texts;

  private boolean isProtected;
  private Set<String> groups;
  private Set<String> tags;
  private Set<Access> access;
  private PasswordSetBy passwordSetBy;

  /** Empty for none. */
  private String passwordHash;

  private Instant updatedAt;
  private String lastImportId;

  /** Of the turn that wrote it last, 0 for none. */
  private long turn;

  /** The number of the edit by hand that wrote it last, 0 for none. */
  private long edit;

  /** Of the import that wrote it last. */
  private int batch = Revision.NO_BATCH;

  /** Of a password that an undo took away; empty for none. */
  private String formerHash = "";

  private StoredUser(String id, String username, Origin origin, Instant createdAt) {
    this.id = id;
    this.username = username;
    this.origin = origin;
    this.createdAt = createdAt;
  }

  /** A new user of an import. */
  static StoredUser imported(String tenant, String username, Instant now) {
    String id = UserId.of(tenant, username, now);
    StoredUser stored = new StoredUser(id, username, Origin.IMPORT, now);
    stored.texts = Map.of(UserChange.STATUS, User.Status.ACTIVE.name());
    stored.groups = Set.of();
    stored.tags = Set.of();
    stored.access = Set.of();
    stored.passwordSetBy = PasswordSetBy.NOBODY;
    stored.passwordHash = "";
    stored.updatedAt = now;
    stored.lastImportId = "";
    return stored;
  }

  /** A new user made by hand. */
  static StoredUser of(String tenant, User user, String passwordHash, long edit) {
    String id = UserId.of(tenant, user.username(), user.createdAt());
    StoredUser stored = new StoredUser(id, user.username(), user.origin(), user.createdAt());
    Map<String, String> texts = user.texts();
    user.lists().forEach(name -> texts.put(UserChange.LIST_PREFIX + name, name));
    user.handEdited().forEach(name -> texts.put(UserChange.HAND_EDITED_PREFIX + name, name));
    if (!user.leavingAt().equals(User.STAYS)) {
      texts.put(UserChange.LEAVING_AT, user.leavingAt().toString());
    }
    texts.values().removeIf(String::isEmpty);
    stored.texts = texts;
    stored.isProtected = user.isProtected();
    stored.groups = user.groups();
    stored.tags = user.tags();
    stored.access = user.access();
    stored.passwordSetBy = passwordHash.isEmpty() ? PasswordSetBy.NOBODY : user.passwordSetBy();
    stored.passwordHash = passwordHash;
    stored.updatedAt = user.updatedAt();
    stored.lastImportId = user.lastImportId();
    stored.edit = edit;
    return stored;
  }

  private StoredUser copy() {
    return copy(username);
  }

  private StoredUser copy(String name) {
    StoredUser copy = new StoredUser(id, name, origin, createdAt);
    copy.formerUsername = formerUsername;
    copy.renamedFrom = renamedFrom;
    copy.texts = texts;
    copy.isProtected = isProtected;
    copy.groups = groups;
    copy.tags = tags;
    copy.access = access;
    copy.passwordSetBy = passwordSetBy;
    copy.passwordHash = passwordHash;
    copy.updatedAt = updatedAt;
    copy.lastImportId = lastImportId;
    copy.turn = turn;
    copy.edit = edit;
    copy.batch = batch;
    copy.formerHash = formerHash;
    return copy;
  }

  /** The same user as an import's change leaves it. */
  StoredUser with(UserWrite write, Turn by, Instant now) {
    UserChange change = write.change();
    String hash = write.passwordHash();
    StoredUser changed = copy();
    Map<String, String> after = new HashMap<>();
    change.texts().forEach((field, text) -> after.put(field, text.after()));
    changed.change(after, change.join(), change.leave());
    changed.tags = without(union(tags, change.tags()), change.back().tags());
    changed.access =
        without(union(access, Set.copyOf(change.access())), Set.copyOf(change.back().access()));
    if (change.password() && !hash.isEmpty() && passwordHash.isEmpty()) {
      changed.passwordHash = hash;
      changed.passwordSetBy = PasswordSetBy.IMPORT;
      changed.formerHash = "";
    }
    switch (change.back().password()) {
      case KEPT -> {
        // It stays.
      }
      case TAKEN -> {
        changed.formerHash = passwordHash;
        changed.passwordHash = "";
        changed.passwordSetBy = PasswordSetBy.NOBODY;
      }
      case RESTORED -> {
        changed.passwordHash = formerHash;
        changed.passwordSetBy = PasswordSetBy.IMPORT;
        changed.formerHash = "";
      }
    }
    changed.updatedAt = now;
    changed.lastImportId = by.importId();
    changed.turn = by.number();
    changed.batch = write.batch() == Revision.NO_BATCH ? batch : write.batch();
    return changed;
  }

  /** The same user by another name; one that moves on in a turn keeps its first one. */
  StoredUser with(UserMove move, long byTurn, Instant now) {
    StoredUser moved = copy(move.to());
    if (turn != byTurn) {
      moved.formerUsername = username;
      moved.renamedFrom = move.renamedFrom();
    }
    moved.change(move.texts(), Set.of(), Set.of());
    moved.updatedAt = now;
    moved.turn = byTurn;
    return moved;
  }

  /** The same user as an edit by hand leaves it. */
  StoredUser with(UserEdit by, Instant now, long nextEdit) {
    StoredUser changed = copy();
    changed.change(by.fields(), by.join(), by.leave());
    changed.isProtected = by.isProtected().orElse(isProtected);
    changed.tags = by.tags().orElse(tags);
    changed.access = by.access().orElse(access);
    by.passwordHash()
        .ifPresent(
            hash -> {
              changed.formerHash = "";
              changed.passwordHash = hash;
              changed.passwordSetBy = PasswordSetBy.USER;
            });
    changed.updatedAt = now;
    changed.edit = nextEdit;
    return changed;
  }

  /** Empty texts go; a group both joined and left is joined. */
  private void change(Map<String, String> after, Set<String> join, Set<String> leave) {
    Map<String, String> changedTexts = new HashMap<>(texts);
    changedTexts.putAll(after);
    changedTexts.values().removeIf(String::isEmpty);
    texts = changedTexts;
    Set<String> changedGroups = new HashSet<>(groups);
    changedGroups.removeAll(leave);
    changedGroups.addAll(join);
    groups = changedGroups;
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static <T> Set<T> without(Set<T> all, Set<T> some) {
    Set<T> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  User user() {
    Map<String, String> properties = new HashMap<>();
    named(Target.PROPERTY_PREFIX)
        .forEach(name -> properties.put(name, texts.get(Target.PROPERTY_PREFIX + name)));
    String leavingAt = texts.getOrDefault(UserChange.LEAVING_AT, "");
    return User.named(username, createdAt)
        .id(id)
        .formerUsername(formerUsername)
        .renamedFrom(renamedFrom)
        .email(text(Target.Field.EMAIL))
        .firstName(text(Target.Field.FIRST_NAME))
        .lastName(text(Target.Field.LAST_NAME))
        .phone(text(Target.Field.PHONE))
        .language(text(Target.Field.LANGUAGE))
        .status(User.Status.valueOf(texts.get(UserChange.STATUS)))
        .origin(origin)
        .isProtected(isProtected)
        .properties(properties)
        .groups(groups)
        .tags(tags)
        .access(access)
        .supervisor(text(Target.Field.SUPERVISOR))
        .secondSupervisor(text(Target.Field.SECOND_SUPERVISOR))
        .passwordSetBy(passwordSetBy)
        .updatedAt(updatedAt)
        .lastImportId(lastImportId)
        .lists(named(UserChange.LIST_PREFIX))
        .handEdited(named(UserChange.HAND_EDITED_PREFIX))
        .leavingAt(leavingAt.isEmpty() ? User.STAYS : Instant.parse(leavingAt))
        .revision(revisionText())
        .build();
  }

  /** What stands behind a prefix among the names of the texts. */
  private Set<String> named(String prefix) {
    return texts.keySet().stream()
        .filter(field -> field.startsWith(prefix))
        .map(field -> field.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  private String text(Target target) {
    return texts.getOrDefault(target.text(), "");
  }

  String username() {
    return username;
  }

  String passwordHash() {
    return passwordHash;
  }

  String revisionText() {
    return revision().text();
  }

  Revision revision() {
    return new Revision(number(turn), number(edit), batch);
  }

  private static String number(long number) {
    return number == 0 ? "" : Long.toString(number);
  }

  long turn() {
    return turn;
  }

  /** Whether a turn was the last to write it. */
  boolean isBy(Turn writer) {
    return turn == writer.number() && lastImportId.equals(writer.importId());
  }

  boolean isTooLarge() {
    return texts.values().stream()
            .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum()
        > MOST_BYTES;
  }
}
