// How a file was read: what was found out of it, and what was guessed or left out.

import {html, nothing} from 'lit';
import {delimiterWord} from './option-words.js';
import {link} from './page.js';
import {number, t} from './words.js';

/** @param {Object<string, any>} reading @param {number} [rowCount] where it is not told elsewhere */
export function readingFacts(reading, rowCount = 0) {
  /** @type {[string, any][]} */
  const facts = [
    ['format', reading.format.toUpperCase()],
    ['charset', reading.charset],
    ['delimiter', reading.delimiter && delimiterWord(reading.delimiter)],
    ['sheet', reading.sheet],
    ['headerRow', reading.headerRow > 0 ? number(reading.headerRow) : t('review.noHeader')],
    ['rowCount', rowCount && number(rowCount)],
  ];
  return html`
    <dl class="facts">
      ${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${t('reading.' + name)}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl>
    ${reading.resendOf ? html`<p>${t('review.resend')} <a href=${link('imports', reading.resendOf)}>${t('imports.thatOne')}</a></p>` : nothing}
    ${reading.notes?.length ? html`<ul>${reading.notes.map((/** @type {string} */ note) => html`<li><bdi>${note}</bdi></li>`)}</ul>` : nothing}`;
}
