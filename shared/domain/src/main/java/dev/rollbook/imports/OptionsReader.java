package dev.rollbook.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.ImportOptions.EmptyCells;
import dev.rollbook.imports.ImportOptions.MatchBy;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks the options that somebody asks for, and puts the tenant's profile and the product's
 * defaults where they are silent (SPEC section 2, S6). Nothing unknown and nothing out of range
 * gets past it.
 */
public final class OptionsReader {

  private static final Set<String> KNOWN =
      Set.of(
          "format",
          "charset",
          "delimiter",
          "header",
          "sheet",
          "mapping",
          "matchBy",
          "emptyCells",
          "deactivateUnlisted",
          "dryRun",
          "review",
          "tags",
          "defaultGroup",
          "access",
          "notify",
          "rowLimit");

  private final TenantSettings settings;
  private final Set<String> properties;
  private final Function<String, Optional<Group>> groups;

  /**
   * A reader for one tenant.
   *
   * @param settings with the profile and the row limit
   * @param properties names of the tenant's properties, which a mapping may name
   * @param groups finds a group of the tenant by its id
   */
  public OptionsReader(
      TenantSettings settings, Set<String> properties, Function<String, Optional<Group>> groups) {
    this.settings = settings;
    this.properties = Set.copyOf(properties);
    this.groups = groups;
  }

  /**
   * The options of an import.
   *
   * @param asked an object as in {@code POST /imports}; its fields win over the profile's
   * @throws InvalidOptionsException naming every option that is unknown or out of range
   */
  public ImportOptions read(JsonNode asked) throws InvalidOptionsException {
    List<String> problems = new ArrayList<>();
    if (!asked.isObject()) {
      throw new InvalidOptionsException(List.of("options must be a JSON object"));
    }
    ObjectNode merged =
        settings.profile().options() instanceof ObjectNode profile
            ? profile.deepCopy()
            : ((ObjectNode) asked).objectNode();
    merged.setAll((ObjectNode) asked);
    merged
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                problems.add("there is no option '" + name + "'");
              }
            });
    Fields fields = new Fields(merged, problems);
    ImportOptions options =
        new ImportOptions(
            fields.oneOf("format", ImportOptions.AUTO, ImportOptions.AUTO, "csv", "xlsx", "xls"),
            charset(fields, problems),
            delimiter(fields),
            fields.flag("header", true),
            fields.text("sheet", ""),
            mapping(merged, problems),
            fields.oneOf("matchBy", "username", "username", "email").equals("email")
                ? MatchBy.EMAIL
                : MatchBy.USERNAME,
            fields.oneOf("emptyCells", "keep", "keep", "clear").equals("clear")
                ? EmptyCells.CLEAR
                : EmptyCells.KEEP,
            fields.flag("deactivateUnlisted", false),
            fields.flag("dryRun", false),
            fields.flag("review", false),
            tags(fields, problems),
            defaultGroup(fields, problems),
            access(merged, problems),
            notification(merged, problems),
            fields.number("rowLimit", settings.rowLimit(), 1, settings.rowLimit()));
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return options;
  }

  private static String charset(Fields fields, List<String> problems) {
    String name = fields.text("charset", ImportOptions.AUTO);
    try {
      if (!name.equals(ImportOptions.AUTO) && !Charset.isSupported(name)) {
        problems.add("charset: there is no charset '" + name + "'");
      }
    } catch (IllegalCharsetNameException e) {
      problems.add("charset: '" + name + "' is not the name of a charset");
    }
    return name;
  }

  private static String delimiter(Fields fields) {
    String delimiter =
        fields.oneOf(
            "delimiter", ImportOptions.AUTO, ImportOptions.AUTO, ";", ",", "\t", "|", "tab");
    return delimiter.equals("tab") ? "\t" : delimiter;
  }

  private List<Reading.Column> mapping(ObjectNode merged, List<String> problems) {
    List<Reading.Column> columns = new ArrayList<>();
    for (JsonNode entry : list(merged, "mapping", problems)) {
      JsonNode column = entry.path("column");
      String target = entry.path("target").asText();
      boolean named = column.isTextual() && !column.asText().isBlank();
      boolean numbered =
          column.isIntegralNumber() && column.canConvertToInt() && column.asInt() >= 1;
      Optional<Target> parsed = Target.parse(target);
      if (!named && !numbered) {
        problems.add("mapping: each entry needs a column, its header or its number from 1");
      } else if (parsed.isEmpty()) {
        problems.add(
            "mapping: column '" + column.asText() + "' cannot feed the target '" + target + "'");
      } else if (parsed.get() instanceof Target.Property property
          && !properties.contains(property.name())) {
        problems.add(
            "mapping: column '"
                + column.asText()
                + "' names the property '"
                + property.name()
                + "', which the tenant does not have");
      } else {
        columns.add(new Reading.Column(column.asText().strip(), parsed.get()));
      }
    }
    return columns;
  }

  private static List<String> tags(Fields fields, List<String> problems) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : list(fields.object(), "tags", problems)) {
      String text = tag.asText().strip();
      if (!tag.isTextual() || text.isEmpty() || text.contains(",")) {
        problems.add("tags: a tag is a text without commas");
      } else if (text.length() > Limits.VALUE_CHARACTERS) {
        problems.add("tags: a tag has " + Limits.VALUE_CHARACTERS + " characters at most");
      } else {
        tags.add(text);
      }
    }
    if (tags.size() > Limits.TAGS_PER_USER) {
      problems.add("tags: " + Limits.TAGS_PER_USER + " at most, not " + tags.size());
    }
    return tags;
  }

  private String defaultGroup(Fields fields, List<String> problems) {
    String id = fields.text("defaultGroup", Group.ROOT);
    Optional<Group> group = groups.apply(id);
    if (group.isEmpty()) {
      problems.add("defaultGroup: there is no group '" + id + "'");
    } else if (group.get().origin() == Origin.IMPORT || group.get().isConditional()) {
      problems.add("defaultGroup: '" + id + "' must be a MANUAL group without conditions");
    }
    return id;
  }

  private static List<Access> access(ObjectNode merged, List<String> problems) {
    List<Access> access = new ArrayList<>();
    for (JsonNode entry : list(merged, "access", problems)) {
      String product = entry.path("product").asText();
      String offer = entry.path("offer").asText();
      if (product.isBlank() || offer.isBlank()) {
        problems.add("access: each entry needs a product and an offer");
      } else {
        access.add(new Access(product, offer));
      }
    }
    return access;
  }

  private static Notify notification(ObjectNode merged, List<String> problems) {
    JsonNode asked = merged.path("notify");
    if (asked.isMissingNode() || asked.isNull()) {
      return Notify.NONE;
    }
    if (!(asked instanceof ObjectNode object)) {
      problems.add("notify: must be an object with send, language and template");
      return Notify.NONE;
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!Set.of("send", "language", "template").contains(name)) {
                problems.add("notify: there is no field '" + name + "'");
              }
            });
    List<String> wrong = new ArrayList<>();
    Fields fields = new Fields(object, wrong);
    Notify notify =
        new Notify(
            fields.flag("send", false), fields.text("language", ""), fields.text("template", ""));
    wrong.forEach(problem -> problems.add("notify." + problem));
    return notify;
  }

  private static Iterable<JsonNode> list(ObjectNode object, String name, List<String> problems) {
    JsonNode list = object.path(name);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      problems.add(name + ": must be a list");
      return List.of();
    }
    return list;
  }

  /** Fields of a JSON object, with what is wrong with them noted. */
  private record Fields(ObjectNode object, List<String> problems) {

    String text(String name, String absent) {
      JsonNode value = object.path(name);
      if (value.isMissingNode() || value.isNull()) {
        return absent;
      }
      if (!value.isTextual()) {
        problems.add(name + ": must be a text");
        return absent;
      }
      return value.asText();
    }

    String oneOf(String name, String absent, String... values) {
      String value = text(name, absent);
      if (!List.of(values).contains(value)) {
        problems.add(name + ": must be one of " + String.join(" ", values) + ", not " + value);
      }
      return value;
    }

    boolean flag(String name, boolean absent) {
      JsonNode value = object.path(name);
      if (value.isMissingNode() || value.isNull()) {
        return absent;
      }
      if (!value.isBoolean()) {
        problems.add(name + ": must be true or false");
      }
      return value.asBoolean();
    }

    int number(String name, int absent, int least, int most) {
      JsonNode value = object.path(name);
      if (value.isMissingNode() || value.isNull()) {
        return absent;
      }
      if (!value.canConvertToInt() || !value.isIntegralNumber()) {
        problems.add(name + ": must be a whole number from " + least + " to " + most);
        return absent;
      }
      int number = value.asInt();
      if (number < least || number > most) {
        problems.add(name + ": must be from " + least + " to " + most + ", not " + number);
      }
      return number;
    }
  }

  /** Options that an import cannot be made with. */
  public static final class InvalidOptionsException extends Exception {
    private static final long serialVersionUID = 1L;
    private final List<String> problems;

    private InvalidOptionsException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    /** What is wrong, an entry for each thing. */
    public List<String> problems() {
      return problems;
    }
  }
}
