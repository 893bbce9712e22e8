package dev.rollbook.webhooks;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells addresses that anybody on the internet can reach from all others (SPEC A13): what a tenant
 * has us call must not be a machine that only we can reach.
 */
public final class PublicAddress {

  /** What IANA lists as not globally reachable, multicast, and a cloud's own services. */
  private static final List<Block> CLOSED_4 =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("168.63.129.16", 32), // Azure's own
          Block.of("169.254.0.0", 16), // metadata of most clouds
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 4),
          Block.of("240.0.0.0", 4));

  /**
   * Of IPv6 only what is given out to the public can be public; so mapped, translated (NAT64),
   * unique local, link-local and multicast addresses are not.
   */
  private static final Block OPEN_6 = Block.of("2000::", 3);

  private static final List<Block> CLOSED_6 =
      List.of(
          Block.of("2001::", 23), // protocols, tunnels (Teredo) included
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16), // 6to4: an IPv4 address in disguise
          Block.of("3fff::", 20));

  private PublicAddress() {}

  /** Whether anybody can reach an address. */
  public static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? CLOSED_4.stream().noneMatch(block -> block.has(bytes))
        : OPEN_6.has(bytes) && CLOSED_6.stream().noneMatch(block -> block.has(bytes));
  }

  /** The addresses that begin with the same bits. */
  private record Block(BigInteger first, int bits, int free) {

    static Block of(String first, int bits) {
      try {
        byte[] bytes = InetAddress.getByName(first).getAddress();
        return new Block(new BigInteger(1, bytes), bits, bytes.length * 8 - bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address: " + first, e);
      }
    }

    boolean has(byte[] address) {
      return address.length * 8 == bits + free
          && new BigInteger(1, address).shiftRight(free).equals(first.shiftRight(free));
    }
  }
}
