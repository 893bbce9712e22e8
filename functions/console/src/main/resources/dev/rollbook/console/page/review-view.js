// SPEC C2: what was read, what each column feeds, the first rows.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {Page, scrolling} from './page.js';
import {readingFacts} from './reading-facts.js';
import {number, t, word} from './words.js';

const FIELDS = [
  'username', 'oldUsername', 'email', 'firstName', 'lastName', 'phone', 'language', 'password', 'groups', 'supervisor', 'secondSupervisor', 'tags',
];
// Of a column that nobody chose anything for: it feeds nothing, but still tells rows of one person apart (SPEC R13).
const NONE = '';
const SEVERAL = ['tags', 'ignore', NONE];

export class ReviewView extends Page {
  static properties = {
    ...Page.properties,
    shown: {attribute: false},
    preview: {state: true},
    targets: {state: true},
    properties_: {state: true},
    matchBy: {state: true},
  };

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
    /** @type {Object<string, any>|null} */
    this.preview = null;
    /** What each column feeds, in the columns' order. @type {string[]} */
    this.targets = [];
    /** @type {any[]} */
    this.properties_ = [];
    this.matchBy = 'username';
  }

  connectedCallback() {
    super.connectedCallback();
    this.matchBy = this.shown?.options?.matchBy ?? this.matchBy;
    this.attempt(async () => {
      const id = this.shown?.importId ?? '';
      const [preview, properties] = await Promise.all([api.preview(id), api.properties()]);
      this.targets = preview.columns.map((/** @type {any} */ column) => ReviewView.suggested(column));
      this.properties_ = properties;
      this.preview = preview;
    });
  }

  /** What a column feeds unless somebody chooses otherwise. @param {any} column */
  static suggested(column) {
    return column.target === 'ignore' && !column.skipped ? NONE : column.target;
  }

  /** The columns, by number, whose target another one feeds already. */
  twice() {
    return this.targets
      .map((target, index) => ({target, index}))
      .filter(({target}) => !SEVERAL.includes(target) && this.targets.filter((each) => each === target).length > 1)
      .map(({index}) => index);
  }

  /** Whether some column tells who is who. */
  isComplete() {
    return this.targets.includes(this.matchBy);
  }

  /** By the heading where that is one column's alone, else by the number. */
  mapping() {
    /** @type {any[]} */
    const columns = this.preview?.columns ?? [];
    const headings = columns.map((column) => column.column);
    // What a column fed that was changed, another one of such a heading would feed if the mapping did not name it.
    const freed = columns.some((column) => !this.targets.includes(ReviewView.suggested(column)));
    return this.targets
      .map((target, index) => ({
        column: headings.filter((each) => each === headings[index]).length === 1 ? headings[index] : index + 1,
        target: target === NONE && freed ? 'ignore' : target,
      }))
      .filter(({target}) => target !== NONE);
  }

  /** @param {boolean} dryRun */
  async start(dryRun) {
    const shown = this.shown;
    if (!shown) {
      return;
    }
    const mapping = this.mapping();
    const remember = /** @type {HTMLInputElement|null} */ (this.querySelector('[name=remember]'))?.checked;
    const started = await this.attempt(async () => {
      if (remember) {
        const {profile} = await api.settings();
        await api.changeSettings({profile: {options: {...profile?.options, mapping}}});
      }
      return api.start(shown.importId, {mapping, options: {dryRun, matchBy: this.matchBy}});
    });
    if (started) {
      this.changed();
    }
  }

  async cancel() {
    const shown = this.shown;
    if (shown && (await this.attempt(() => api.cancel(shown.importId)))) {
      this.changed();
    }
  }

  changed() {
    this.dispatchEvent(new CustomEvent('import-changed', {bubbles: true}));
  }

  render() {
    const preview = this.preview;
    if (!preview) {
      return this.problem ? this.showProblem() : html`<p aria-busy="true">${t('loading')}</p>`;
    }
    const twice = this.twice();
    return html`
      ${this.showProblem()}
      <h2>${t('review.read')}</h2>
      ${readingFacts(preview.reading, preview.rowCount)}
      <h2>${t('review.columns')}</h2>
      <p>${t('review.columnsLead')}</p>
      <label class="short">
        ${t('option.matchBy')}
        <select name="matchBy" @change=${(/** @type {Event} */ event) => (this.matchBy = /** @type {HTMLSelectElement} */ (event.target).value)}>
          ${['username', 'email'].map((each) => html`<option value=${each} ?selected=${each === this.matchBy}>${t('option.matchBy.' + each)}</option>`)}
        </select>
      </label>
      ${this.columns(preview.columns, twice)}
      <div role="alert">
        ${this.isComplete() ? nothing : html`<p class="problem">${t('review.missing', {target: t('target.' + this.matchBy)})}</p>`}
        ${twice.length ? html`<p class="problem">${t('review.twice', {targets: [...new Set(twice.map((index) => this.label(this.targets[index])))].join(', ')})}</p>` : nothing}
      </div>
      <label>
        <input type="checkbox" name="remember">
        ${t('review.remember')}
      </label>
      <h2>${t('review.rows')}</h2>
      ${this.rows(preview.rows)} ${this.findings(preview)}
      <div class="actions">
        <button ?disabled=${this.busy || twice.length > 0 || !this.isComplete()} aria-busy=${this.busy} @click=${() => this.start(true)}>
          ${t('review.plan')}
        </button>
        <button class="secondary" ?disabled=${this.busy || twice.length > 0 || !this.isComplete()} @click=${() => this.start(false)}>
          ${t('review.start')}
        </button>
        <button class="secondary outline" ?disabled=${this.busy} @click=${this.cancel}>${t('review.cancel')}</button>
      </div>`;
  }

  /** @param {any[]} columns @param {number[]} twice */
  columns(columns, twice) {
    return scrolling(
      t('review.columns'),
      html`<table class="stacked">
        <thead>
          <tr><th scope="col">${t('review.column')}</th><th scope="col">${t('review.samples')}</th><th scope="col">${t('review.target')}</th></tr>
        </thead>
        <tbody>
          ${columns.map(
            (column, index) => html`
              <tr>
                <th scope="row" class="cell"><bdi>${column.column}</bdi></th>
                <td class="cell">${column.samples.length ? column.samples.map((/** @type {string} */ sample) => html`<bdi class="sample">${sample}</bdi> `) : '–'}</td>
                <td>
                  <select
                    aria-label=${t('review.targetOf', {column: column.column})}
                    aria-invalid=${twice.includes(index) ? 'true' : nothing}
                    @change=${(/** @type {Event} */ event) =>
                      (this.targets = this.targets.with(index, /** @type {HTMLSelectElement} */ (event.target).value))}>
                    ${this.choices(column).map((target) => html`<option value=${target} ?selected=${target === this.targets[index]}>${this.label(target)}</option>`)}
                  </select>
                  ${twice.includes(index) ? html`<small>${t('review.twiceHere')}</small>` : nothing}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    );
  }

  /** @param {any} column */
  choices(column) {
    return [...(ReviewView.suggested(column) === NONE ? [NONE] : []), 'ignore', ...FIELDS, ...this.properties_.map((property) => `property:${property.name}`)];
  }

  /** @param {string} target */
  label(target) {
    if (target === NONE) {
      return t('target.none');
    }
    return target.startsWith('property:') ? t('target.property', {name: target.slice('property:'.length)}) : word('target', target);
  }

  /** What becomes of the user that a row names, as far as reading can tell. @param {any} row */
  fate({exists, values}) {
    const {leavers, existingUsers, newUsers} = this.shown?.options ?? {};
    if (Object.keys(values).length === 0) {
      return 'review.leftOut';
    }
    if (exists) {
      return leavers ? 'review.leaves' : existingUsers === 'skip' ? 'review.knownSkipped' : 'review.known';
    }
    return leavers || newUsers === 'skip' ? 'review.newSkipped' : 'review.new';
  }

  /** @param {any[]} rows */
  rows(rows) {
    const filled = new Set(rows.flatMap((row) => Object.keys(row.values)));
    /** @type {string[]} */
    const fed = this.preview?.columns.map((/** @type {any} */ column) => column.target) ?? [];
    const shownTargets = [...new Set(fed)].filter((target) => target !== 'username' && filled.has(target));
    return scrolling(
      t('review.rows'),
      html`<table class="first">
        <thead>
          <tr>
            <th scope="col">${t('review.row')}</th><th scope="col">${t('target.username')}</th>
            ${shownTargets.map((target) => html`<th scope="col">${this.label(target)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <td>${number(row.row)}</td>
                <th scope="row" class="cell">
                  <bdi class=${row.exists ? 'known' : ''}>${row.username || '–'}</bdi>
                  ${row.username ? html`<small>${t(this.fate(row))}</small>` : nothing}
                </th>
                ${shownTargets.map((target) => html`<td class="cell"><bdi>${row.values[target] ?? ''}</bdi></td>`)}
              </tr>`,
          )}
        </tbody>
      </table>`,
    );
  }

  /** @param {Object<string, any>} preview */
  findings(preview) {
    const counts = Object.entries(preview.findingCounts);
    if (counts.length === 0) {
      return nothing;
    }
    return html`
      <h2>${t('review.findings')}</h2>
      <ul>${counts.map(([code, count]) => html`<li>${word('finding', code)}: ${number(/** @type {number} */ (count))}</li>`)}</ul>
      <details>
        <summary>${t('review.firstFindings')}</summary>
        <ul>
          ${preview.findings.map((/** @type {any} */ finding) => html`<li>${t('review.inRow', {row: finding.row})} <bdi>${finding.message}</bdi></li>`)}
        </ul>
      </details>`;
  }
}
customElements.define('review-view', ReviewView);
