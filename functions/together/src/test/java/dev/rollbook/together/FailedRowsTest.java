package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file to mend, from the rows that fail to those that are mended (SPEC A12). */
class FailedRowsTest {

  private static final String SYNC = "{\"deactivateUnlisted\": true}";

  /** Rows that fail when they are read, and one that fails only beside its stored user. */
  private static final String[] ROSTER = {
    "username;lastName;Passwort;Room;phone;tags;Site",
    "ada;Ada;SECRET1;12;=1+1;;",
    ";Nameless;SECRET2;13;+49 221 1;;",
    "twice;One;SECRET3;14;;;Bonn",
    "twice;Two;SECRET4;14;;;Bonn",
    "bell;Be\u0007ll;SECRET5;15;;;",
    "many;Many;SECRET6; 16 ;;one-more;",
    "eve;Eve;x;SECRET7;17;;;y",
  };

  private final Path scratch;
  private final OneTenant tenant;

  FailedRowsTest(@TempDir Path scratch) {
    this.scratch = scratch;
    tenant = new OneTenant(scratch);
    tenant.pipeline.cloud.tenants.putProperty(
        OneTenant.TENANT,
        new Property("Site", Property.Type.DROPDOWN, List.of("", "Bonn", "Köln"), false));
  }

  /**
   * The roster's rows after users who will not be in the file to mend, one of them full of tags.
   */
  private Import failing(String options) {
    String tags =
        IntStream.rangeClosed(1, 50).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
    tenant.imports("{}", "username;tags", "zoe;", "zack;", "many;\"" + tags + "\"");
    Import failing = tenant.imports(options, ROSTER);
    assertThat(failing.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
    assertThat(failing.counts().failed()).isEqualTo(6);
    return failing;
  }

  private List<String> lines(Import of) {
    return tenant.download(of, "failed.csv").substring(1).lines().toList();
  }

  @Test
  void shouldHaveTheFailedRowsAsTheyWereUploadedBehindTheirReasons() { // SPEC A12
    Import failing = failing("{}");
    String mark = "(Rollbook " + failing.importId() + " CSV -3)";

    List<String> lines = lines(failing);

    assertThat(lines.get(0))
        .isEqualTo(
            "Row %s,Code %s,Reason %s,username,lastName,Room,phone,tags,Site"
                .formatted(mark, mark, mark));
    assertThat(lines.subList(1, lines.size()))
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .startsWith("3,USERNAME_MISSING,")
                    .endsWith(",,Nameless,13,'+49 221 1,,"),
            row ->
                assertThat(row)
                    .startsWith("4,DUPLICATE_USERNAME,")
                    .endsWith(",twice,One,14,,,Bonn"),
            row ->
                assertThat(row)
                    .startsWith("5,DUPLICATE_USERNAME,")
                    .endsWith(",twice,Two,14,,,Bonn"),
            row ->
                assertThat(row)
                    .startsWith("6,INVALID_CHARACTER,")
                    .endsWith(",bell,Be\u0007ll,15,,,"),
            row ->
                assertThat(row)
                    .startsWith("7,TOO_MANY_TAGS,")
                    .endsWith(",many,Many, 16 ,,one-more,"),
            row -> assertThat(row).startsWith("8,MALFORMED_ROW,").endsWith(",eve,Eve,,17,,,y"));
  }

  @Test
  void shouldLeaveNoPasswordBehind() throws IOException { // SPEC A8
    failing("{}");

    for (String key : tenant.pipeline.cloud.results.keys()) {
      byte[] object = tenant.pipeline.cloud.results.get(key).orElseThrow();
      String text = new String(object, StandardCharsets.ISO_8859_1);
      if (key.startsWith("rows/")) {
        text =
            new String(
                new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes(),
                StandardCharsets.ISO_8859_1);
      } else if (key.endsWith(".xlsx")) {
        text = String.join("", parts(object, UnaryOperator.identity()).values());
      }
      assertThat(text).as(key).doesNotContain("SECRET");
    }
  }

  @Test
  void shouldMendExactlyTheseAndDeactivateNobody() { // SPEC A12
    Import failing = failing("{}");
    String mended =
        tenant
            .download(failing, "failed.csv")
            .replace(",,Nameless,", ",cy,Cy,")
            .replace("twice,Two", "thrice,Two")
            .replace("Be\u0007ll", "Bell")
            .replace("one-more", "t1")
            .replaceAll("(?m)eve,Eve,.*$", "eve,Eve,17,,,");

    Import again = tenant.imports(SYNC, mended.getBytes(StandardCharsets.UTF_8));

    assertThat(again.status()).isEqualTo(Status.COMPLETED);
    assertThat(again.reading().resendOf()).isEqualTo(failing.importId());
    assertThat(again.reading().ignoredColumns()).containsExactly("Room");
    assertThat(again.counts().created()).isEqualTo(5);
    assertThat(again.counts().updated()).isEqualTo(1);
    assertThat(again.counts().deactivated()).isZero();
    assertThat(again.deactivation()).isEqualTo(Deactivation.SKIPPED);
    assertThat(tenant.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenant.with(User.Status.ACTIVE))
        .containsExactly("ada", "bell", "cy", "eve", "many", "thrice", "twice", "zack", "zoe");
    assertThat(tenant.user("cy").phone()).isEqualTo("+49 221 1");
    assertThat(tenant.user("thrice").properties()).containsEntry("Site", "Bonn");
    assertThat(tenant.result(again, "deactivations.csv")).isEmpty();
    assertThat(tenant.result(again, "failed.csv")).isEmpty();
  }

  @Test
  void shouldMarkAndExplainTheFaultyCellsOfTheWorkbookAndOfferOptions() throws IOException {
    Import failing = failing("{}");
    var parts = parts(tenant.result(failing, "failed.xlsx").orElseThrow(), text -> text);

    String comments = parts.get("xl/comments1.xml");
    assertThat(comments)
        .contains("ref=\"D2\"", "ref=\"D3\"", "ref=\"E3\"", "ref=\"E5\"", "ref=\"H6\"")
        .contains("lastName&#x201d; has a character", "The user would have 51 tags");
    String sheet = parts.get("xl/worksheets/sheet1.xml");
    assertThat(sheet)
        .contains("sqref=\"I2:I1048576\" type=\"list\"", "'Options'!$I$2:$I$4", "Be_x0007_ll")
        .contains(">+49 221 1<", "> 16 <");
    String faulty = sheet.replaceAll("(?s).*<c r=\"H6\" s=\"(\\d+)\".*", "$1");
    assertThat(sheet)
        .containsPattern("r=\"E5\" s=\"" + faulty + "\"")
        .doesNotContainPattern("r=\"D5\" s=\"" + faulty + "\"");
    assertThat(parts.get("xl/styles.xml")).contains("FFC7CE");
  }

  @Test
  void shouldTakeTheMendedWorkbookToo() throws IOException { // SPEC A12
    Import failing = failing("{}");
    byte[] mended =
        zip(
            parts(
                tenant.result(failing, "failed.xlsx").orElseThrow(),
                text -> text.replace("Be_x0007_ll", "Bell").replace(">one-more<", ">t2<")));

    Import again = tenant.imports(SYNC, mended);

    assertThat(again.reading().format()).isEqualTo("xlsx");
    assertThat(again.reading().resendOf()).isEqualTo(failing.importId());
    assertThat(again.counts().created()).isEqualTo(1);
    assertThat(again.counts().updated()).isEqualTo(1);
    assertThat(again.counts().failed()).isEqualTo(4);
    assertThat(again.counts().deactivated()).isZero();
    assertThat(lines(again).subList(1, 5))
        .as("what still fails, once more")
        .extracting(line -> line.split(",", -1)[1])
        .containsExactly(
            "USERNAME_MISSING", "DUPLICATE_USERNAME", "DUPLICATE_USERNAME", "MALFORMED_ROW");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SYNC, "{\"leavers\": true}", "{\"deactivateUnlisted\": true, \"list\": \"l\"}"})
  void shouldDeactivateNobodyWhateverTheOptionsSay(String options) { // SPEC A12
    tenant.imports("{\"list\": \"l\"}", "username", "ada", "ben", "cy");

    Import again =
        tenant.imports(
            options, "username;Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNP CSV)", "ada;of nobody");

    assertThat(again.status()).isEqualTo(Status.COMPLETED);
    assertThat(again.reading().resendOf()).isEqualTo("01J9ZQ4T5X7A8B9CDEFGHJKMNP");
    assertThat(again.deactivation()).isEqualTo(Deactivation.SKIPPED);
    assertThat(tenant.with(User.Status.ACTIVE)).containsExactly("ada", "ben", "cy");
    assertThat(tenant.user("ben").lists()).containsExactly("l");
  }

  @Test
  void shouldNotWaitForTheFileOfADryRun() { // SPEC S4
    Import dry = failing("{\"dryRun\": true, \"deactivateUnlisted\": true}");

    assertThat(lines(dry)).hasSize(7);
  }

  @Test
  void shouldLeaveNoFileWhereNothingFailed() {
    Import sound = tenant.imports("{}", "username", "ada");

    assertThat(tenant.result(sound, "failed.csv")).isEmpty();
    assertThat(tenant.result(sound, "failed.xlsx")).isEmpty();
  }

  private Map<String, String> parts(byte[] workbook, UnaryOperator<String> change)
      throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    Path file = Files.write(scratch.resolve("failed.xlsx"), workbook);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        parts.put(entry.getName(), change.apply(new String(content, StandardCharsets.UTF_8)));
      }
    }
    return parts;
  }

  private static byte[] zip(Map<String, String> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
