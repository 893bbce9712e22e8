// The first rows of a report: who failed and why, or who would be deactivated.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {fieldLabel} from './changes-table.js';
import {firstRows, unguarded} from './csv.js';
import {Page, scrolling} from './page.js';
import {UploadedRows} from './uploaded-rows.js';
import {number, t, word} from './words.js';

const AT_MOST = 100;

export class ReportRows extends Page {
  static properties = {
    ...Page.properties,
    importId: {type: String},
    what: {type: String},
    heading: {type: String},
    columns: {attribute: false},
    failed: {type: Boolean},
    found: {state: true},
    uploaded: {state: true},
    opened: {state: true},
  };

  constructor() {
    super();
    this.importId = '';
    /** Which of an import's files. @type {'report'|'deactivations'} */
    this.what = 'report';
    this.heading = '';
    /** @type {{rows: string[][], more: boolean}|null} */
    this.found = null;
    /** What each column fed. @type {import('./api.js').MappedColumn[]} */
    this.columns = [];
    /** Whether any row failed, and is to be shown as it was uploaded. */
    this.failed = false;
    /** The failed ones as they were uploaded. @type {UploadedRows|null} */
    this.uploaded = null;
    /** Whose cells somebody has looked at. @type {Set<string>} */
    this.opened = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.found = await firstRows(await api.file(this.importId, this.what), AT_MOST);
      if (this.failed) {
        this.uploaded = await UploadedRows.of(this.importId, AT_MOST);
      }
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
          ? html`<table class="report stacked">
              <thead>
                <tr><th scope="col">${t('review.row')}</th><th scope="col">${t('target.username')}</th><th scope="col">${t('report.why')}</th></tr>
              </thead>
              <tbody>
                ${rows.map(
                  ([row, username, code, field, message], index) => html`<tr>
                    <td>${number(Number(row))}</td>
                    <th scope="row" class="cell"><bdi>${unguarded(username) || '–'}</bdi></th>
                    <td class="cell"><bdi class="said">${unguarded(message)}</bdi><br><small>${word('finding', code)}${field ? html` · <bdi>${fieldLabel(unguarded(field))}</bdi>` : nothing}</small>
                      ${rows[index - 1]?.[0] !== row && this.uploaded?.has(row) ? this.cells(this.uploaded, row, rows) : nothing}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
          : html`<ul class="names">${rows.map(([username, ...rest]) => html`<li><bdi>${unguarded(username)}</bdi> <small><bdi>${rest.filter(Boolean).map(unguarded).join(' ')}</bdi></small></li>`)}</ul>`,
      )}
      ${more ? html`<p>${t('report.more', {n: rows.length})}</p>` : nothing}`;
  }

  /**
   * A failed row around its faulty cells.
   * @param {UploadedRows} uploaded
   * @param {string} row its number
   * @param {string[][]} found all that was found
   */
  cells(uploaded, row, found) {
    const fields = found.filter(([each]) => each === row).map(([, , , field]) => unguarded(field));
    const faulty = this.columns.filter(({target}) => fields.includes(target)).map(({column}) => String(column));
    return html`
      <details @toggle=${() => (this.opened = new Set([...this.opened, row]))}>
        <summary>${t('report.uploaded')}</summary>
        ${this.opened.has(row)
          ? uploaded.show(row, (column) => faulty.includes(column.heading || String(column.number)))
          : nothing}
      </details>`;
  }
}
customElements.define('report-rows', ReportRows);
