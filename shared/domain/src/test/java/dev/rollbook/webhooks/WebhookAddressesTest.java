package dev.rollbook.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollbook.webhooks.WebhookUrlException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC A13: which addresses a tenant may have us call. */
class WebhookAddressesTest {

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "open.example.org", List.of("93.184.216.34", "2606:2800:220:1::1"),
          "inner.example.org", List.of("10.1.2.3"),
          "both.example.org", List.of("93.184.216.34", "127.0.0.1"),
          "metadata.example.org", List.of("169.254.169.254"),
          "six.example.org", List.of("fd00:ec2::254"),
          "127.0.0.1", List.of("127.0.0.1"));

  private static List<InetAddress> resolve(String name) throws UnknownHostException {
    if (!NAMES.containsKey(name)) {
      throw new UnknownHostException(name);
    }
    return NAMES.get(name).stream().map(WebhookAddressesTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private final WebhookAddresses deployed =
      new WebhookAddresses(WebhookAddressesTest::resolve, false);
  private final WebhookAddresses onALaptop =
      new WebhookAddresses(WebhookAddressesTest::resolve, true);

  private static Reason refusal(WebhookAddresses addresses, String url) {
    WebhookUrlException refused =
        catchThrowableOfType(WebhookUrlException.class, () -> addresses.readAndLookUp(url));
    assertThat(refused).as(url).isNotNull();
    return refused.reason();
  }

  @ParameterizedTest(name = "A13 {0}")
  @ValueSource(
      strings = {
        "https://open.example.org/hook",
        "https://open.example.org:8443/a?b=c%20d",
        "HTTPS://Open.Example.org.",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1::1]:444/x",
        "https://not-known-yet.example.org/"
      })
  void shouldTakeWhatIsPublic(String url) {
    assertThatCode(() -> deployed.readAndLookUp(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "A13 {0}")
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.01/",
        "https://0/",
        "https://0.0.0.0/",
        "https://0.1.2.3/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://100.100.100.200/",
        "https://169.254.169.254/latest/meta-data/",
        "https://168.63.129.16/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://192.0.0.192/",
        "https://198.18.0.1/",
        "https://203.0.113.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:53aa:64c::1]/",
        "https://[2001:db8::1]/",
        "https://[fc00::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://localhost/",
        "https://a.localhost/",
        "https://localhost./",
        "https://printer/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://inner.example.org/",
        "https://both.example.org/",
        "https://metadata.example.org/",
        "https://six.example.org/"
      })
  void shouldRefuseWhatIsNotPublicHoweverItIsWritten(String url) {
    assertThat(refusal(deployed, url)).isEqualTo(Reason.NOT_PUBLIC);
  }

  @ParameterizedTest(name = "A13 {0}")
  @ValueSource(
      strings = {
        "",
        "hook",
        "/hook",
        "https:///hook",
        "https:hook",
        "https://a b/",
        "http://open.example.org/",
        "ftp://open.example.org/",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://user@open.example.org/",
        "https://user:word@open.example.org/",
        "https://open.example.org/#part",
        "https://open.example.org:0/",
        "https://open.example.org:65536/",
        "https://open..example.org/",
        "https://127.1/",
        "https://0x7f.0.0.1/",
        "https://１２７.0.0.1/",
        "https://[fe80::1%25eth0]/ "
      })
  void shouldRefuseWhatIsNoUrlOfHttps(String url) {
    assertThat(refusal(deployed, url)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldRefuseAUrlThatIsTooLong() {
    assertThat(refusal(deployed, "https://open.example.org/" + "x".repeat(2_000)))
        .isEqualTo(Reason.MALFORMED);
  }

  /** A name may stand for another address by the time it is called. */
  @Test
  void shouldLookANameUpAnewForEachConnection() throws Exception {
    assertThat(deployed.addresses("open.example.org")).hasSize(2);
    assertThat(
            catchThrowableOfType(
                WebhookUrlException.class, () -> deployed.addresses("both.example.org")))
        .isNotNull();
  }

  @ParameterizedTest(name = "A13 {0}")
  @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://localhost:1/", "http://[::1]:80/"})
  void shouldLetThisMachineItselfBeCalledOnALaptop(String url) {
    assertThatCode(() -> onALaptop.read(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "A13 {0}")
  @ValueSource(
      strings = {"https://10.0.0.1/", "https://169.254.169.254/", "https://inner.example.org/"})
  void shouldLetNothingElseBeCalledOnALaptop(String url) {
    assertThat(refusal(onALaptop, url)).isEqualTo(Reason.NOT_PUBLIC);
    assertThat(refusal(onALaptop, url.replace("https", "http"))).isEqualTo(Reason.MALFORMED);
  }
}
