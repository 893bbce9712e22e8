// The first rows of a report: who failed and why, or who would be deactivated.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {firstRows} from './csv.js';
import {Page, scrolling} from './page.js';
import {number, t, word} from './words.js';

const AT_MOST = 100;

export class ReportRows extends Page {
  static properties = {...Page.properties, importId: {type: String}, what: {type: String}, heading: {type: String}, found: {state: true}};

  constructor() {
    super();
    this.importId = '';
    /** Which of an import's files. @type {'report'|'deactivations'} */
    this.what = 'report';
    this.heading = '';
    /** @type {{rows: string[][], more: boolean}|null} */
    this.found = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.found = await firstRows(await api.file(this.importId, this.what), AT_MOST);
    });
  }

  render() {
    return html`
      ${this.what === 'report' ? html`<h2>${t('report.title')}</h2>` : nothing} ${this.showProblem()}
      ${this.found ? this.table(this.found) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {{rows: string[][], more: boolean}} found */
  table({rows, more}) {
    const label = this.heading || t('report.title');
    return html`
      ${scrolling(
        label,
        this.what === 'report'
          ? html`<table>
              <thead>
                <tr><th scope="col">${t('review.row')}</th><th scope="col">${t('target.username')}</th><th scope="col">${t('report.why')}</th></tr>
              </thead>
              <tbody>
                ${rows.map(
                  ([row, username, code, field, message]) => html`<tr>
                    <td>${number(Number(row))}</td>
                    <th scope="row" class="cell"><bdi>${plain(username) || '–'}</bdi></th>
                    <td class="cell"><bdi class="said">${plain(message)}</bdi><br><small>${word('finding', code)}${field ? html` · <bdi>${plain(field)}</bdi>` : nothing}</small></td>
                  </tr>`,
                )}
              </tbody>
            </table>`
          : html`<ul class="names">${rows.map(([username, ...rest]) => html`<li><bdi>${plain(username)}</bdi> <small><bdi>${rest.filter(Boolean).map(plain).join(' ')}</bdi></small></li>`)}</ul>`,
      )}
      ${more ? html`<p>${t('report.more', {n: AT_MOST})}</p>` : nothing}`;
  }
}
customElements.define('report-rows', ReportRows);

/** Without the marks that keep a spreadsheet from running a cell as a formula, as FormulaGuard puts them. @param {string|undefined} cell */
const plain = (cell) => (cell ?? '').replace(/([;,\t|\r\n]"*)'(?='*[=+\-@])/g, '$1').replace(/^'(?='*[=+\-@\t\r])/, '');
