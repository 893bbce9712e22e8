// Reads the first rows of a CSV as it arrives, and not more of it than is shown.

/** However long its cells are. */
const MOST_CHARACTERS = 4_000_000;

/**
 * @param {Response} answer
 * @param {number} limit how many rows behind the heading
 * @returns {Promise<{heading: string[], rows: string[][], more: boolean}>}
 */
export async function firstRows(answer, limit) {
  const rows = new Rows();
  let characters = 0;
  let cut = false;
  if (answer.body) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rows.add(part.value);
      characters += part.value.length;
      if (rows.complete.length > limit + 1 || characters > MOST_CHARACTERS) {
        cut = true;
        await reader.cancel();
        break;
      }
    }
  }
  if (!cut) {
    rows.end();
  }
  const [heading = [], ...below] = rows.complete;
  return {heading, rows: below.slice(0, limit), more: cut || below.length > limit};
}

/** A cell without the marks that keep spreadsheet programs from running it, or a part of it, as a formula. @param {string|undefined} cell */
export const unguarded = (cell) =>
  (cell ?? '').replace(/([;,\t|\r\n]"*)'(?='*[=+\-@])/g, '$1').replace(/^'(?='*[=+\-@\t\r])/, '');

/** Takes text in any pieces, gives rows (RFC 4180; the first line tells the delimiter). */
export class Rows {
  constructor() {
    /** @type {string[][]} */
    this.complete = [];
    /** @type {string[]} */
    this.row = [];
    this.cell = '';
    this.quoted = false;
    this.pendingQuote = false;
    this.delimiter = '';
  }

  /** @param {string} text */
  add(text) {
    for (const character of text) {
      this.take(character);
    }
  }

  end() {
    if (this.cell !== '' || this.row.length > 0) {
      this.endRow();
    }
  }

  /** @param {string} character */
  take(character) {
    if (this.pendingQuote) {
      this.pendingQuote = false;
      if (character === '"') {
        this.cell += '"';
        return;
      }
      this.quoted = false;
    }
    if (this.quoted) {
      if (character === '"') {
        this.pendingQuote = true;
      } else {
        this.cell += character;
      }
    } else if (character === '"') {
      this.quoted = true;
    } else if (character === '\n') {
      this.endRow();
    } else if (this.isDelimiter(character)) {
      this.row.push(this.cell);
      this.cell = '';
    } else if (character !== '\r' && character !== '\ufeff') {
      this.cell += character;
    }
  }

  /** @param {string} character */
  isDelimiter(character) {
    if (this.delimiter === '' && ',;\t|'.includes(character)) {
      this.delimiter = character;
    }
    return character === this.delimiter;
  }

  endRow() {
    this.row.push(this.cell);
    this.complete.push(this.row);
    this.row = [];
    this.cell = '';
  }
}
