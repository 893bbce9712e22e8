package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XLS workbooks (SPEC R1, R5, R9). */
class XlsTest {

  @TempDir private Path folder;

  private static byte[] workbook(Consumer<HSSFWorkbook> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      content.accept(workbook);
      workbook.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static void header(Sheet sheet) {
    Row row = sheet.createRow(0);
    row.createCell(0).setCellValue("username");
    row.createCell(1).setCellValue("lastName");
  }

  private List<String> rows(byte[] bytes) {
    return Shown.rows(Shown.file(folder, bytes), Options.of(""));
  }

  private List<String> cell(Consumer<Cell> cell) {
    return rows(
        workbook(
            workbook -> {
              Sheet sheet = workbook.createSheet();
              header(sheet);
              Row row = sheet.createRow(1);
              row.createCell(0).setCellValue(4711);
              cell.accept(row.createCell(1));
            }));
  }

  private static void style(Cell cell, String format) {
    CellStyle style = cell.getSheet().getWorkbook().createCellStyle();
    style.setDataFormat(cell.getSheet().getWorkbook().createDataFormat().getFormat(format));
    cell.setCellStyle(style);
  }

  @Test
  void shouldReadEveryKindOfCell() {
    assertThat(cell(c -> c.setCellValue("Müller"))).containsExactly("2 4711 APPLY lastName=Müller");
    assertThat(cell(c -> c.setCellValue(0.1 + 0.2))).containsExactly("2 4711 APPLY lastName=0.3");
    assertThat(cell(c -> c.setCellValue(true))).containsExactly("2 4711 APPLY lastName=TRUE");
    assertThat(cell(c -> c.setCellErrorValue((byte) 0x2A)))
        .containsExactly("2 4711 APPLY lastName=#N/A");
    assertThat(cell(Cell::setBlank)).containsExactly("2 4711 APPLY");
    assertThat(
            cell(
                c -> {
                  c.setCellValue(815);
                  style(c, "00000");
                }))
        .containsExactly("2 4711 APPLY lastName=00815");
    assertThat(
            cell(
                c -> {
                  c.setCellValue(LocalDateTime.of(2024, 2, 29, 8, 30));
                  style(c, "dd.mm.yyyy hh:mm");
                }))
        .containsExactly("2 4711 APPLY lastName=2024-02-29T08:30");
    assertThat(
            cell(
                c -> {
                  c.setCellFormula("\"c\"&14");
                  c.setCellValue("c14");
                }))
        .containsExactly("2 4711 APPLY lastName=c14");
    assertThat(
            cell(
                c -> {
                  c.setCellFormula("1/4");
                  c.setCellValue(0.25);
                }))
        .containsExactly("2 4711 APPLY lastName=0.25");
    assertThat(
            cell(
                c -> {
                  c.setCellFormula("1=2");
                  c.setCellValue(false);
                }))
        .containsExactly("2 4711 APPLY lastName=FALSE");
    assertThat(cell(c -> c.setCellValue("x\u0007")))
        .containsExactly("2 4711 FAIL !INVALID_CHARACTER(lastName: U+0007|lastName)");
  }

  @Test
  void shouldSkipHiddenAndEmptySheets() {
    byte[] bytes =
        workbook(
            workbook -> {
              workbook.createSheet("Leer");
              header(workbook.createSheet("Versteckt"));
              workbook.setSheetHidden(1, true);
              Sheet sheet = workbook.createSheet("Daten");
              header(sheet);
              sheet.createRow(4).createCell(0).setCellValue("a");
              workbook.setActiveSheet(2);
            });
    assertThat(rows(bytes)).containsExactly("5 a APPLY");
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("sheet=Versteckt")))
        .containsExactly("HEADER_ONLY []");
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("sheet=x")))
        .containsExactly("SHEET_MISSING [x, Leer, Versteckt, Daten]");
  }

  @Test
  void shouldCountBlankRowsBetween() throws Exception {
    byte[] bytes =
        workbook(
            workbook -> {
              Sheet sheet = workbook.createSheet();
              header(sheet);
              sheet.createRow(4).createCell(0).setCellValue("a");
              sheet.createRow(9).createCell(0).setBlank();
            });
    assertThat(Shown.judge(Shown.file(folder, bytes), Options.of("")).counts())
        .isEqualTo(new RowCounts(4, 1, 3, 0));
  }

  @Test
  void shouldAskForAWorkbookWithoutPassword() {
    Biff8EncryptionKey.setCurrentUserPassword("geheim");
    byte[] bytes;
    try {
      bytes = workbook(workbook -> header(workbook.createSheet()));
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    assertThat(rows(bytes)).containsExactly("WORKBOOK_ENCRYPTED []");
  }

  @Test
  void shouldRefuseAnEmptyWorkbook() {
    assertThat(rows(workbook(workbook -> workbook.createSheet()))).containsExactly("FILE_EMPTY []");
  }

  @Test
  void shouldTellRowsApartByWhatAPersonSeesInAColumnThatFeedsNothing() { // SPEC R13
    byte[] workbook =
        workbook(
            each -> {
              Sheet sheet = each.createSheet();
              header(sheet);
              sheet.getRow(0).createCell(2).setCellValue("course");
              for (int i = 1; i <= 4; i++) {
                sheet.createRow(i).createCell(0).setCellValue(i <= 2 ? "anna" : "ben");
                sheet.getRow(i).createCell(1).setCellValue("x");
              }
              sheet.getRow(1).createCell(2).setCellValue(7);
              sheet.getRow(2).createCell(2).setCellValue("7 ");
              sheet.getRow(3).createCell(2).setCellValue(8);
              sheet.getRow(4).createCell(2).setCellValue(9);
            });
    assertThat(rows(workbook))
        .containsExactly(
            "2 anna APPLY lastName=x",
            "3 anna DUPLICATE",
            "4 ben FAIL !DUPLICATE_USERNAME(username: 5|0|course|UNMAPPED)",
            "5 ben FAIL !DUPLICATE_USERNAME(username: 4|0|course|UNMAPPED)");
  }
}
