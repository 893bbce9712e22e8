/**
 * The benchmarks: each part measures its peer in the same run and prints the ratio. Speed is looked
 * at here and never asserted in a test.
 */
package dev.rollbook.bench;
