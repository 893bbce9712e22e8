/** Passwords in the only form in which they are kept (SPEC U6, A8). */
package dev.rollbook.passwords;
