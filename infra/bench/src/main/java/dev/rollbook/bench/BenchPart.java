package dev.rollbook.bench;

import java.io.IOException;

/** One of the benchmarks. */
public interface BenchPart {

  /** What it is called on the command line. */
  String name();

  /** What it measures, in a few words. */
  String subject();

  /** What it measures that beside, in the same run. */
  String peer();

  /** What is to be reached. */
  String target();

  /**
   * Measures.
   *
   * @throws BenchException if what is measured does not end as it should
   */
  BenchResult run(BenchSession session) throws IOException, InterruptedException;
}
