// The key is asked for, and kept for this tab only.

import {html} from 'lit';
import {api, signIn, signOut} from './api.js';
import {Page} from './page.js';
import {t} from './words.js';

export class SignIn extends Page {
  static properties = {...Page.properties, refused: {type: Boolean}};

  constructor() {
    super();
    this.refused = false;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    this.refused = false;
    signIn(String(new FormData(form).get('key')).trim());
    const settings = await this.attempt(() => api.settings());
    if (settings) {
      this.dispatchEvent(new CustomEvent('signed-in', {detail: settings, bubbles: true}));
    } else {
      signOut();
    }
  }

  render() {
    return html`
      <section class="narrow">
        <h1 tabindex="-1">${t('signIn.title')}</h1>
        <p>${t('signIn.lead')}</p>
        ${this.refused && !this.problem ? html`<p class="problem" role="alert">${t('problem.HTTP_401')}</p>` : this.showProblem()}
        <form @submit=${this.submit}>
          <label>
            ${t('signIn.key')}
            <input name="key" type="password" required autocomplete="off" spellcheck="false">
          </label>
          <button aria-busy=${this.busy} ?disabled=${this.busy}>${t('signIn.do')}</button>
        </form>
      </section>`;
  }
}
customElements.define('sign-in', SignIn);
