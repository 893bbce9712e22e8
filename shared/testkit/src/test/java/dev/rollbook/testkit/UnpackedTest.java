package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class UnpackedTest {

  private static final String TEXT = "Größe";

  @Test
  void shouldSeeWhatIsPacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(Unpacked.text(packed.toByteArray())).isEqualTo(TEXT);
    assertThat(Unpacked.text(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
    assertThat(Unpacked.text(new byte[] {0x1f})).hasSize(1);
  }
}
