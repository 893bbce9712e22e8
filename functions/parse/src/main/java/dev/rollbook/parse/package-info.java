/**
 * From an uploaded file to row batches on the queue: {@link dev.rollbook.parse.UploadRouter} tells
 * whose file it is, {@link dev.rollbook.parse.RosterIntake} judges it and waits for the import's
 * turn, {@link dev.rollbook.parse.Dispatch} sends out its rows.
 */
package dev.rollbook.parse;
