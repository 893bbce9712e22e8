package dev.rollbook.local;

import dev.rollbook.local.emulator.Loopback;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where containers reach this machine under the name {@code host.docker.internal}. A Docker engine
 * on Linux gives them the address that its bridge has here; Docker Desktop, on whatever system,
 * leads them to the loopback address.
 *
 * @param address the address to listen on
 * @param prefixLength how many of its bits are those of the network whose callers are let in
 */
record ContainerBridge(InetAddress address, int prefixLength) {

  private static final String DOCKER = "docker0";
  private static final int LOOPBACK_PREFIX = 8;

  /** Finds it; a machine without a bridge of its own has Docker Desktop, or no Docker. */
  static ContainerBridge find() throws SocketException, UnknownHostException {
    Optional<NetworkInterface> bridge = Optional.ofNullable(NetworkInterface.getByName(DOCKER));
    Optional<InterfaceAddress> own =
        bridge.stream()
            .flatMap(each -> each.getInterfaceAddresses().stream())
            .filter(each -> each.getAddress() instanceof Inet4Address)
            .findFirst();
    return own.isPresent()
        ? new ContainerBridge(own.get().getAddress(), own.get().getNetworkPrefixLength())
        : loopback();
  }

  /** The loopback address. */
  static ContainerBridge loopback() throws UnknownHostException {
    return new ContainerBridge(Loopback.address(0).getAddress(), LOOPBACK_PREFIX);
  }

  /** Any free port there. */
  InetSocketAddress anyPort() {
    return new InetSocketAddress(address, 0);
  }

  /**
   * Whether a caller is in its network, or this machine itself, whichever of its addresses it calls
   * from. What another machine routes here is neither.
   */
  boolean reaches(InetAddress caller) throws SocketException {
    return (caller instanceof Inet4Address && network(caller) == network(address))
        || NetworkInterface.getByInetAddress(caller) != null;
  }

  private long network(InetAddress of) {
    long bits = 0;
    for (byte part : of.getAddress()) {
      bits = (bits << Byte.SIZE) | (part & 0xFF);
    }
    return bits >> (Integer.SIZE - prefixLength);
  }
}
