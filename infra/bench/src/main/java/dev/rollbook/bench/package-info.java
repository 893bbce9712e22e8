/** Measures what an import takes; speed is looked at here and never asserted in a test. */
package dev.rollbook.bench;
