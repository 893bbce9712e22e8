/**
 * From row batches to changed users: {@link dev.rollbook.reconcile.BatchPlanner} decides what
 * becomes of each row and stores that, {@link dev.rollbook.reconcile.PlanApplier} writes it, {@link
 * dev.rollbook.reconcile.BatchReconciler} does both for whole batches and settles them.
 */
package dev.rollbook.reconcile;
