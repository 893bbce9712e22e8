package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of the corpus, changed at random: each is read or refused with a code, and leaves
 * nothing behind. File number N is the same on every machine; {@code -Drollbook.fuzz.files=100000}
 * reads more of them, {@code -Drollbook.fuzz.first=N} begins at one that failed. After {@link
 * #LONGEST} no further one is read.
 */
class MutatedFilesTest {

  private static final int FILES = Integer.getInteger("rollbook.fuzz.files", 2_000);

  /** Anywhere in the long run, and else the same in every build. */
  private static final int FIRST =
      Integer.getInteger(
          "rollbook.fuzz.first",
          Integer.getInteger("rollbook.seed", 1) == 0 ? new Random().nextInt(1_000_000_000) : 0);

  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** What matters to some reader of some format, or to what is between the cells. */
  private static final List<byte[]> WORDS =
      Stream.of(
              "\"",
              "\"\"",
              ";",
              ",",
              "\t",
              "|",
              "\n",
              "\r",
              "\r\n",
              "\0",
              "\u001A",
              "\uFEFF",
              "\u00AD",
              "\u200B",
              "\uD83D\uDE00",
              "e\u0301",
              "sep=;\n",
              "username",
              "E-Mail",
              "@",
              "<a@x.de>",
              "a@x.de; b@x.de",
              "Summe;3\n",
              "#N/A",
              "=1+1",
              "4.71E+12",
              " ",
              "'",
              "<c><v>1</v></c>",
              "<row>",
              "</row>",
              "</c>",
              "<v>",
              "&amp;",
              "&#0;",
              "<![CDATA[",
              "r=\"A1\"",
              "r=\"XFE1\"",
              "r=\"0\"",
              "t=\"s\"",
              "t=\"d\"",
              "s=\"99999999\"",
              "-1",
              "99999999999",
              "1e999",
              "NaN",
              "<!DOCTYPE a>",
              "hidden=\"1\"",
              "xmlns=\"x\"")
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final List<String> OPTIONS =
      List.of("", "matchBy=email", "header=false map=1>username", "delimiter=,", "limit=2");

  @TempDir private Path folder;

  @Test
  void shouldReadOrRefuseWhateverBecomesOfAFile() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path roster : CorpusTest.rosters().toList()) {
      seeds.add(Files.readAllBytes(roster));
    }
    Instant end = Instant.now().plus(LONGEST);
    AtomicInteger taken = new AtomicInteger();
    IntStream.range(FIRST, FIRST + FILES)
        .parallel()
        .filter(number -> Instant.now().isBefore(end))
        .forEach(
            number -> {
              requireReadOrRefused(number, seeds);
              taken.incrementAndGet();
            });
    System.out.printf("%d of %d changed files from %d on%n", taken.get(), FILES, FIRST);
    assertThat(taken).hasPositiveValue();
  }

  private void requireReadOrRefused(int number, List<byte[]> seeds) {
    // Seeds that follow one another would begin with the same numbers.
    Random random = new Random(new SplittableRandom(number).nextLong());
    byte[] seed = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    try {
      byte[] file = isZip(seed) ? mutatePart(seed, random) : mutate(seed, other, random);
      Path own = Files.createDirectory(folder.resolve(Integer.toString(number)));
      Path roster = Files.write(own.resolve("roster"), file);
      ReadOrRefused.require(
          roster, Options.of(OPTIONS.get(random.nextInt(OPTIONS.size()))), "file " + number);
      Files.delete(roster);
      Files.delete(own);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + number, e);
    }
  }

  private static boolean isZip(byte[] file) {
    return file.length > 1 && file[0] == 'P' && file[1] == 'K';
  }

  /** A workbook one of whose parts has changed, packed anew; sometimes the archive itself. */
  private static byte[] mutatePart(byte[] archive, Random random) throws IOException {
    if (random.nextInt(5) == 0) {
      return mutate(archive, archive, random);
    }
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
    }
    List<String> names = List.copyOf(parts.keySet());
    String name = names.get(random.nextInt(names.size()));
    byte[] other = parts.get(names.get(random.nextInt(names.size())));
    if (random.nextInt(20) == 0) {
      parts.remove(name);
    } else {
      parts.put(name, mutate(parts.get(name), other, random));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** A few changes: bytes, words, pieces left out, said again or taken from another file. */
  private static byte[] mutate(byte[] seed, byte[] other, Random random) {
    byte[] file = seed;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(file.length + 1);
      int length = Math.min(random.nextInt(40), file.length - at);
      file =
          switch (random.nextInt(6)) {
            case 0 -> changed(file, random);
            case 1 -> replaced(file, at, 0, WORDS.get(random.nextInt(WORDS.size())));
            case 2 -> replaced(file, at, length, WORDS.get(random.nextInt(WORDS.size())));
            case 3 -> replaced(file, at, length, new byte[0]);
            case 4 -> replaced(file, at, 0, piece(file, random));
            default -> replaced(file, at, 0, piece(other, random));
          };
    }
    return random.nextInt(20) == 0 ? piece(file, random) : file;
  }

  private static byte[] changed(byte[] file, Random random) {
    byte[] changed = file.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
  }

  private static byte[] replaced(byte[] file, int at, int length, byte[] by) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, at);
    bytes.writeBytes(by);
    bytes.write(file, at + length, file.length - at - length);
    return bytes.toByteArray();
  }

  private static byte[] piece(byte[] file, Random random) {
    int from = random.nextInt(file.length + 1);
    int length = Math.min(random.nextInt(400), file.length - from);
    return Arrays.copyOfRange(file, from, from + length);
  }
}
