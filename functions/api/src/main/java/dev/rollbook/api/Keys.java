package dev.rollbook.api;

import dev.rollbook.directory.Tenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of tenants: {@code rbk_<tenant>_<secret>}, the secret of 256 bits; only their hashes are
 * stored.
 */
public final class Keys {

  /** What a tenant's name must look like. */
  public static final Pattern TENANT = Pattern.compile("[a-z0-9-]{3,32}");

  private static final Pattern KEY = Pattern.compile("rbk_([a-z0-9-]{3,32})_([A-Za-z0-9_-]{43})");
  private static final int SECRET_BYTES = 32;

  /** A key and its successor, so that a tenant can change over without a gap. */
  private static final int LIVE_KEYS = 2;

  /** Looks like a key, and is none: 43 zeros are no hash's way back. */
  static final String NOBODYS = "rbk_---_" + "0".repeat(43);

  private final Tenants tenants;
  private final SecureRandom random;

  /** Issues and checks keys against the stored hashes. */
  public Keys(Tenants tenants, SecureRandom random) {
    this.tenants = tenants;
    this.random = random;
  }

  /** Gives a tenant a new key. Beside it, the last one stays good. */
  public String issue(String tenant) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String key =
        "rbk_" + tenant + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    List<String> hashes = new ArrayList<>();
    hashes.add(hash(key));
    tenants.keyHashes(tenant).stream().limit(LIVE_KEYS - 1L).forEach(hashes::add);
    tenants.putKeyHashes(tenant, hashes);
    return key;
  }

  /** Makes an end of all keys of a tenant, and says how many were good. */
  public int revoke(String tenant) {
    int live = tenants.keyHashes(tenant).size();
    tenants.putKeyHashes(tenant, List.of());
    return live;
  }

  /** Whose key it is; empty for one that was never issued or is no good any more. */
  public Optional<String> tenantOf(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] hash = hash(key).getBytes(StandardCharsets.US_ASCII);
    return tenants.keyHashes(matcher.group(1)).stream()
            .anyMatch(
                stored -> MessageDigest.isEqual(hash, stored.getBytes(StandardCharsets.US_ASCII)))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
