package dev.rollbook.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long a function takes from the start of its process to its first answer. */
final class StartPart implements BenchPart {

  private static final int VERSION = 25;
  private static final int ROUNDS = 7;
  private static final double MOST = 2;

  /** What any function costs that has a use for the services, in the order of the table. */
  private static final Map<String, String> PEERS_OF_SDK =
      new TreeMap<>(
          Map.of(
              StartMain.SDK_TABLE,
              "the SDK alone, DynamoDB",
              StartMain.SDK_ALL,
              "the SDK alone, DynamoDB, SQS and S3"));

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String subject() {
    return "process start to first answer of each function, JDK " + VERSION;
  }

  @Override
  public String peer() {
    return "an empty handler";
  }

  @Override
  public String target() {
    return "at most 2 times";
  }

  @Override
  public BenchResult run(BenchSession session) throws IOException, InterruptedException {
    Optional<Path> jdk = InstalledJdk.of(VERSION);
    if (jdk.isEmpty()) {
      return BenchResult.of(
          BenchFigure.skipped(
              "start", "no JDK " + VERSION + " here; JAVA" + VERSION + "_HOME may name one"));
    }
    Path folder = Files.createTempDirectory("rollbook-start");
    try {
      session.say("starting functions without archives of their classes");
      Map<String, List<Double>> plain = measure(session, jdk.get(), folder, ROUNDS, List.of());
      Path archives = Files.createDirectory(folder.resolve("archives"));
      String there = "-Drollbook.archives=" + archives;
      session.say("writing archives of their classes");
      measure(session, jdk.get(), folder, 1, List.of(there, "-Drollbook.archives.training=true"));
      session.say("starting functions with them");
      Map<String, List<Double>> archived =
          measure(session, jdk.get(), folder, ROUNDS, List.of(there));
      List<BenchFigure> figures = new ArrayList<>();
      figures.addAll(figures("", plain));
      figures.addAll(figures(", classes archived", archived));
      return new BenchResult(
          figures,
          List.of(
              BenchFigure.text(
                  "start: the median of %d starts; no snapshot, no network; the SDK alone asks each"
                      + " service for one thing",
                  ROUNDS)));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<BenchFigure> figures(String how, Map<String, List<Double>> millis) {
    double empty = median(millis.get(StartMain.EMPTY)) / 1e3;
    List<BenchFigure> figures = new ArrayList<>();
    PEERS_OF_SDK.forEach(
        (function, what) -> {
          double sdk = median(millis.get(function)) / 1e3;
          figures.add(
              BenchFigure.noted(
                  what + how,
                  BenchFigure.seconds(sdk),
                  BenchFigure.seconds(empty),
                  BenchFigure.text("%.2f times", sdk / empty)));
        });
    millis.forEach(
        (function, times) -> {
          if (!function.equals(StartMain.EMPTY) && !PEERS_OF_SDK.containsKey(function)) {
            figures.add(BenchFigure.times(function + how, median(times) / 1e3, empty, MOST));
          }
        });
    return figures;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static Map<String, List<Double>> measure(
      BenchSession session, Path jdk, Path folder, int rounds, List<String> flags)
      throws IOException, InterruptedException {
    Path result = folder.resolve("result.json");
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve("java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            StartMain.class.getName(),
            session.root().toString(),
            folder.toString(),
            Integer.toString(rounds),
            result.toString()));
    File log = folder.resolve("log").toFile();
    int exit =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
    if (exit != 0) {
      throw new BenchException(
          "the starts ended with " + exit + ": " + Files.readString(log.toPath()));
    }
    return new ObjectMapper()
        .readValue(Files.readAllBytes(result), new TypeReference<Map<String, List<Double>>>() {});
  }
}
