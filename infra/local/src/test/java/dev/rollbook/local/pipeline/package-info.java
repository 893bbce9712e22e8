/**
 * The whole pipeline in the embedded cloud: the functions' own jars, driven over HTTP and S3 like a
 * tenant does, with killed processes, repeated and lost messages, and stores that fail. Every
 * import of these tests is held against the directory before and after it.
 */
package dev.rollbook.local.pipeline;
