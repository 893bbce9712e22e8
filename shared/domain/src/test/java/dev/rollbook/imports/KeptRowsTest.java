package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.roster.RowSink.UploadedColumn;
import dev.rollbook.roster.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The rows of a roster beside it (SPEC A12). */
class KeptRowsTest {

  private static final List<UploadedColumn> COLUMNS =
      List.of(
          new UploadedColumn(1, " Login ", Target.Field.USERNAME),
          new UploadedColumn(3, "Größe", new Target.Property("Größe")),
          new UploadedColumn(4, "", new Target.Ignore()));

  private final Kept object = new Kept();

  private KeptRowsReader written() throws IOException {
    try (KeptRowsWriter rows = new KeptRowsWriter(object)) {
      rows.begin(COLUMNS);
      rows.row(2, List.of("anna", " x\r\ny ", ""));
      rows.row(4, List.of());
      rows.row(7, List.of("ben", "\u0007", "", "beyond"));
      rows.complete();
    }
    return read(object.bytes.toByteArray());
  }

  private static KeptRowsReader read(byte[] object) throws IOException {
    return KeptRowsReader.of(new ByteArrayInputStream(object)).orElseThrow();
  }

  @Test
  void shouldGiveBackWhatWasUploaded() throws IOException {
    try (KeptRowsReader rows = written()) {
      assertThat(object.complete).isTrue();
      assertThat(rows.columns()).isEqualTo(COLUMNS);
      assertThat(rows.cells(2)).containsExactly("anna", " x\r\ny ", "");
      assertThat(rows.cells(4)).isEmpty();
      assertThat(rows.cells(7)).containsExactly("ben", "\u0007", "", "beyond");
    }
  }

  @Test
  void shouldPassOverRowsThatNobodyAsksForAndGiveNothingForOthers() throws IOException {
    try (KeptRowsReader rows = written()) {
      assertThat(rows.cells(3)).isEmpty();
      assertThat(rows.cells(7)).startsWith("ben");
      assertThat(rows.cells(9)).isEmpty();
    }
  }

  @Test
  void shouldNotTakeHalfOfItForAll() throws IOException {
    try (KeptRowsReader whole = written()) {
      assertThat(whole.columns()).isNotEmpty();
    }
    byte[] all = object.bytes.toByteArray();
    byte[] half = java.util.Arrays.copyOf(all, all.length - 20);

    assertThatThrownBy(
            () -> {
              try (KeptRowsReader rows = read(half)) {
                rows.cells(9);
              }
            })
        .isInstanceOf(EOFException.class);
  }

  @Test
  void shouldGiveBackCellsOfAnyLength() throws IOException {
    List<String> cells =
        Stream.of(0, 1, 127, 128, 16_383, 16_384, KeptRowsWriter.BUFFER, 1 << 20)
            .map("ü"::repeat)
            .toList();
    try (KeptRowsWriter rows = new KeptRowsWriter(object)) {
      rows.begin(COLUMNS);
      rows.row(3_000_000, cells);
      rows.complete();
    }
    try (KeptRowsReader rows = read(object.bytes.toByteArray())) {
      assertThat(rows.cells(3_000_000)).isEqualTo(cells);
    }
  }

  @Test
  void shouldTakeWhatAnOlderReleaseKeptForNothing() throws IOException {
    ByteArrayOutputStream older = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(older))) {
      out.writeInt(2);
      out.writeBytes("[]");
      out.writeInt(0);
    }
    assertThat(KeptRowsReader.of(new ByteArrayInputStream(older.toByteArray()))).isEmpty();
  }

  /** An object in memory. */
  private static final class Kept extends ObjectWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete;

    @Override
    public void write(int value) {
      bytes.write(value);
    }

    @Override
    public void complete() {
      complete = true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
