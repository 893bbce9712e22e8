/**
 * From settled rows to the summary: {@link dev.rollbook.finalize.Unlisted} plans and applies
 * deactivations, {@link dev.rollbook.finalize.ResultWriter} writes what tenants download, {@link
 * dev.rollbook.finalize.Finalization} does both in order and ends the import, {@link
 * dev.rollbook.finalize.Sweep} sees to imports that lost their way.
 */
package dev.rollbook.finalize;
