package dev.rollbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectStore.Presigned;
import dev.rollbook.imports.ObjectStore.Stored;
import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link ObjectStore} keeps. The bucket may hold objects of other tests. */
public abstract class ObjectStoreContract {

  private static final String KEY = "uploads/t1/I1/Liste größer, neu (1).csv";

  private static final String TEXT = "text/csv; charset=utf-8";

  /** Where an adapter cuts what it sends. */
  private static final int PART = 8 * 1024 * 1024;

  private static final int SEVERAL_PARTS = 2 * PART + 12_345;

  /** A bucket, with nothing under the keys of this contract. */
  protected abstract ObjectStore objects();

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void shouldGiveBackAnObjectAndReplaceIt() {
    assertThat(objects().get(KEY)).isEmpty();
    assertThat(objects().find(KEY)).isEmpty();

    objects().put(KEY, bytes("one"));
    assertThat(objects().get(KEY)).contains(bytes("one"));

    objects().put(KEY, bytes("three"));
    assertThat(objects().get(KEY)).contains(bytes("three"));
    assertThat(objects().find(KEY)).map(Stored::size).contains(5L);
  }

  @Test
  void shouldKeepAnEmptyObject() {
    objects().put(KEY, new byte[0]);

    assertThat(objects().get(KEY)).contains(new byte[0]);
    assertThat(objects().find(KEY)).map(Stored::size).contains(0L);
  }

  @Test
  void shouldStoreOnlyWhereThereIsNothing() {
    assertThat(objects().putIfAbsent(KEY, bytes("one"))).isTrue();
    assertThat(objects().putIfAbsent(KEY, bytes("two"))).isFalse();

    assertThat(objects().get(KEY)).contains(bytes("one"));
  }

  @Test
  void shouldStoreOnceWhenManyTryAtOnce() {
    List<Boolean> stored = Together.run(6, i -> objects().putIfAbsent(KEY, bytes("from " + i)));

    assertThat(stored).containsOnlyOnce(true);
    assertThat(objects().get(KEY)).contains(bytes("from " + stored.indexOf(true)));
  }

  @Test
  void shouldOpenAnObjectAsAStream() throws IOException {
    objects().put(KEY, bytes("one"));

    try (InputStream content = objects().open(KEY, "").orElseThrow()) {
      assertThat(content.readAllBytes()).isEqualTo(bytes("one"));
    }
    assertThat(objects().open("uploads/t1/none", "")).isEmpty();
  }

  @Test
  void shouldLetAStreamGoThatIsNotReadToTheEnd() throws IOException {
    objects().put(KEY, pattern(SEVERAL_PARTS));

    for (int i = 0; i < 40; i++) { // more than a client has connections
      try (InputStream content = objects().open(KEY, "").orElseThrow()) {
        assertThat(content.readNBytes(1)).isEqualTo(pattern(1));
      }
    }
  }

  @Test
  void shouldOpenTheVersionThatWasAskedFor() throws IOException {
    objects().put(KEY, bytes("first"));
    String version = objects().find(KEY).orElseThrow().version();
    if (version.isEmpty()) {
      return; // this store keeps none
    }
    objects().put(KEY, bytes("second"));

    try (InputStream content = objects().open(KEY, version).orElseThrow()) {
      assertThat(content.readAllBytes()).isEqualTo(bytes("first"));
    }
  }

  /** Bytes among which each part of an object differs from the others. */
  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private void write(ObjectWriter writer, byte[] content, int chunk) throws IOException {
    try (writer) {
      for (int from = 0; from < content.length; from += chunk) {
        writer.write(content, from, Math.min(chunk, content.length - from));
      }
      writer.complete();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, PART - 1, PART, PART + 1, 2 * PART, SEVERAL_PARTS})
  void shouldStoreWhatIsWrittenPieceByPiece(int size) throws IOException {
    byte[] content = pattern(size);

    write(objects().writer(KEY, TEXT), content, 333_333);

    assertThat(objects().get(KEY).orElseThrow()).isEqualTo(content);
    assertThat(objects().find(KEY)).map(Stored::size).contains((long) size);
  }

  @Test
  void shouldStoreWhatIsWrittenByteByByteAndInOnePiece() throws IOException {
    try (ObjectWriter writer = objects().writer(KEY, TEXT)) {
      writer.write('a');
      writer.write(bytes("bc"));
      writer.flush();
      writer.write(pattern(SEVERAL_PARTS));
      writer.complete();
    }

    byte[] stored = objects().get(KEY).orElseThrow();
    assertThat(Arrays.copyOf(stored, 3)).isEqualTo(bytes("abc"));
    assertThat(Arrays.copyOfRange(stored, 3, stored.length)).isEqualTo(pattern(SEVERAL_PARTS));
  }

  @Test
  void shouldReplaceAnObjectOnlyOnceTheNewOneIsComplete() throws IOException {
    objects().put(KEY, bytes("old"));

    try (ObjectWriter writer = objects().writer(KEY, TEXT)) {
      writer.write(pattern(SEVERAL_PARTS));
      assertThat(objects().get(KEY)).contains(bytes("old"));
      writer.complete();
      assertThat(objects().find(KEY)).map(Stored::size).contains((long) SEVERAL_PARTS);
    }
    assertThat(objects().find(KEY)).map(Stored::size).contains((long) SEVERAL_PARTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, SEVERAL_PARTS})
  void shouldLeaveNothingOfAnObjectThatIsGivenUp(int size) throws IOException {
    try (ObjectWriter writer = objects().writer(KEY, TEXT)) {
      writer.write(pattern(size));
    }

    assertThat(objects().get(KEY)).isEmpty();
  }

  @Test
  void shouldTakeNothingMoreOnceAnObjectIsCompleteOrGivenUp() throws IOException {
    ObjectWriter complete = objects().writer(KEY, TEXT);
    complete.complete();
    ObjectWriter givenUp = objects().writer(KEY, TEXT);
    givenUp.close();

    for (ObjectWriter writer : List.of(complete, givenUp)) {
      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(writer::complete).isInstanceOf(IOException.class);
      writer.close();
    }
    assertThat(objects().get(KEY)).contains(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 5 * 1024 * 1024 - 1, 5 * 1024 * 1024, SEVERAL_PARTS})
  void shouldBeginAnObjectWithAnother(int startSize) throws IOException {
    String start = "uploads/t1/I1/start größer +&.csv";
    byte[] more = bytes("and more");
    objects().put(start, pattern(startSize));
    byte[] whole = Arrays.copyOf(pattern(startSize), startSize + more.length);
    System.arraycopy(more, 0, whole, startSize, more.length);

    write(objects().writer(KEY, TEXT, start), more, 3);
    assertThat(objects().get(KEY).orElseThrow()).isEqualTo(whole);

    write(objects().writer(start, TEXT, start), more, 3);
    assertThat(objects().get(start).orElseThrow()).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, SEVERAL_PARTS})
  void shouldCopyAStartThatNothingFollows(int size) throws IOException {
    objects().put(KEY + "x", pattern(size));

    write(objects().writer(KEY, TEXT, KEY + "x"), new byte[0], 1);

    assertThat(objects().get(KEY).orElseThrow()).isEqualTo(pattern(size));
  }

  @Test
  void shouldNotBeginWithWhatIsNotThere() {
    assertThatThrownBy(() -> objects().writer(KEY, TEXT, "uploads/t1/none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("uploads/t1/none");
    assertThat(objects().get(KEY)).isEmpty();
  }

  @Test
  void shouldCopy() {
    objects().put(KEY, bytes("one"));

    objects().copy(KEY, "uploads/t1/I2/größer +&.csv");

    assertThat(objects().get("uploads/t1/I2/größer +&.csv")).contains(bytes("one"));
    assertThat(objects().get(KEY)).contains(bytes("one"));
  }

  @Test
  void shouldFindCopyAndDeleteOneVersionAndLeaveTheOthers() throws IOException { // SPEC S2
    String to = "uploads/t1/I2/größer +&.csv";
    objects().put(KEY, bytes("one"));
    String first = objects().find(KEY).orElseThrow().version();
    if (!first.isEmpty()) { // else this store keeps none
      objects().put(KEY, bytes("three"));
    }

    assertThat(objects().findVersion(KEY, first)).contains(new Stored(3, first));
    String copied = objects().copyVersion(KEY, first, to);
    objects().deleteVersion(KEY, first);

    assertThat(objects().findVersion(KEY, first)).isEmpty();
    assertThat(objects().find(to)).contains(new Stored(3, copied));
    assertThat(objects().get(to)).contains(bytes("one"));
    if (!first.isEmpty()) {
      assertThat(objects().get(KEY)).contains(bytes("three"));
    }
    assertThat(objects().findVersion("uploads/t1/none", "")).isEmpty();
  }

  /** What is called once more does it once more, so nothing may come of it. */
  @Test
  protected void shouldDeleteAVersionThatIsGone() { // SPEC S2
    objects().put(KEY, bytes("one"));
    String version = objects().find(KEY).orElseThrow().version();

    objects().deleteVersion(KEY, version);
    objects().deleteVersion(KEY, version);

    assertThat(objects().findVersion(KEY, version)).isEmpty();
  }

  @Test
  void shouldDeleteAllVersionsOfThatKeyAlone() { // SPEC A8
    objects().put(KEY, bytes("one"));
    String version = objects().find(KEY).orElseThrow().version();
    objects().put(KEY, bytes("two"));
    objects().put(KEY + "x", bytes("another"));

    objects().deleteAllVersions(KEY);
    objects().deleteAllVersions(KEY);

    assertThat(objects().get(KEY)).isEmpty();
    assertThat(objects().open(KEY, version)).isEmpty();
    assertThat(objects().get(KEY + "x")).contains(bytes("another"));
    assertThat(objects().putIfAbsent(KEY, bytes("new"))).isTrue();
  }

  @Test
  void shouldPresignOneUploadOfThatSize() { // SPEC S1
    Presigned upload = objects().presignUpload(KEY, 1_234, Duration.ofMinutes(15));

    assertThat(upload.method()).isEqualTo("PUT");
    assertThat(
            upload.headers().entrySet().stream()
                .collect(
                    Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), e -> e.getValue())))
        .containsEntry("content-length", "1234")
        .containsEntry("if-none-match", "*")
        .doesNotContainKey("host");
    assertThat(upload.url().getRawPath()).contains("gr%C3%B6%C3%9Fer");
  }

  @Test
  void shouldPresignADownload() {
    assertThat(objects().presignDownload(KEY, "Bericht für \"alle\".csv", Duration.ofMinutes(5)))
        .isNotNull();
  }
}
