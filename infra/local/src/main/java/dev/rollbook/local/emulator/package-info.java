/** The three emulators, each behind one small class, and what is created in them. */
package dev.rollbook.local.emulator;
