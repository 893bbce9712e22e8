// SPEC C5: what holds for every import of the tenant.

import {html, nothing} from 'lit';
import {api, features} from './api.js';
import {optionWords} from './option-words.js';
import {Page} from './page.js';
import {dateTime, setLanguage, t, word} from './words.js';

export class SettingsPage extends Page {
  static properties = {...Page.properties, settings: {state: true}, groups: {state: true}};

  constructor() {
    super();
    /** @type {Object<string, any>|null} */
    this.settings = null;
    /** @type {any[]} */
    this.groups = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      [this.settings, this.groups] = await Promise.all([api.settings(), api.groups()]);
    });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    /** @type {Object<string, any>} */
    const changes = {
      language: form.get('language'),
      defaultSupervisor: String(form.get('defaultSupervisor')).trim() || null,
      defaultSecondSupervisor: String(form.get('defaultSecondSupervisor')).trim() || null,
      rowLimit: Number(form.get('rowLimit')),
      guard: {percent: Number(form.get('percent')), minUsers: Number(form.get('minUsers'))},
    };
    if (features.hasSetting('webhook')) {
      const url = String(form.get('webhookUrl')).trim();
      const secret = String(form.get('webhookSecret'));
      changes.webhook = url ? {...this.settings?.webhook, url, ...(secret ? {secret} : {})} : null;
    }
    await this.change(changes);
  }

  /** @param {Object<string, any>} changes */
  async change(changes) {
    const stored = await this.attempt(() => api.changeSettings(changes));
    if (stored) {
      this.settings = stored;
      setLanguage(stored.language);
      this.notice = t('stored');
      this.dispatchEvent(new CustomEvent('language-chosen', {bubbles: true}));
    }
  }

  forget() {
    if (window.confirm(t('settings.forgetSure'))) {
      this.change({profile: {options: {}}});
    }
  }

  render() {
    const now = this.settings;
    return html`
      <h1 tabindex="-1">${t('place.settings')}</h1>
      ${this.showProblem()} ${now ? this.form(now) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {Object<string, any>} now */
  form(now) {
    const profile = Object.keys(now.profile?.options ?? {});
    return html`
      <form @submit=${this.submit}>
        <label>
          ${t('settings.language')}
          <select name="language">
            ${['de', 'en'].map((each) => html`<option value=${each} ?selected=${each === now.language}>${t('language.' + each)}</option>`)}
          </select>
        </label>
        <div class="columns">
          <label>${t('settings.defaultSupervisor')} <input name="defaultSupervisor" .value=${now.defaultSupervisor ?? ''}></label>
          <label>${t('settings.defaultSecondSupervisor')} <input name="defaultSecondSupervisor" .value=${now.defaultSecondSupervisor ?? ''}></label>
        </div>
        <fieldset>
          <legend>${t('settings.guard')}</legend>
          <p>${t('settings.guardLead')}</p>
          <div class="columns">
            <label>${t('settings.percent')} <input type="number" name="percent" min="0" max="100" required .value=${String(now.guard.percent)}></label>
            <label>${t('settings.minUsers')} <input type="number" name="minUsers" min="0" required .value=${String(now.guard.minUsers)}></label>
          </div>
        </fieldset>
        <label>${t('settings.rowLimit')} <input type="number" name="rowLimit" min="1" max="1000000" required .value=${String(now.rowLimit)}></label>
        ${features.hasSetting('webhook') ? this.webhook(now.webhook) : nothing}
        <button ?disabled=${this.busy} aria-busy=${this.busy}>${t('store')}</button>
      </form>
      <h2>${t('settings.profile')}</h2>
      <p>${t(profile.length ? 'settings.profileLead' : 'settings.noProfile')}</p>
      ${profile.length
        ? html`${optionWords(now.profile.options, this.groups)}
            <button class="secondary" ?disabled=${this.busy} @click=${this.forget}>${t('settings.forget')}</button>`
        : nothing}`;
  }

  /** @param {Object<string, any>|null|undefined} webhook */
  webhook(webhook) {
    return html`
      <fieldset>
        <legend>${t('settings.webhook')}</legend>
        <p>${t('settings.webhookLead')}</p>
        <label>${t('settings.webhookUrl')} <input type="url" name="webhookUrl" pattern="https://.*" .value=${webhook?.url ?? ''}></label>
        <label>${t('settings.webhookSecret')} <input type="password" name="webhookSecret" autocomplete="new-password"></label>
        ${webhook?.state ? html`<p>${word('webhook', webhook.state)} ${dateTime(webhook.lastDelivery?.at ?? (typeof webhook.lastDelivery === 'string' ? webhook.lastDelivery : null))}</p>` : nothing}
      </fieldset>`;
  }
}
customElements.define('settings-page', SettingsPage);
