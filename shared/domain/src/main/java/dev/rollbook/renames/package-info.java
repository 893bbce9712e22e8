/** Users who get other names by a roster (SPEC U14): decided together, then made together. */
package dev.rollbook.renames;
