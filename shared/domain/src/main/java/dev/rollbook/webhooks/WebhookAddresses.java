package dev.rollbook.webhooks;

import dev.rollbook.webhooks.WebhookUrlException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which addresses a tenant may have us call (SPEC A13): public ones, by HTTPS. How an address is
 * written does not matter, and a name is as good as what it stands for at the moment it is called.
 */
public final class WebhookAddresses {

  private static final int LONGEST_URL = 2_000;

  /** What a name's last part must not look like: such a name is an address in some notation. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /** Names that are of use inside a network only. */
  private static final List<String> INNER =
      List.of("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa");

  private final Resolver resolver;
  private final boolean loopback;

  /** Finds the addresses of a name. */
  @FunctionalInterface
  public interface Resolver {
    /** All of them; there is at least one. */
    List<InetAddress> resolve(String name) throws UnknownHostException;
  }

  /**
   * The rules for addresses.
   *
   * @param loopback whether this machine itself may be called, also by HTTP; for a laptop only
   */
  public WebhookAddresses(Resolver resolver, boolean loopback) {
    this.resolver = resolver;
    this.loopback = loopback;
  }

  /**
   * A URL that may be called, as far as it can be told without looking its name up.
   *
   * @throws WebhookUrlException saying what is wrong with it
   */
  public URI read(String url) throws WebhookUrlException {
    URI uri = uri(url);
    String host = host(uri);
    boolean own = loopback && isOwn(host);
    if (!"https".equals(scheme(uri)) && !(own && "http".equals(scheme(uri)))) {
      throw malformed("it must begin with https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw malformed("it must not have a user name or password");
    }
    if (uri.getRawFragment() != null) {
      throw malformed("it must not have a part behind #");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw malformed("there is no port " + uri.getPort());
    }
    if (!own) {
      requireWritten(host);
    }
    return uri;
  }

  /**
   * A URL that may be called, its name looked up. A name that is not known now is taken: what it
   * stands for is looked at again whenever it is called.
   *
   * @throws WebhookUrlException saying what is wrong with it
   */
  public URI readAndLookUp(String url) throws WebhookUrlException {
    URI uri = read(url);
    try {
      addresses(host(uri));
    } catch (UnknownHostException e) {
      return uri;
    }
    return uri;
  }

  /**
   * The addresses to connect to for a host. Whoever connects must take one of these, and not look
   * the name up again.
   *
   * @throws UnknownHostException if the name is not known
   * @throws WebhookUrlException if any of its addresses is not public
   */
  public List<InetAddress> addresses(String host) throws UnknownHostException, WebhookUrlException {
    List<InetAddress> found = resolver.resolve(host);
    for (InetAddress address : found) {
      if (!PublicAddress.isPublic(address) && !(loopback && address.isLoopbackAddress())) {
        throw notPublic(host);
      }
    }
    return found;
  }

  private static URI uri(String url) throws WebhookUrlException {
    if (url.length() > LONGEST_URL) {
      throw malformed("it must not have more than " + LONGEST_URL + " characters");
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw malformed("it is not a URL");
    }
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static String host(URI uri) throws WebhookUrlException {
    if (uri.getHost() == null) {
      throw malformed("it has no host that could be called");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static boolean isOwn(String host) {
    return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
  }

  /** Refuses what is not public by the way it is written. */
  private static void requireWritten(String host) throws WebhookUrlException {
    if (host.startsWith("[")) {
      requirePublic(host.substring(1, host.length() - 1), host);
      return;
    }
    String[] labels = host.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (NUMBER.matcher(last).matches()) {
      // Decimal, octal, hexadecimal or short: only one way of writing is what it looks like.
      if (!DOTTED.matcher(host).matches()) {
        throw notPublic(host);
      }
      requirePublic(host, host);
    } else if (labels.length < 2 || INNER.contains(last)) {
      throw notPublic(host);
    }
  }

  private static void requirePublic(String literal, String host) throws WebhookUrlException {
    try {
      if (literal.indexOf('%') >= 0 || !PublicAddress.isPublic(InetAddress.getByName(literal))) {
        throw notPublic(host);
      }
    } catch (UnknownHostException e) {
      throw malformed("'" + host + "' is not an address");
    }
  }

  private static WebhookUrlException malformed(String what) {
    return new WebhookUrlException(Reason.MALFORMED, what);
  }

  private static WebhookUrlException notPublic(String host) {
    return new WebhookUrlException(
        Reason.NOT_PUBLIC, "'" + host + "' is not an address that is public");
  }
}
