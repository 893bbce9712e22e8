package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.Reading;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as LibreOffice Calc saves them from {@code libreoffice.fods} (SPEC R1, R2, R5). */
class RealFilesTest {

  private static final String OPTIONS = "property=Eintritt property=Pensum";

  private static Path file(String name) throws Exception {
    return Path.of(RealFilesTest.class.getResource(name).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"libreoffice.xlsx", "libreoffice.xls"})
  void shouldReadWorkbooks(String name) throws Exception {
    Judgement judgement = Shown.judge(file(name), Options.of(OPTIONS));
    Reading reading = judgement.reading();
    assertThat(List.of(reading.format(), reading.sheet()))
        .containsExactly(name.substring(12), "Mitarbeiter");
    assertThat(judgement.counts()).isEqualTo(new RowCounts(4, 3, 1, 0));
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 4711 APPLY email=anna@example.org groups=Einkauf, Lager lastName=Müller property:Eintritt=2024-02-29 property:Pensum=80%",
            "3 00815 APPLY email=bo@example.org lastName=Größe fett property:Pensum=0.3",
            "5 c14 APPLY groups=Straße lastName=TRUE property:Pensum=0.25 ?INVALID_EMAIL(email: #N/A)");
  }

  @Test
  void shouldReadCsvInWindows1252() throws Exception {
    Judgement judgement = Shown.judge(file("libreoffice-1252.csv"), Options.of(OPTIONS));
    assertThat(judgement.reading().charset()).isEqualTo("windows-1252");
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 4711 APPLY email=anna@example.org groups=Einkauf, Lager lastName=Müller property:Eintritt=02/29/2024 property:Pensum=80%",
            "3 815 APPLY email=bo@example.org lastName=Größe fett property:Pensum=0.3",
            "5 c14 APPLY groups=Straße lastName=TRUE property:Pensum=0.25 ?INVALID_EMAIL(email: #N/A)");
  }
}
