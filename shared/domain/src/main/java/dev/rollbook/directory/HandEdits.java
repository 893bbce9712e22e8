package dev.rollbook.directory;

import java.util.List;

/**
 * What was done to users by hand, kept for 400 days (SPEC A11). An import never writes here: what
 * it did, its plans tell.
 */
public interface HandEdits {

  /**
   * Notes an edit. To be done before the user is written, so that no change goes unnoted; of one
   * that is too large for the store, a part (see {@link HandEdit#shortened}).
   */
  void add(String tenant, String username, HandEdit edit);

  /**
   * The edits of a username, newest first. There may be more behind fewer than the limit, but not
   * behind none.
   *
   * @param before the cursor of the edit behind which to go on; empty for the newest
   */
  List<Noted> newest(String tenant, String username, String before, int limit);

  /**
   * A noted edit.
   *
   * @param cursor goes on behind it
   * @param edit what was done
   */
  record Noted(String cursor, HandEdit edit) {}
}
