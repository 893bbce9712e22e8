/** The services that a cloud stands on: what it asks of them, and how they are begun and ended. */
package dev.rollbook.local.backend;
