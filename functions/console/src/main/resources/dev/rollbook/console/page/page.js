// What all pages have in common: the document's own style, a place for problems, one thing done at a time.

import {html, LitElement, nothing} from 'lit';
import {Problem} from './api.js';
import {hasText, t} from './words.js';

export class Page extends LitElement {
  static properties = {problem: {state: true}, busy: {state: true}, notice: {state: true}};

  constructor() {
    super();
    /** @type {Error|null} */
    this.problem = null;
    this.busy = false;
    this.notice = '';
  }

  // In the document itself, so that the one style sheet and every label reach everything.
  createRenderRoot() {
    return this;
  }

  /**
   * Does something that may fail; then the page says why.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T|undefined>}
   */
  async attempt(work) {
    this.busy = true;
    this.problem = null;
    this.notice = '';
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.dispatchEvent(new CustomEvent('key-refused', {bubbles: true, composed: true}));
      }
      this.problem = /** @type {Error} */ (problem);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  showProblem() {
    return html`
      <div role="alert">${this.problem ? html`<p class="problem">${sentence(this.problem)}</p>` : nothing}</div>
      <div role="status">${this.notice ? html`<p class="notice">${this.notice}</p>` : nothing}</div>`;
  }
}

/** What to say of a problem: in the reader's language where we know it, else as the API says it. @param {Error} problem */
export function sentence(problem) {
  if (problem instanceof Problem) {
    if (hasText(`problem.${problem.code}`)) {
      return t(`problem.${problem.code}`);
    }
    return problem.message || t('problem.other', {code: problem.code});
  }
  return t('problem.other', {code: problem.message});
}

/** Where a page is. @param {string[]} parts */
export const link = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

/** @param {string[]} parts */
export const go = (...parts) => {
  location.hash = link(...parts);
};

/** Hands a file to the browser to save. @param {Promise<Response>} answer @param {string} name */
export async function save(answer, name) {
  const url = URL.createObjectURL(await (await answer).blob());
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** A table that scrolls by itself where it is wider than the screen. @param {string} label @param {unknown} table */
export const scrolling = (label, table) =>
  html`<div class="scrolling" role="region" aria-label=${label} tabindex="0">${table}</div>`;

/** Texts of a field with commas. @param {FormDataEntryValue|null} value */
export const listOf = (value) =>
  String(value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
