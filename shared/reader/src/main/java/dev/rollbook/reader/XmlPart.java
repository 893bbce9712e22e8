package dev.rollbook.reader;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML part of a workbook, read forwards. A part with a document type is refused, for the format
 * allows none (ECMA-376 part 2, 7.1.4) and all its use would be to expand or fetch something.
 */
final class XmlPart implements Closeable {

  /** Far more than the formats nest; a parser keeps something for each. */
  private static final int DEEPEST = 256;

  /**
   * Characters of all the names that a part uses: far more than the formats have. A parser
   * remembers names for good, and fastexcel-reader has one memory for all files.
   */
  private static final int MOST_NAMES = 1 << 16;

  /**
   * What parts are written in: the format has UTF-8 and UTF-16 (ECMA-376 part 2, 7.1.4), some
   * programs have others of a byte a character. In none of them a sign of the markup stands for
   * anything else, as {@link MarkupGuard} has to know.
   */
  private static final Pattern ENCODINGS =
      Pattern.compile(
          "UTF-?(8|16(LE|BE)?)|US-ASCII|ASCII|ISO-8859-\\d+|windows-125\\d",
          Pattern.CASE_INSENSITIVE);

  private final String name;
  private final InputStream in;
  private final XMLStreamReader reader;
  private final Set<String> names = new HashSet<>();
  private int nameCharacters;
  private int depth;

  private static XMLInputFactory factory() {
    // Named, so that no other parser on the class path takes its place. One for each part, since a
    // factory remembers every name that its parsers have met.
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Begins a part; closes the stream with itself. */
  XmlPart(String name, InputStream in) throws RosterException, IOException {
    this.name = name;
    this.in = new MarkupGuard(in);
    try {
      reader = factory().createXMLStreamReader(this.in);
    } catch (XMLStreamException e) {
      in.close();
      throw WorkbookDamage.in(name, e);
    }
    String encoding = Objects.requireNonNullElse(reader.getEncoding(), "UTF-8");
    if (!ENCODINGS.matcher(encoding).matches()) {
      in.close();
      throw WorkbookDamage.in(name, "encoding " + encoding);
    }
  }

  /** Goes to the next event; false behind the last. */
  private boolean next() throws RosterException {
    try {
      if (!reader.hasNext()) {
        return false;
      }
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw WorkbookDamage.in(name, "document type or entity");
      }
      depth += reader.isStartElement() ? 1 : reader.isEndElement() ? -1 : 0;
      if (depth > DEEPEST) {
        throw WorkbookDamage.in(name, "nested too deep");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        noteNames();
      }
      return true;
    } catch (XMLStreamException | RuntimeException e) {
      throw WorkbookDamage.in(name, e);
    }
  }

  private void noteNames() throws RosterException {
    note(reader.getPrefix(), reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      note(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      note("xmlns", Optional.ofNullable(reader.getNamespacePrefix(i)).orElse(""));
    }
  }

  private void note(String prefix, String local) throws RosterException {
    String met = prefix.isEmpty() ? local : prefix + ":" + local;
    if (names.add(met)) {
      nameCharacters += met.length();
      if (nameCharacters > MOST_NAMES) {
        throw WorkbookDamage.in(name, "too many names");
      }
    }
  }

  /** Goes to the next element that begins; false if there is none. */
  boolean nextElement() throws RosterException {
    while (next()) {
      if (reader.isStartElement()) {
        return true;
      }
    }
    return false;
  }

  /** Goes to the next element that begins before the one of a name ends. */
  boolean nextElementWithin(String outer) throws RosterException {
    while (next()) {
      if (reader.isStartElement()) {
        return true;
      }
      if (reader.isEndElement() && reader.getLocalName().equals(outer)) {
        return false;
      }
    }
    throw WorkbookDamage.in(name, "end of " + outer + " missing");
  }

  /** Goes to the next element of a name, wherever it is. */
  boolean goTo(String element) throws RosterException {
    while (nextElement()) {
      if (is(element)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is at an element of this name. */
  boolean is(String element) {
    return reader.getLocalName().equals(element);
  }

  /** An attribute of the element it is at. */
  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(reader.getAttributeValue(null, attribute));
  }

  /** An attribute whose name has a prefix, whichever. */
  Optional<String> prefixedAttribute(String attribute) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      boolean prefixed = !reader.getAttributePrefix(i).isEmpty();
      if (prefixed && reader.getAttributeLocalName(i).equals(attribute)) {
        return Optional.of(reader.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  /**
   * The text of the element it is at, to its end, without what its own elements hold.
   *
   * @return whether it has no elements of its own
   */
  boolean text(BoundedText into) throws RosterException {
    boolean plain = true;
    int level = 1;
    while (level > 0) {
      if (!next()) {
        throw WorkbookDamage.in(name, "end missing");
      }
      if (reader.isStartElement()) {
        plain = false;
        level++;
      } else if (reader.isEndElement()) {
        level--;
      } else if (level == 1 && isText()) {
        append(into);
      }
    }
    return plain;
  }

  /** The parser reads a text when it is asked for it, and only then meets what is wrong with it. */
  private void append(BoundedText into) throws RosterException {
    try {
      into.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    } catch (RuntimeException e) {
      throw WorkbookDamage.in(name, e);
    }
  }

  private boolean isText() {
    return reader.hasText() && reader.getEventType() != XMLStreamConstants.COMMENT;
  }

  /**
   * The text of the element it is at with that of its runs, as a string item has it (ECMA-376 part
   * 1, 18.4.8): without phonetic runs, which repeat the text in another script, and without what
   * stands between its elements.
   *
   * @return whether that is all the text there is
   */
  boolean richText(BoundedText into) throws RosterException {
    boolean all = true;
    int outer = depth;
    while (depth >= outer) {
      if (!next()) {
        throw WorkbookDamage.in(name, "end missing");
      }
      if (reader.isStartElement()) {
        if (is("t")) {
          all &= text(into);
        } else if (is("rPh")) {
          skip();
          all = false;
        }
      } else if (isText()) {
        all = false;
      }
    }
    return all;
  }

  /** Goes behind the element it is at. */
  void skip() throws RosterException {
    text(new BoundedText());
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException("the XML parser cannot be closed", e);
    } finally {
      in.close();
    }
  }
}
