// SPEC C5: one user: every field, edits by hand, history.

import {html, nothing} from 'lit';
import {api, features} from './api.js';
import {changesTable, fieldLabel} from './changes-table.js';
import {accessOf, accessText} from './import-page.js';
import {go, link, listOf, Page} from './page.js';
import {dateTime, t, word} from './words.js';

const TEXTS = ['firstName', 'lastName', 'email', 'phone', 'language', 'supervisor', 'secondSupervisor'];

export class UserPage extends Page {
  static properties = {
    ...Page.properties,
    username: {type: String},
    user: {state: true},
    definitions: {state: true},
    groups: {state: true},
    past: {state: true},
    pastCursor: {state: true},
  };

  constructor() {
    super();
    this.username = '';
    /** @type {import('./api.js').User|null} */
    this.user = null;
    /** @type {any[]} */
    this.definitions = [];
    /** @type {any[]} */
    this.groups = [];
    /** @type {any[]|null} */
    this.past = null;
    /** @type {string|null} */
    this.pastCursor = null;
    /** What to say once the user is shown under another name. */
    this.done = '';
  }

  get isNew() {
    return this.username === '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('username')) {
      this.load();
    }
  }

  async load() {
    await this.attempt(async () => {
      const [user, definitions, groups] = await Promise.all([
        this.isNew ? {properties: {}, groups: [], tags: [], access: [], status: 'ACTIVE'} : api.user(this.username),
        api.properties(),
        api.groups(),
      ]);
      this.definitions = definitions;
      this.groups = groups;
      this.user = user;
      this.past = null;
      if (!this.isNew && features.hasPath('/users/{username}/history')) {
        await this.morePast(null);
      }
    });
    this.notice = this.done;
    this.done = '';
  }

  /** @param {string|null} cursor */
  async morePast(cursor) {
    const page = await api.userHistory(this.username, cursor);
    this.past = [...(cursor ? (this.past ?? []) : []), ...page.items];
    this.pastCursor = page.cursor;
  }

  /** The groups that a hand may change. */
  ownGroups() {
    return this.groups.filter((group) => group.origin === 'MANUAL' && group.conditions.length === 0);
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const user = /** @type {import('./api.js').User} */ (this.user);
    /** @type {import('./api.js').User} */
    const fields = {
      status: form.get('status'),
      protected: form.has('protected'),
      tags: listOf(form.get('tags')),
      access: accessOf(String(form.get('access'))),
      properties: Object.fromEntries(this.definitions.map(({name}) => [name, form.get(`property:${name}`) || null])),
      groups: [
        ...user.groups.map((/** @type {any} */ group) => group.id).filter((/** @type {string} */ id) => !this.ownGroups().some((own) => own.id === id)),
        ...form.getAll('group'),
      ],
    };
    TEXTS.forEach((name) => (fields[name] = String(form.get(name)).trim() || null));
    const stored = await this.attempt(() =>
      this.isNew ? api.createUser({username: String(form.get('username')).trim(), ...fields}) : api.changeUser(this.username, fields),
    );
    if (stored && this.isNew) {
      go('users', stored.username);
    } else if (stored) {
      await this.load();
      this.notice = t('stored');
    }
  }

  async erase() {
    if (window.confirm(t('user.deleteSure', {username: this.username}))) {
      const gone = await this.attempt(async () => {
        await api.deleteUser(this.username);
        return true;
      });
      if (gone) {
        go('users');
      }
    }
  }

  /** @param {SubmitEvent} event */
  async rename(event) {
    event.preventDefault();
    const to = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('to')).trim();
    const renamed = await this.attempt(() => api.renameUser(this.username, to));
    if (renamed && renamed.username !== this.username) {
      this.done = t('user.renamed');
      go('users', renamed.username);
    }
  }

  async giveBack() {
    if (await this.attempt(() => api.changeUser(this.username, {handEdited: []}))) {
      await this.load();
    }
  }

  render() {
    const user = this.user;
    if (!user) {
      return html`<h1 tabindex="-1"><bdi>${this.username}</bdi></h1>${this.problem ? this.showProblem() : html`<p aria-busy="true">${t('loading')}</p>`}`;
    }
    return html`
      <h1 tabindex="-1"><bdi>${this.isNew ? t('users.add') : user.username}</bdi></h1>
      ${this.isNew ? nothing : this.facts(user)} ${this.showProblem()} ${this.form(user)}
      ${this.isNew ? nothing : html`${this.renaming()} ${this.history()} ${this.removing()}`}`;
  }

  /** @param {import('./api.js').User} user */
  facts(user) {
    /** @type {[string, unknown][]} */
    const facts = [
      ['origin', word('origin', user.origin)],
      ['password', t(user.hasPassword ? `user.password.${user.passwordSetBy}` : 'user.password.none')],
      ['createdAt', dateTime(user.createdAt)],
      ['updatedAt', dateTime(user.updatedAt)],
      ['leavingAt', dateTime(user.leavingAt)],
      ['lists', (user.lists ?? []).join(', ')],
      ['importGroups', user.groups.filter((/** @type {any} */ group) => group.origin === 'IMPORT').map((/** @type {any} */ group) => group.name).join(', ')],
      ['handEdited', (user.handEdited ?? []).map(fieldLabel).join(', ')],
    ];
    return html`
      <dl class="facts">
        ${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${t('user.' + name)}</dt><dd><bdi>${value}</bdi></dd></div>`)}
      </dl>
      ${user.lastImportId ? html`<p><a href=${link('imports', user.lastImportId)}>${t('user.lastImport')}</a></p>` : nothing}
      ${user.handEdited?.length ? html`<button class="secondary" @click=${this.giveBack} ?disabled=${this.busy}>${t('user.giveBack')}</button>` : nothing}`;
  }

  /** @param {import('./api.js').User} user */
  form(user) {
    return html`
      <form @submit=${this.submit}>
        ${this.isNew ? html`<label>${t('target.username')} <input name="username" required maxlength="128" autocapitalize="none" spellcheck="false"></label>` : nothing}
        <div class="columns">
          ${TEXTS.map((name) => html`<label>${t('target.' + name)} <input name=${name} .value=${user[name] ?? ''}></label>`)}
          ${this.definitions.map((definition) => property(definition, valueOf(user.properties, definition.name)))}
          <label>${t('option.tags')} <input name="tags" placeholder=${t('withCommas')} .value=${user.tags.join(', ')}></label>
          <label>
            ${t('option.access')}
            <textarea name="access" rows="2" placeholder=${t('option.accessHint')} .value=${accessText(user.access)}></textarea>
          </label>
          <label>
            ${t('users.status')}
            <select name="status">
              ${['ACTIVE', 'INACTIVE'].map((each) => html`<option value=${each} ?selected=${each === user.status}>${t('users.status.' + each)}</option>`)}
            </select>
          </label>
        </div>
        <label><input type="checkbox" name="protected" .checked=${Boolean(user.protected)}> ${t('user.protected')}</label>
        ${this.ownGroups().length
          ? html`<fieldset>
              <legend>${t('user.groups')}</legend>
              ${this.ownGroups().map(
                (group) => html`<label>
                  <input type="checkbox" name="group" value=${group.id} .checked=${user.groups.some((/** @type {any} */ own) => own.id === group.id) || (this.isNew && group.id === 'all')}>
                  ${group.name}
                </label>`,
              )}
            </fieldset>`
          : nothing}
        <button ?disabled=${this.busy} aria-busy=${this.busy}>${t('store')}</button>
      </form>`;
  }

  renaming() {
    return features.hasPath('/users/{username}/rename')
      ? html`<details>
          <summary>${t('user.rename')}</summary>
          <form @submit=${this.rename}>
            <label>${t('user.renameTo')} <input name="to" required maxlength="128" autocapitalize="none" spellcheck="false" aria-describedby="rename-hint"></label>
            <small id="rename-hint">${t('user.renameHint')}</small>
            <button class="secondary" ?disabled=${this.busy}>${t('user.rename')}</button>
          </form>
        </details>`
      : nothing;
  }

  history() {
    if (!this.past) {
      return nothing;
    }
    return html`
      <h2>${t('user.history')}</h2>
      <ol class="history">
        ${this.past.map(
          (event) => html`<li>
            <details>
              <summary>
                <time datetime=${event.at}>${dateTime(event.at)}</time> ${word('action', event.action)}
                ${event.importName ? html`<bdi>${event.importName}</bdi>` : nothing}
              </summary>
              ${event.importId ? html`<p><a href=${link('imports', event.importId)}>${t('imports.one')}</a></p>` : nothing}
              ${event.fields?.length ? changesTable(event.fields, word('action', event.action)) : nothing}
            </details>
          </li>`,
        )}
      </ol>
      ${this.pastCursor ? html`<button class="secondary" @click=${() => this.attempt(() => this.morePast(this.pastCursor))}>${t('more')}</button>` : nothing}`;
  }

  removing() {
    return html`<details>
      <summary>${t('user.delete')}</summary>
      <p>${t('user.deleteLead')}</p>
      <button class="danger" ?disabled=${this.busy} @click=${this.erase}>${t('user.delete')}</button>
    </details>`;
  }
}
customElements.define('user-page', UserPage);

/** A property's value: no name that all objects know, as `constructor`, gives one by itself. @param {Object<string, string>} values @param {string} name */
const valueOf = (values, name) => (Object.hasOwn(values, name) ? values[name] : '');

/** A property's field: free text, or one of its options. @param {any} definition @param {string} value */
const property = (definition, value) => html`
  <label>
    ${definition.name}
    ${definition.type === 'dropdown'
      ? html`<select name="property:${definition.name}">
          ${[...new Set(['', ...definition.options, value])].map((/** @type {string} */ each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}
        </select>`
      : html`<input name="property:${definition.name}" .value=${value}>`}
  </label>`;
