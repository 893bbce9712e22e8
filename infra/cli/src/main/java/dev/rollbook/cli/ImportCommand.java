package dev.rollbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollbook import FILE}. */
@Command(name = "import", description = "Imports a roster and prints the summary.")
final class ImportCommand extends ApiCommand {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  @Parameters(paramLabel = "FILE", description = "A roster: CSV, XLSX or XLS.")
  private Path file = Path.of("");

  @Option(names = "--name", description = "The import's name. Default: the file's, and the time.")
  private String name = "";

  @Option(
      names = "--deactivate-unlisted",
      description = "Set users inactive that the roster does not list.")
  private boolean deactivateUnlisted;

  @Option(names = "--dry-run", description = "Do everything but write users.")
  private boolean dryRun;

  @Option(names = "--review", description = "Stop after reading, for a look at the preview.")
  private boolean review;

  @Option(names = "--match-by", paramLabel = "username|email", description = "What names a user.")
  private String matchBy = "";

  @Option(names = "--delimiter", paramLabel = "C", description = "One of ; , | tab.")
  private String delimiter = "";

  @Option(names = "--charset", paramLabel = "C", description = "The CSV's charset.")
  private String charset = "";

  @Option(names = "--no-header", description = "The first row is a user.")
  private boolean noHeader;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=TARGET",
      description = "What a column feeds, by its header or number.")
  private List<String> mapping = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "T", description = "A tag for every listed user.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--group", paramLabel = "G", description = "The group of users it creates.")
  private String group = "";

  @Option(
      names = "--empty-cells",
      paramLabel = "keep|clear",
      description = "What an empty cell does.")
  private String emptyCells = "";

  @Option(names = "--row-limit", paramLabel = "N", description = "Rows to process at most.")
  private int rowLimit;

  @Option(
      names = "--list",
      paramLabel = "L",
      description = "The list that the roster is; it puts out its own people alone.")
  private String list = "";

  @Option(
      names = "--grace-days",
      paramLabel = "N",
      description = "Days for which unlisted users stay active.")
  private int graceDays;

  @Option(names = "--leavers", description = "The roster names who is to leave.")
  private boolean leavers;

  @Option(
      names = "--new-users",
      paramLabel = "create|skip",
      description = "What becomes of rows whose username is unknown.")
  private String newUsers = "";

  @Option(
      names = "--existing-users",
      paramLabel = "update|fillEmpty|skip",
      description = "What becomes of rows whose username is known.")
  private String existingUsers = "";

  @Option(
      names = "--hand-edits",
      paramLabel = "overwrite|keep",
      description = "What becomes of fields that were changed by hand.")
  private String handEdits = "";

  @Option(
      names = "--set",
      paramLabel = "OPTION=JSON",
      description = "Any option as the API takes it, such as tags='[\"2026\"]'.")
  private List<String> set = new ArrayList<>();

  @Option(names = "--json", description = "Print the summary's JSON alone.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new CommandException("there is no file " + file + " that can be read");
    }
    return super.call();
  }

  @Override
  void prepare(Connection connection) {
    connection.expectImport();
  }

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    ObjectNode wanted = ApiClient.JSON.createObjectNode();
    String fileName = file.getFileName().toString();
    wanted.put(
        "name",
        name.isEmpty()
            ? fileName + " " + TIME.format(LocalDateTime.now(ZoneId.systemDefault()))
            : name);
    wanted.put("fileName", fileName);
    wanted.put("size", Files.size(file));
    wanted.set("options", options());
    JsonNode created = client.post("/imports", wanted);
    client.upload(created.path("upload"), file);
    JsonNode ended = ImportWait.until(client, created.path("importId").asText(), err());
    if (json) {
      print(ended);
    } else {
      SummaryTable table = SummaryTable.of(client);
      table.print(ended, out());
      table.printFirstNames(client, ended, out());
      if (ended.path("status").asText().equals("AWAITING_REVIEW")) {
        String path = "/imports/" + ended.path("importId").asText();
        PreviewTable.print(path, client.get(path + "/preview"), out());
      }
    }
    return exitCode(ended);
  }

  private ObjectNode options() {
    ObjectNode options = ApiClient.JSON.createObjectNode();
    putText(options, "matchBy", matchBy);
    putText(options, "delimiter", delimiter);
    putText(options, "charset", charset);
    putText(options, "defaultGroup", group);
    putText(options, "emptyCells", emptyCells);
    putFlag(options, "deactivateUnlisted", deactivateUnlisted);
    putFlag(options, "dryRun", dryRun);
    putFlag(options, "review", review);
    putText(options, "list", list);
    putFlag(options, "leavers", leavers);
    putText(options, "newUsers", newUsers);
    putText(options, "existingUsers", existingUsers);
    putText(options, "handEdits", handEdits);
    if (noHeader) {
      options.put("header", false);
    }
    if (graceDays != 0) {
      options.put("graceDays", graceDays);
    }
    if (rowLimit != 0) {
      options.put("rowLimit", rowLimit);
    }
    if (!tags.isEmpty()) {
      tags.forEach(options.putArray("tags")::add);
    }
    if (!mapping.isEmpty()) {
      var columns = options.putArray("mapping");
      for (String entry : mapping) {
        int equals = entry.lastIndexOf('=');
        if (equals < 1) {
          throw new CommandException("--map takes COLUMN=TARGET, not " + entry);
        }
        String column = entry.substring(0, equals);
        ObjectNode mapped = columns.addObject();
        if (column.matches("[1-9][0-9]{0,3}")) {
          mapped.put("column", Integer.parseInt(column));
        } else {
          mapped.put("column", column);
        }
        mapped.put("target", entry.substring(equals + 1));
      }
    }
    for (String entry : set) {
      int equals = entry.indexOf('=');
      if (equals < 1) {
        throw new CommandException("--set takes OPTION=JSON, not " + entry);
      }
      options.set(entry.substring(0, equals), json(entry.substring(equals + 1), entry));
    }
    return options;
  }

  private static JsonNode json(String text, String entry) {
    try {
      JsonNode value = ApiClient.JSON.readTree(text);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JsonProcessingException e) {
      throw new CommandException("--set takes OPTION=JSON; this is not JSON: " + entry);
    }
    throw new CommandException("--set takes OPTION=JSON; there is no value in " + entry);
  }

  private static void putText(ObjectNode options, String name, String value) {
    if (!value.isEmpty()) {
      options.put(name, value);
    }
  }

  private static void putFlag(ObjectNode options, String name, boolean value) {
    if (value) {
      options.put(name, true);
    }
  }

  /** 0 completed, 2 completed with failed rows or held deactivations, 1 failed (SPEC section 9). */
  static int exitCode(JsonNode summary) {
    String status = summary.path("status").asText();
    if (status.equals("AWAITING_REVIEW")) {
      return 0;
    }
    if (!status.startsWith("COMPLETED")) {
      return Rollbook.FAILED;
    }
    boolean held = summary.path("deactivation").path("state").asText().equals("HELD");
    return held || summary.path("counts").path("failed").asLong() > 0 ? 2 : 0;
  }
}
