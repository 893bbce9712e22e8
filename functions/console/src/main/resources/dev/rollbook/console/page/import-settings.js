// SPEC C5: what an import was made with, and how its file was read.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {optionWords} from './option-words.js';
import {Page} from './page.js';
import {readingFacts} from './reading-facts.js';
import {t} from './words.js';

export class ImportSettings extends Page {
  static properties = {...Page.properties, shown: {attribute: false}, groups: {state: true}};

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
    /** Asked for when somebody looks. @type {any[]|null} */
    this.groups = null;
  }

  /** @param {Event} event */
  async toggled(event) {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && this.groups === null && !this.busy) {
      this.groups = (await this.attempt(() => api.groups())) ?? null;
    }
  }

  render() {
    const {options, reading, status} = /** @type {import('./api.js').Import} */ (this.shown);
    if (!options) {
      return nothing;
    }
    // While it waits for its review, that says how the file was read.
    const read = status === 'AWAITING_REVIEW' ? null : reading;
    const mapping = read?.columns ?? options.mapping;
    const ignored = read?.ignoredColumns ?? [];
    return html`
      <details @toggle=${this.toggled}>
        <summary>${t('imports.settings')}</summary>
        ${this.showProblem()} ${this.groups ? optionWords({...options, mapping}, this.groups) : nothing}
        ${ignored.length
          ? html`<dl class="settings"><div><dt>${t('reading.ignored')}</dt><dd><bdi>${ignored.join(', ')}</bdi></dd></div></dl>`
          : nothing}
        ${read ? html`<h3>${t('review.read')}</h3>${readingFacts(read)}` : nothing}
      </details>`;
  }
}
customElements.define('import-settings', ImportSettings);
