// SPEC C5: the tenant's users, by status, group and tag, some at a time however many there are.

import {html, nothing} from 'lit';
import {api, Problem} from './api.js';
import {go, link, Page, scrolling} from './page.js';
import {t, word} from './words.js';

const AT_ONCE = 50;

export class UsersPage extends Page {
  static properties = {
    ...Page.properties,
    group: {type: String},
    groups: {state: true},
    items: {state: true},
    cursor: {state: true},
  };

  constructor() {
    super();
    this.group = '';
    /** @type {any[]} */
    this.groups = [];
    /** @type {import('./api.js').User[]|null} */
    this.items = null;
    /** @type {string|null} */
    this.cursor = null;
    /** @type {{status: string, group: string, tag: string}} */
    this.filter = {status: '', group: '', tag: ''};
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('group')) {
      this.filter = {...this.filter, group: this.group};
      this.list();
    }
  }

  connectedCallback() {
    super.connectedCallback();
    api.groups().then((groups) => (this.groups = groups)).catch(() => {});
  }

  async list() {
    this.items = null;
    this.cursor = null;
    await this.more();
  }

  async more() {
    const page = await this.attempt(() => api.users({...this.filter, limit: AT_ONCE, cursor: this.cursor}));
    if (page) {
      this.items = [...(this.items ?? []), ...page.items];
      this.cursor = page.cursor;
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.filter = {status: String(form.get('status')), group: String(form.get('group')), tag: String(form.get('tag')).trim()};
    this.list();
  }

  /** @param {SubmitEvent} event */
  async find(event) {
    event.preventDefault();
    const username = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('username')).trim();
    const user = await this.attempt(async () => {
      try {
        return await api.user(username);
      } catch (problem) {
        throw problem instanceof Problem && problem.status === 404 ? new Error(t('users.nobody', {username})) : problem;
      }
    });
    if (user) {
      go('users', user.username);
    }
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('place.users')}</h1>
      <search aria-label=${t('users.find')}>
        <form class="search" @submit=${this.find}>
          <label>${t('users.find')} <input name="username" type="search" required autocapitalize="none" spellcheck="false"></label>
          <button class="secondary">${t('search')}</button>
        </form>
      </search>
      <form class="search" @submit=${this.submit}>
        <label>
          ${t('users.status')}
          <select name="status">
            ${['', 'ACTIVE', 'INACTIVE'].map((each) => html`<option value=${each} ?selected=${each === this.filter.status}>${t('users.status.' + each)}</option>`)}
          </select>
        </label>
        <label>
          ${t('users.group')}
          <select name="group">
            <option value="">${t('users.anyGroup')}</option>
            ${this.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === this.filter.group}>${group.name}</option>`)}
          </select>
        </label>
        <label>${t('users.tag')} <input name="tag" .value=${this.filter.tag}></label>
        <button class="secondary">${t('users.filter')}</button>
      </form>
      <p><a role="button" class="secondary outline" href="#/new-user">${t('users.add')}</a></p>
      ${this.showProblem()} ${this.items ? this.table(this.items) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {import('./api.js').User[]} items */
  table(items) {
    if (items.length === 0 && !this.cursor) {
      return html`<p>${t('users.none')}</p>`;
    }
    return html`
      ${scrolling(
        t('place.users'),
        html`<table>
          <thead>
            <tr>
              <th scope="col">${t('target.username')}</th><th scope="col">${t('users.name')}</th><th scope="col">${t('target.email')}</th>
              <th scope="col">${t('users.status')}</th><th scope="col">${t('users.groups')}</th>
            </tr>
          </thead>
          <tbody>
            ${items.map(
              (user) => html`<tr>
                <th scope="row" class="cell"><a href=${link('users', user.username)}><bdi>${user.username}</bdi></a></th>
                <td class="cell"><bdi>${[user.firstName, user.lastName].filter(Boolean).join(' ')}</bdi></td>
                <td class="cell"><bdi>${user.email ?? ''}</bdi></td>
                <td>${word('users.status', user.status)}</td>
                <td class="cell"><bdi>${user.groups.map((/** @type {any} */ group) => group.name).join(', ')}</bdi></td>
              </tr>`,
            )}
          </tbody>
        </table>`,
      )}
      ${this.cursor ? html`<button class="secondary" ?disabled=${this.busy} @click=${this.more}>${t('more')}</button>` : nothing}`;
  }
}
customElements.define('users-page', UsersPage);
