package dev.rollbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectStore.Presigned;
import dev.rollbook.imports.ObjectStore.Stored;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an {@link ObjectStore} keeps. The bucket may hold objects of other tests. */
public abstract class ObjectStoreContract {

  private static final String KEY = "uploads/t1/I1/Liste größer, neu (1).csv";

  @TempDir Path folder;

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
  void shouldStoreAndDownloadAFile() throws IOException {
    byte[] large = new byte[300_000];
    large[299_999] = 7;
    Path source = Files.write(folder.resolve("source"), large);
    Path target = folder.resolve("target");

    objects().putFile(KEY, source, "text/csv; charset=utf-8");

    assertThat(objects().download(KEY, "", target)).isTrue();
    assertThat(target).hasBinaryContent(large);
    assertThatThrownBy(() -> objects().download(KEY, "", target))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void shouldNotDownloadWhatIsNotThere() throws IOException {
    Path target = folder.resolve("target");

    assertThat(objects().download("uploads/t1/none", "", target)).isFalse();
    assertThat(target).doesNotExist();
  }

  @Test
  void shouldDownloadTheVersionThatWasAskedFor() throws IOException {
    objects().put(KEY, bytes("first"));
    String version = objects().find(KEY).orElseThrow().version();
    if (version.isEmpty()) {
      return; // this store keeps none
    }
    objects().put(KEY, bytes("second"));
    Path target = folder.resolve("target");

    assertThat(objects().download(KEY, version, target)).isTrue();
    assertThat(target).hasContent("first");
  }

  @Test
  void shouldCopy() {
    objects().put(KEY, bytes("one"));

    objects().copy(KEY, "uploads/t1/I2/größer +&.csv");

    assertThat(objects().get("uploads/t1/I2/größer +&.csv")).contains(bytes("one"));
    assertThat(objects().get(KEY)).contains(bytes("one"));
  }

  @Test
  void shouldDeleteAllVersionsOfThatKeyAlone() throws IOException { // SPEC A8
    objects().put(KEY, bytes("one"));
    String version = objects().find(KEY).orElseThrow().version();
    objects().put(KEY, bytes("two"));
    objects().put(KEY + "x", bytes("another"));

    objects().deleteAllVersions(KEY);
    objects().deleteAllVersions(KEY);

    assertThat(objects().get(KEY)).isEmpty();
    assertThat(objects().download(KEY, version, folder.resolve("target"))).isFalse();
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
