package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** JSON that is written already is to a generator what its text is. */
class WrittenJsonTest {

  private static final String TEXT = "{\"Straße\":\"日\"}";
  private static final int ROOM = 64;

  private final SerializableString written = new WrittenJson(TEXT.getBytes(StandardCharsets.UTF_8));
  private final SerializableString text = new SerializedString(TEXT);

  /** Puts it somewhere; gives how much. */
  @FunctionalInterface
  private interface Put<T> {
    int put(SerializableString string, T into) throws IOException;
  }

  private String bytes(Put<byte[]> put, SerializableString string, int room) throws IOException {
    byte[] bytes = new byte[room];
    return put.put(string, bytes) + Arrays.toString(bytes);
  }

  private String characters(Put<char[]> put, SerializableString string, int room)
      throws IOException {
    char[] characters = new char[room];
    return put.put(string, characters) + Arrays.toString(characters);
  }

  private String stream(Put<ByteArrayOutputStream> put, SerializableString string)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return put.put(string, bytes) + bytes.toString(StandardCharsets.UTF_8);
  }

  private String buffer(Put<ByteBuffer> put, SerializableString string) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(ROOM);
    return put.put(string, buffer) + Arrays.toString(buffer.array());
  }

  @Test
  void shouldGiveItsText() {
    assertThat(written.getValue()).isEqualTo(TEXT);
    assertThat(written.charLength()).isEqualTo(text.charLength());
    assertThat(written.asUnquotedUTF8()).isEqualTo(text.asUnquotedUTF8());
    assertThat(written.asQuotedUTF8()).isEqualTo(text.asQuotedUTF8());
    assertThat(written.asQuotedChars()).isEqualTo(text.asQuotedChars());
  }

  @Test
  void shouldAppendItselfWhereThereIsRoom() throws IOException {
    for (int room : new int[] {ROOM, TEXT.length(), 3}) {
      assertThat(bytes((s, to) -> s.appendUnquotedUTF8(to, 2), written, room))
          .isEqualTo(bytes((s, to) -> s.appendUnquotedUTF8(to, 2), text, room));
      assertThat(bytes((s, to) -> s.appendQuotedUTF8(to, 2), written, room))
          .isEqualTo(bytes((s, to) -> s.appendQuotedUTF8(to, 2), text, room));
      assertThat(characters((s, to) -> s.appendUnquoted(to, 2), written, room))
          .isEqualTo(characters((s, to) -> s.appendUnquoted(to, 2), text, room));
      assertThat(characters((s, to) -> s.appendQuoted(to, 2), written, room))
          .isEqualTo(characters((s, to) -> s.appendQuoted(to, 2), text, room));
    }
  }

  @Test
  void shouldWriteItself() throws IOException {
    assertThat(stream(SerializableString::writeUnquotedUTF8, written))
        .isEqualTo(stream(SerializableString::writeUnquotedUTF8, text));
    assertThat(stream(SerializableString::writeQuotedUTF8, written))
        .isEqualTo(stream(SerializableString::writeQuotedUTF8, text));
    assertThat(buffer(SerializableString::putUnquotedUTF8, written))
        .isEqualTo(buffer(SerializableString::putUnquotedUTF8, text));
    assertThat(buffer(SerializableString::putQuotedUTF8, written))
        .isEqualTo(buffer(SerializableString::putQuotedUTF8, text));
  }
}
