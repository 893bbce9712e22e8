/** What else the pipeline's tests can run in than the emulators of this project. */
package dev.rollbook.local.backend;
