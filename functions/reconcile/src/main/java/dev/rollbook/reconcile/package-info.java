/**
 * From row batches to changed users: {@link dev.rollbook.reconcile.Planning} decides what becomes
 * of each row and stores that, {@link dev.rollbook.reconcile.Applying} writes it, {@link
 * dev.rollbook.reconcile.Reconciliation} does both for whole batches and settles them.
 */
package dev.rollbook.reconcile;
