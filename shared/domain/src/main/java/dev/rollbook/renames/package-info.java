/**
 * Users who get other names (SPEC U14): a roster's are decided together, then made together; who
 * refers to them follows.
 */
package dev.rollbook.renames;
