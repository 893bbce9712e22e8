package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * XLS workbooks whose container ([MS-CFB]) leads in circles, out of the file, or says it has what
 * it has not. Each is read or refused with a code, in time and in the memory that parse has.
 */
@Timeout(60)
class HostileContainersTest {

  private static final int SECTOR = 512;
  private static final int ENTRY = 128;

  // Offsets of the header.
  private static final int SECTOR_SHIFT = 0x1E;
  private static final int MINI_SHIFT = 0x20;
  private static final int FAT_COUNT = 0x2C;
  private static final int DIRECTORY = 0x30;
  private static final int MINI_CUTOFF = 0x38;
  private static final int MINI_FAT = 0x3C;
  private static final int MINI_FAT_COUNT = 0x40;
  private static final int DIFAT = 0x44;
  private static final int DIFAT_COUNT = 0x48;
  private static final int FIRST_FAT = 0x4C;

  // Offsets of an entry of the directory.
  private static final int NAME_LENGTH = 0x40;
  private static final int TYPE = 0x42;
  private static final int LEFT = 0x44;
  private static final int RIGHT = 0x48;
  private static final int CHILD = 0x4C;
  private static final int START = 0x74;
  private static final int SIZE = 0x78;

  /** Numbers that mean something else, or nothing, where a sector or an entry is to stand. */
  private static final List<Integer> ODD =
      List.of(-1, -2, -3, -4, -5, 0, 1, 0x7FFFFFFF, 0x7FFFFF00, 1_000_000, Integer.MIN_VALUE);

  /** Entries of a directory, of which the least that are too many. */
  private static final int TOO_MANY = 32_768 + 32;

  private static final byte[] STREAM = stream();
  private static final byte[] WORKBOOK = packed(STREAM, root -> {});

  /** One whose workbook lies in small sectors. */
  private static final byte[] SMALL = packed(Arrays.copyOf(STREAM, 4_000), root -> {});

  /** One that has a storage beside the workbook. */
  private static final byte[] STORAGE =
      packed(STREAM, root -> put(storage(root, "Beside"), "Within", new byte[100]));

  @TempDir private Path folder;

  /** A container to be spoilt. */
  private static final class Container {
    final ByteBuffer bytes;

    Container(byte[] content) {
      this.bytes = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where a sector begins. */
    static int sector(int number) {
      return (number + 1) * SECTOR;
    }

    /** Where the table says what follows a sector. */
    int next(int sector) {
      return sector(bytes.getInt(FIRST_FAT + sector / (SECTOR / 4) * 4))
          + sector % (SECTOR / 4) * 4;
    }

    /** Where an entry of the directory begins. */
    int entry(int number) {
      int sector = bytes.getInt(DIRECTORY);
      for (int skipped = number / (SECTOR / ENTRY); skipped > 0; skipped--) {
        sector = bytes.getInt(next(sector));
      }
      return sector(sector) + number % (SECTOR / ENTRY) * ENTRY;
    }

    /** Where the entry of that name begins. */
    int entry(String name) {
      byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
      return IntStream.range(0, 1_000)
          .map(this::entry)
          .filter(at -> Arrays.equals(bytes.array(), at, at + text.length, text, 0, text.length))
          .findFirst()
          .orElseThrow();
    }

    /** The sectors of the workbook, in their order. */
    List<Integer> sectors() {
      List<Integer> sectors = new ArrayList<>();
      for (int sector = bytes.getInt(entry("Workbook") + START);
          sector >= 0;
          sector = bytes.getInt(next(sector))) {
        sectors.add(sector);
      }
      return sectors;
    }

    void put(int at, int value) {
      bytes.putInt(at, value);
    }
  }

  private static Arguments spoilt(String name, Consumer<Container> how) {
    return spoilt(name, WORKBOOK, how);
  }

  private static Arguments spoilt(String name, byte[] content, Consumer<Container> how) {
    Container container = new Container(content);
    how.accept(container);
    return Arguments.of(name, container.bytes.array());
  }

  static Stream<Arguments> containers() {
    return Stream.of(chains(), headers(), directories()).flatMap(each -> each);
  }

  private static Stream<Arguments> chains() {
    Stream<Arguments> circles =
        Stream.of(
            spoilt("a stream that goes on with its first sector", c -> circle(c, 0, 0)),
            spoilt("a stream whose last sector leads to its first", c -> circle(c, -1, 0)),
            spoilt("a stream whose last sector leads to itself", c -> circle(c, -1, -1)),
            spoilt("a stream whose middle leads back", c -> circle(c, 4, 1)),
            spoilt(
                "a directory in a circle",
                c -> c.put(c.next(c.bytes.getInt(DIRECTORY)), c.bytes.getInt(DIRECTORY))),
            spoilt(
                "a directory that goes on with the workbook",
                c -> c.put(c.next(c.bytes.getInt(DIRECTORY)), c.sectors().get(0))),
            spoilt(
                "a stream that goes on with the directory",
                c -> c.put(c.next(c.sectors().get(3)), c.bytes.getInt(DIRECTORY))),
            spoilt(
                "a stream in the table itself",
                c -> c.put(c.entry("Workbook") + START, c.bytes.getInt(FIRST_FAT))),
            spoilt("small sectors in a circle", SMALL, HostileContainersTest::smallCircle));
    Stream<Arguments> odd =
        ODD.stream()
            .flatMap(
                number ->
                    Stream.of(
                        spoilt(
                            "a stream that goes on at " + number,
                            c -> c.put(c.next(c.sectors().get(2)), number)),
                        spoilt(
                            "a stream that begins at " + number,
                            c -> c.put(c.entry("Workbook") + START, number)),
                        spoilt(
                            "small sectors that begin at " + number,
                            SMALL,
                            c -> c.put(c.entry("Root Entry") + START, number)),
                        spoilt(
                            "a small stream that begins at " + number,
                            SMALL,
                            c -> c.put(c.entry("Workbook") + START, number))));
    return Stream.concat(circles, odd);
  }

  /** The sector of one place of the workbook leads to that of another. */
  private static void circle(Container container, int from, int to) {
    List<Integer> sectors = container.sectors();
    container.put(
        container.next(sectors.get(Math.floorMod(from, sectors.size()))),
        sectors.get(Math.floorMod(to, sectors.size())));
  }

  private static void smallCircle(Container container) {
    int start = container.bytes.getInt(container.entry("Workbook") + START);
    container.put(Container.sector(container.bytes.getInt(MINI_FAT)) + start * 4, start);
  }

  private static Stream<Arguments> headers() {
    Stream<Arguments> shifts =
        IntStream.of(0, 1, 6, 9, 12, 16, 31, 32, 63, 255, 0x7FFF, 0xFFFF)
            .boxed()
            .flatMap(
                shift ->
                    Stream.of(
                        spoilt(
                            "sectors of two to the " + shift,
                            c -> c.bytes.putShort(SECTOR_SHIFT, shift.shortValue())),
                        spoilt(
                            "small sectors of two to the " + shift,
                            SMALL,
                            c -> c.bytes.putShort(MINI_SHIFT, shift.shortValue()))));
    Stream<Arguments> odd =
        Stream.of(
                FAT_COUNT,
                DIRECTORY,
                MINI_CUTOFF,
                MINI_FAT,
                MINI_FAT_COUNT,
                DIFAT,
                DIFAT_COUNT,
                FIRST_FAT)
            .flatMap(
                at ->
                    ODD.stream()
                        .map(
                            number ->
                                spoilt(
                                    "%d in the header at %x".formatted(number, at),
                                    c -> c.put(at, number))));
    return Stream.of(
            shifts,
            odd,
            Stream.of(
                spoilt("more of the table in a circle", HostileContainersTest::tableInACircle)))
        .flatMap(each -> each);
  }

  /** A sector that names sectors of the table, and itself as the one with more of them. */
  private static void tableInACircle(Container container) {
    int sector = container.sectors().get(5);
    int table = container.bytes.getInt(FIRST_FAT);
    for (int i = 0; i < SECTOR / 4 - 1; i++) {
      container.put(Container.sector(sector) + i * 4, table);
    }
    container.put(Container.sector(sector) + SECTOR - 4, sector);
    for (int i = 0; i < 109; i++) {
      container.put(FIRST_FAT + i * 4, table);
    }
    container.put(FAT_COUNT, 0x7FFFFF00);
    container.put(DIFAT, sector);
    container.put(DIFAT_COUNT, 0x7FFFFF00);
  }

  private static Stream<Arguments> directories() {
    Stream<Arguments> links =
        Stream.of("Root Entry", "Workbook", "Beside")
            .flatMap(
                name ->
                    Stream.of(LEFT, RIGHT, CHILD)
                        .flatMap(
                            link ->
                                Stream.concat(IntStream.range(0, 5).boxed(), ODD.stream())
                                    .map(
                                        number ->
                                            spoilt(
                                                "%d at %x of %s".formatted(number, link, name),
                                                STORAGE,
                                                c -> c.put(c.entry(name) + link, number)))));
    Stream<Arguments> sizes =
        Stream.of(0L, 1L, 4_095L, 4_096L, 1L << 20, (1L << 31) - 1, 1L << 31, 1L << 32, -1L)
            .flatMap(
                size ->
                    Stream.of("Root Entry", "Workbook")
                        .flatMap(
                            name ->
                                Stream.of(
                                    spoilt(
                                        name + " of " + size + " bytes",
                                        c -> c.bytes.putLong(c.entry(name) + SIZE, size)),
                                    spoilt(
                                        "small " + name + " of " + size + " bytes",
                                        SMALL,
                                        c -> c.bytes.putLong(c.entry(name) + SIZE, size)))));
    Stream<Arguments> others =
        Stream.of(
            spoilt(
                "a root without a name",
                c -> c.bytes.putShort(c.entry(0) + NAME_LENGTH, (short) 0)),
            spoilt(
                "a name longer than its field",
                c -> c.bytes.putShort(c.entry("Workbook") + NAME_LENGTH, (short) 0x7FFF)),
            spoilt(
                "a name of less than nothing",
                c -> c.bytes.putShort(c.entry("Workbook") + NAME_LENGTH, (short) -2)),
            spoilt(
                "a workbook that is a storage",
                c -> c.bytes.put(c.entry("Workbook") + TYPE, (byte) 1)),
            spoilt(
                "a workbook that is a root",
                c -> c.bytes.put(c.entry("Workbook") + TYPE, (byte) 5)),
            spoilt("a workbook of no kind", c -> c.bytes.put(c.entry("Workbook") + TYPE, (byte) 0)),
            spoilt("a root that is a stream", c -> c.bytes.put(c.entry(0) + TYPE, (byte) 2)),
            spoilt(
                "a storage in itself",
                STORAGE,
                c -> c.put(c.entry("Beside") + CHILD, index(c, "Beside"))));
    return Stream.of(links, sizes, others).flatMap(each -> each);
  }

  private static int index(Container container, String name) {
    int at = container.entry(name);
    return IntStream.range(0, 1_000)
        .filter(i -> container.entry(i) == at)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"68, 1", "68, 2", "72, 1", "72, 2", "76, 1", "76, 2"})
  void shouldRefuseADirectoryThatMemoryMayNotHold(int link, int type) {
    // Some three million entries are in a file that may be uploaded.
    assertThat(rows(chained(TOO_MANY, link, type)))
        .containsExactly("FILE_SUSPICIOUS [ole2, 4194304, 4198400]");
    assertThat(rows(chained(TOO_MANY - 32, link, type)).get(0)).startsWith("WORKBOOK_UNREADABLE");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void shouldReadOrRefuseAContainerWith(String name, byte[] container) throws IOException {
    Path file = Files.write(folder.resolve("roster"), container);
    ReadOrRefused.require(file, Options.of(""), name);
  }

  @Test
  void shouldReadAWorkbookThatHasMacrosWithoutThem() {
    assertThat(rows(packed(STREAM, HostileContainersTest::macros))).isEqualTo(rows(WORKBOOK));
    assertThat(rows(WORKBOOK)).hasSize(200).contains("2 user-1 APPLY lastName=Name-1");
  }

  @Test
  void shouldReadAWorkbookBesideAnything() {
    assertThat(rows(STORAGE)).isEqualTo(rows(WORKBOOK));
  }

  private List<String> rows(byte[] bytes) {
    return Shown.rows(Shown.file(folder, bytes), Options.of(""));
  }

  /** The content of a workbook as a stream of records. */
  private static byte[] stream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      Sheet sheet = workbook.createSheet();
      for (int i = 0; i <= 200; i++) {
        Row row = sheet.createRow(i);
        row.createCell(0).setCellValue(i == 0 ? "username" : "user-" + i);
        row.createCell(1).setCellValue(i == 0 ? "lastName" : "Name-" + i);
      }
      bytes.writeBytes(workbook.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static DirectoryEntry storage(DirectoryEntry parent, String name) {
    try {
      return parent.createDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(DirectoryEntry parent, String name, byte[] content) {
    try {
      parent.createDocument(name, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The storage of a project in Visual Basic, with code that is no code. */
  private static void macros(DirectoryEntry root) {
    DirectoryEntry project = storage(root, "_VBA_PROJECT_CUR");
    DirectoryEntry code = storage(project, "VBA");
    byte[] garbage = new byte[5_000];
    Arrays.fill(garbage, (byte) 0xFF);
    for (String name : List.of("dir", "_VBA_PROJECT", "ThisWorkbook", "Module1")) {
      put(code, name, garbage);
    }
    put(project, "PROJECT", "Module=Workbook\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] packed(byte[] workbook, Consumer<DirectoryEntry> beside) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      put(container.getRoot(), "Workbook", workbook);
      beside.accept(container.getRoot());
      container.writeFilesystem(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Many entries of a directory, each of which names the next in one of its links. */
  private static byte[] chained(int entries, int link, int type) {
    int sector = 4_096;
    int directory = entries * ENTRY / sector;
    int tables = (directory + 8) * 4 / sector + 1;
    ByteBuffer bytes =
        ByteBuffer.allocate((1 + tables + directory) * sector).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(WORKBOOK, 0, FIRST_FAT);
    bytes.putShort(0x1A, (short) 4).putShort(SECTOR_SHIFT, (short) 12);
    bytes.putInt(0x28, directory).putInt(FAT_COUNT, tables).putInt(DIRECTORY, tables);
    bytes.putInt(MINI_FAT, -2).putInt(MINI_FAT_COUNT, 0).putInt(DIFAT, -2).putInt(DIFAT_COUNT, 0);
    for (int i = 0; i < 109; i++) {
      bytes.putInt(FIRST_FAT + i * 4, i < tables ? i : -1);
    }
    for (int i = 0; i < tables * sector / 4; i++) {
      int last = tables + directory - 1;
      bytes.putInt(sector + i * 4, i < tables ? -3 : i < last ? i + 1 : i == last ? -2 : -1);
    }
    for (int i = 0; i < entries; i++) {
      int at = (1 + tables) * sector + i * ENTRY;
      String name = i == 0 ? "Root Entry" : i == 1 ? "Workbook" : "s" + i;
      bytes.position(at).put((name + "\0").getBytes(StandardCharsets.UTF_16LE));
      bytes.putShort(at + NAME_LENGTH, (short) (name.length() * 2 + 2));
      bytes.put(at + TYPE, (byte) (i == 0 ? 5 : type));
      bytes.putInt(at + LEFT, -1).putInt(at + RIGHT, -1).putInt(at + CHILD, -1);
      bytes.putInt(at + (i == 0 ? CHILD : link), i + 1 < entries ? i + 1 : -1);
      bytes.putInt(at + START, -2);
    }
    return bytes.array();
  }
}
