/** The three emulators, each behind one small class, and the three together. */
package dev.rollbook.local.emulator;
