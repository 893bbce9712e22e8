package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserId;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.roster.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A user as an item. A text that the user does not have is an absent attribute. Each property and
 * each group is an attribute of its own: so one update can join one group and leave another, and an
 * edit by hand of any other part is never in its way. For the same reason no projection can name
 * all of them and leave the password's hash out; {@link #user} drops it.
 */
final class UserItem {

  static final String STATUS = UserChange.STATUS;
  static final String LEAVING_AT = UserChange.LEAVING_AT;
  static final String ORIGIN = "origin";
  static final String PROTECTED = "protected";
  static final String TAGS = "tags";
  static final String ACCESS = "access";
  static final String PASSWORD_HASH = "passwordHash";
  static final String PASSWORD_SET_BY = "passwordSetBy";
  static final String CREATED_AT = "createdAt";
  static final String UPDATED_AT = "updatedAt";
  static final String LAST_IMPORT = "lastImportId";

  /** The hash of a password that an undo took away, kept for an undo of that (SPEC S11). */
  static final String FORMER_HASH = "formerPasswordHash";

  /** The batch of the last import whose plan wrote the user (SPEC A11). */
  static final String BATCH = "batch";

  /** The number of the turn that wrote the user last; set by imports alone. */
  static final String TURN = "turn";

  /** A token of the edit by hand that wrote the user last; set by hand alone. */
  static final String EDIT = "edit";

  /** What it was called before it got its name; set by the change of name alone. */
  static final String FORMER_USERNAME = "formerUsername";

  /** What it was renamed from, where that is not what it was called before: after an undo. */
  static final String RENAMED_FROM = "renamedFrom";

  /** Of a user that has had another name; else the id follows from what is stored anyway. */
  static final String ID = "id";

  private static final String EMAIL = "email";
  private static final String FIRST_NAME = "firstName";
  private static final String LAST_NAME = "lastName";
  private static final String PHONE = "phone";
  private static final String LANGUAGE = "language";
  private static final String SUPERVISOR = "supervisor";
  private static final String SECOND_SUPERVISOR = "secondSupervisor";
  private static final Set<String> TEXTS =
      Set.of(
          STATUS,
          LEAVING_AT,
          EMAIL,
          FIRST_NAME,
          LAST_NAME,
          PHONE,
          LANGUAGE,
          SUPERVISOR,
          SECOND_SUPERVISOR);

  private static final String PROPERTY_PREFIX = "p:";
  private static final String GROUP_PREFIX = "g:";
  private static final String LIST_PREFIX = "l:";
  private static final String HAND_EDITED_PREFIX = "h:";

  /** Attributes of parts that have one for each name, by what stands before it among the fields. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          Target.PROPERTY_PREFIX, PROPERTY_PREFIX,
          UserChange.LIST_PREFIX, LIST_PREFIX,
          UserChange.HAND_EDITED_PREFIX, HAND_EDITED_PREFIX);

  private UserItem() {}

  /** The attribute of a changing field. */
  static String attribute(String field) {
    for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
      if (field.startsWith(prefix.getKey())) {
        return prefix.getValue() + field.substring(prefix.getKey().length());
      }
    }
    if (!TEXTS.contains(field)) {
      throw new IllegalArgumentException("a user has no text field \"" + field + "\"");
    }
    return field;
  }

  /** The attribute that tells whether the user is in a group. */
  static String group(String id) {
    return GROUP_PREFIX + id;
  }

  /** The groups that the user is in. */
  static Set<String> groups(Map<String, AttributeValue> item) {
    return behind(GROUP_PREFIX, item);
  }

  private static Set<String> behind(String prefix, Map<String, AttributeValue> item) {
    return item.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  static Revision revision(Map<String, AttributeValue> item) {
    AttributeValue turn = item.get(TURN);
    AttributeValue batch = item.get(BATCH);
    return new Revision(
        turn == null ? "" : turn.n(),
        Values.text(item, EDIT),
        batch == null ? Revision.NO_BATCH : Integer.parseInt(batch.n()));
  }

  /** Whether a turn was the last to write the user. */
  static boolean isBy(Map<String, AttributeValue> item, Turn turn) {
    return revision(item).turn().equals(Long.toString(turn.number()))
        && Values.text(item, LAST_IMPORT).equals(turn.importId());
  }

  /** The set of an attribute of access; JSON, so that no product or offer can look like another. */
  static AttributeValue access(Collection<Access> access) {
    return Values.texts(
        access.stream().map(a -> Json.text(List.of(a.product(), a.offer()))).toList());
  }

  static User user(Map<String, AttributeValue> item) {
    Map<String, String> properties = new HashMap<>();
    item.forEach(
        (name, value) -> {
          if (name.startsWith(PROPERTY_PREFIX)) {
            properties.put(name.substring(PROPERTY_PREFIX.length()), value.s());
          }
        });
    String setBy = Values.text(item, PASSWORD_SET_BY);
    String leavingAt = Values.text(item, LEAVING_AT);
    return User.named(Values.text(item, Key.SK), Instant.parse(Values.text(item, CREATED_AT)))
        .id(id(item))
        .formerUsername(Values.text(item, FORMER_USERNAME))
        .renamedFrom(
            Values.text(item, item.containsKey(RENAMED_FROM) ? RENAMED_FROM : FORMER_USERNAME))
        .email(Values.text(item, EMAIL))
        .firstName(Values.text(item, FIRST_NAME))
        .lastName(Values.text(item, LAST_NAME))
        .phone(Values.text(item, PHONE))
        .language(Values.text(item, LANGUAGE))
        .status(User.Status.valueOf(Values.text(item, STATUS)))
        .origin(Origin.valueOf(Values.text(item, ORIGIN)))
        .isProtected(item.containsKey(PROTECTED) && item.get(PROTECTED).bool())
        .properties(properties)
        .groups(groups(item))
        .tags(texts(item, TAGS))
        .access(texts(item, ACCESS).stream().map(UserItem::access).collect(Collectors.toSet()))
        .supervisor(Values.text(item, SUPERVISOR))
        .secondSupervisor(Values.text(item, SECOND_SUPERVISOR))
        .passwordSetBy(setBy.isEmpty() ? PasswordSetBy.NOBODY : PasswordSetBy.valueOf(setBy))
        .updatedAt(Instant.parse(Values.text(item, UPDATED_AT)))
        .lastImportId(Values.text(item, LAST_IMPORT))
        .lists(behind(LIST_PREFIX, item))
        .handEdited(behind(HAND_EDITED_PREFIX, item))
        .leavingAt(leavingAt.isEmpty() ? User.STAYS : Instant.parse(leavingAt))
        .revision(revision(item).text())
        .build();
  }

  /** The id of a user (SPEC U14). */
  static String id(Map<String, AttributeValue> item) {
    return item.containsKey(ID)
        ? Values.text(item, ID)
        : UserId.of(
            DirectoryKeys.tenantOfUser(Values.text(item, Key.PK)),
            Values.text(item, Key.SK),
            Instant.parse(Values.text(item, CREATED_AT)));
  }

  /** The item of a user made by hand. */
  static Map<String, AttributeValue> item(String tenant, User user, String passwordHash) {
    Map<String, AttributeValue> item =
        new HashMap<>(DirectoryKeys.user(tenant, user.username()).item());
    text(item, EMAIL, user.email());
    text(item, FIRST_NAME, user.firstName());
    text(item, LAST_NAME, user.lastName());
    text(item, PHONE, user.phone());
    text(item, LANGUAGE, user.language());
    text(item, SUPERVISOR, user.supervisor());
    text(item, SECOND_SUPERVISOR, user.secondSupervisor());
    text(item, LAST_IMPORT, user.lastImportId());
    item.put(STATUS, Values.text(user.status().name()));
    item.put(ORIGIN, Values.text(user.origin().name()));
    if (user.isProtected()) {
      item.put(PROTECTED, Values.flag(true));
    }
    user.properties().forEach((name, value) -> text(item, PROPERTY_PREFIX + name, value));
    user.groups().forEach(id -> item.put(group(id), Values.flag(true)));
    user.lists().forEach(name -> text(item, LIST_PREFIX + name, name));
    user.handEdited().forEach(name -> text(item, HAND_EDITED_PREFIX + name, name));
    if (!user.leavingAt().equals(User.STAYS)) {
      item.put(LEAVING_AT, Values.time(user.leavingAt()));
    }
    if (!user.tags().isEmpty()) {
      item.put(TAGS, Values.texts(user.tags()));
    }
    if (!user.access().isEmpty()) {
      item.put(ACCESS, access(user.access()));
    }
    if (!passwordHash.isEmpty()) {
      item.put(PASSWORD_HASH, Values.text(passwordHash));
      item.put(PASSWORD_SET_BY, Values.text(user.passwordSetBy().name()));
    }
    item.put(CREATED_AT, Values.time(user.createdAt()));
    item.put(UPDATED_AT, Values.time(user.updatedAt()));
    item.put(EDIT, EditToken.next());
    return item;
  }

  private static void text(Map<String, AttributeValue> item, String name, String value) {
    if (!value.isEmpty()) {
      item.put(name, Values.text(value));
    }
  }

  private static Set<String> texts(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Set.copyOf(item.get(name).ss()) : Set.of();
  }

  private static Access access(String json) {
    String[] pair = Json.parse(json, String[].class);
    return new Access(pair[0], pair[1]);
  }

  /** The item of a user that an import makes. */
  static Map<String, AttributeValue> imported(
      Key key, UserWrite write, String passwordHash, Turn turn, Instant now) {
    UserChange change = write.change();
    Map<String, AttributeValue> item = new HashMap<>(key.item());
    item.put(STATUS, Values.text(User.Status.ACTIVE.name()));
    item.put(ORIGIN, Values.text(Origin.IMPORT.name()));
    change.fields().forEach((field, text) -> text(item, attribute(field), text.after()));
    change.join().forEach(id -> item.put(group(id), Values.flag(true)));
    if (!change.tags().isEmpty()) {
      item.put(TAGS, Values.texts(change.tags()));
    }
    if (!change.access().isEmpty()) {
      item.put(ACCESS, access(new HashSet<>(change.access())));
    }
    if (!passwordHash.isEmpty()) {
      item.put(PASSWORD_HASH, Values.text(passwordHash));
      item.put(PASSWORD_SET_BY, Values.text(PasswordSetBy.IMPORT.name()));
    }
    item.put(CREATED_AT, Values.time(now));
    item.put(UPDATED_AT, Values.time(now));
    item.put(LAST_IMPORT, Values.text(turn.importId()));
    item.put(TURN, Values.number(turn.number()));
    if (write.batch() != Revision.NO_BATCH) {
      item.put(BATCH, Values.number(write.batch()));
    }
    return item;
  }
}
