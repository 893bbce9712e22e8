package dev.rollbook.testkit;

import dev.rollbook.directory.PasswordHasher;

/** Hashes at once and without salt, so that two runs give the same. */
public final class QuickHasher implements PasswordHasher {

  @Override
  public String hash(String password) {
    return "quick$" + Integer.toHexString(password.hashCode());
  }

  @Override
  public boolean matches(String password, String hash) {
    return hash(password).equals(hash);
  }
}
