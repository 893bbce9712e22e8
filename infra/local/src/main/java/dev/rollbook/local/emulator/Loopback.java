package dev.rollbook.local.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/** The only address anything here listens on. */
public final class Loopback {

  /**
   * As text, since {@code localhost} may be IPv6 and makes the SDK address buckets by host name.
   */
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /** The address with a port, 0 for any free one. */
  public static InetSocketAddress address(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** The URL of a server on this address. */
  public static URI url(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** A port that is free now. For servers that must be told their port before they listen. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address(0));
      return socket.getLocalPort();
    }
  }
}
