package dev.rollbook.directory;

/** Limits of the directory (SPEC section 10). */
public final class Limits {

  /** Groups a user may be in. */
  public static final int GROUPS_PER_USER = 50;

  /** Tags a user may have. */
  public static final int TAGS_PER_USER = 50;

  /** Products and offers that one import grants. */
  public static final int ACCESS_PER_IMPORT = 50;

  /** Characters of a list's name. */
  public static final int LIST_CHARACTERS = 100;

  /** Days that an unlisted user may stay active. */
  public static final int GRACE_DAYS = 90;

  /** Bytes of a username in UTF-8. */
  public static final int USERNAME_BYTES = 128;

  /** Characters of any other value. */
  public static final int VALUE_CHARACTERS = 4_000;

  private Limits() {}
}
