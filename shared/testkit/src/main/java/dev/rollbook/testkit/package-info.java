/**
 * In-memory fakes of the ports, and the contracts that fakes and adapters both keep. A fake is safe
 * for use by several threads, and shows what was done to it.
 */
package dev.rollbook.testkit;
