// SPEC C1: a file, a name, and in plain words what is to happen.

import {html, nothing} from 'lit';
import {api, features, upload} from './api.js';
import {go, listOf, Page, save} from './page.js';
import {exactly, megabytes, percent, t} from './words.js';

const MOST_BYTES = 512 * 1024 * 1024;

export class ImportPage extends Page {
  static properties = {
    ...Page.properties,
    file: {state: true},
    name: {state: true},
    sent: {state: true},
    people: {state: true},
    groups: {state: true},
    defaults: {state: true},
    over: {state: true},
  };

  constructor() {
    super();
    /** @type {File|null} */
    this.file = null;
    this.name = '';
    /** How much of the file is sent, from 0 to 1; null while nothing is. @type {number|null} */
    this.sent = null;
    this.people = 'keep';
    /** @type {any[]} */
    this.groups = [];
    /** What holds where nothing else is said; null until it is known. @type {Object<string, any>|null} */
    this.defaults = null;
    this.over = false;
    /** @type {(() => void)|null} */
    this.abort = null;
    /** @type {(event: BeforeUnloadEvent) => void} */
    this.warn = (event) => event.preventDefault();
  }

  get isUploading() {
    return this.sent !== null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  load() {
    return this.attempt(async () => {
      const [settings, groups] = await Promise.all([api.settings(), api.groups()]);
      const defaults = settings.profile?.options ?? {};
      this.defaults = defaults;
      this.people = defaults.leavers ? 'leavers' : defaults.deactivateUnlisted ? 'deactivate' : 'keep';
      this.groups = groups.filter((group) => group.origin === 'MANUAL' && group.conditions.length === 0);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.abort?.();
    removeEventListener('beforeunload', this.warn);
  }

  /** @param {File|null|undefined} file */
  choose(file) {
    if (!file || this.isUploading) {
      return;
    }
    this.file = file;
    this.problem = null;
    this.name ||= suggested(file);
  }

  /** @param {DragEvent} event */
  drop(event) {
    event.preventDefault();
    this.over = false;
    this.choose(event.dataTransfer?.files[0]);
  }

  /** What the form says beyond the profile. @param {FormData} form */
  options(form) {
    /** @type {Object<string, any>} */
    const options = {
      review: form.has('review'),
      deactivateUnlisted: this.people === 'deactivate',
      matchBy: form.get('matchBy'),
      emptyCells: form.get('emptyCells'),
      header: form.has('header'),
      tags: listOf(form.get('tags')),
      access: access(String(form.get('access') ?? '')),
      notify: {send: form.has('notify'), language: form.get('notifyLanguage') ?? '', template: form.get('template') ?? ''},
    };
    for (const name of ['charset', 'delimiter', 'defaultGroup', 'list', 'newUsers', 'existingUsers', 'handEdits']) {
      if (form.get(name)) {
        options[name] = form.get(name);
      }
    }
    if (features.hasOption('leavers')) {
      options.leavers = this.people === 'leavers';
    }
    if (features.hasOption('graceDays') && this.people === 'deactivate') {
      options.graceDays = Number(form.get('graceDays') || 0);
    }
    return options;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    if (!this.defaults) {
      return;
    }
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const file = this.file;
    if (!file) {
      this.problem = new Error(t('import.noFile'));
      /** @type {HTMLElement|null} */ (this.querySelector('input[type=file]'))?.focus();
      return;
    }
    if (file.size > MOST_BYTES) {
      this.problem = new Error(t('import.tooLarge', {size: megabytes(file.size), most: megabytes(MOST_BYTES)}));
      return;
    }
    const wanted = {name: this.name.trim(), fileName: file.name, size: file.size, options: this.options(form)};
    let made = '';
    addEventListener('beforeunload', this.warn);
    const done = await this.attempt(async () => {
      const created = await api.createImport(wanted);
      made = created.importId;
      this.sent = 0;
      const sending = upload(created.upload, file, (fraction) => (this.sent = fraction));
      this.abort = sending.abort;
      await sending.done;
      return true;
    });
    this.abort = null;
    this.sent = null;
    removeEventListener('beforeunload', this.warn);
    if (done) {
      go('imports', made);
    } else if (made) {
      // Nothing came of it, so that its name is free for another try only under another one.
      api.cancel(made).catch(() => {});
      this.name = suggested(file);
    }
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('import.title')}</h1>
      <p>
        ${t('import.lead')}
        ${['csv', 'xlsx'].map(
          (format) => html`<button class="link" type="button" @click=${() => this.attempt(() => save(api.sample(format), `sample.${format}`))}>
            ${t('import.sample', {format: format.toUpperCase()})}</button> `,
        )}
      </p>
      ${this.showProblem()}
      <form @submit=${this.submit}>
        <fieldset class="plain" ?disabled=${this.isUploading}>
          <div
            class="drop ${this.over ? 'over' : ''}"
            @dragover=${(/** @type {DragEvent} */ event) => {
              event.preventDefault();
              this.over = true;
            }}
            @dragleave=${() => (this.over = false)}
            @drop=${this.drop}>
            <label>
              ${t('import.file')}
              <input
                type="file"
                name="file"
                accept=".csv,.txt,.xlsx,.xls,text/csv"
                @change=${(/** @type {Event} */ event) => this.choose(/** @type {HTMLInputElement} */ (event.target).files?.[0])}>
            </label>
            <p aria-live="polite">
              ${this.file ? html`<strong><bdi>${this.file.name}</bdi></strong> (${megabytes(this.file.size)})` : t('import.drop')}
            </p>
          </div>
          <label>
            ${t('import.name')}
            <input name="name" required maxlength="200" aria-describedby="name-hint" .value=${this.name}
              @input=${(/** @type {InputEvent} */ event) => (this.name = /** @type {HTMLInputElement} */ (event.target).value)}>
          </label>
          <small id="name-hint">${t('import.nameHint')}</small>
          ${this.defaults ? this.choices(this.defaults) : nothing}
        </fieldset>
        ${this.isUploading ? this.progress() : this.next()}
      </form>`;
  }

  /**
   * What is to happen, in plain words. Not before it is known what was chosen for all imports, which would undo a choice made here.
   * @param {Object<string, any>} now
   */
  choices(now) {
    return html`
      ${this.unlisted(now)} ${this.moreOptions(now)}
      <label>
        <input type="checkbox" name="review" checked>
        ${t('import.review')}
      </label>`;
  }

  next() {
    if (this.defaults) {
      return html`<button aria-busy=${this.busy} ?disabled=${this.busy}>${t('import.do')}</button>`;
    }
    return this.problem
      ? html`<button type="button" class="secondary" @click=${this.load}>${t('again')}</button>`
      : html`<p aria-busy="true">${t('loading')}</p>`;
  }

  progress() {
    const sent = this.sent ?? 0;
    return html`
      <section aria-live="polite">
        <label>
          ${t('import.uploading')} ${percent(sent)}
          <progress max="1" .value=${sent}></progress>
        </label>
        <button type="button" class="secondary" @click=${() => this.abort?.()}>${t('cancel')}</button>
      </section>`;
  }

  /** @param {Object<string, any>} now */
  unlisted(now) {
    /** @param {string} value */
    const choice = (value) => html`
      <label>
        <input type="radio" name="people" value=${value} .checked=${this.people === value} @change=${() => (this.people = value)}>
        ${t('import.people.' + value)}
      </label>`;
    return html`
      <fieldset>
        <legend>${t('import.people')}</legend>
        ${choice('keep')} ${choice('deactivate')} ${features.hasOption('leavers') ? choice('leavers') : nothing}
        ${this.people === 'deactivate' ? html`<small>${t('import.guard')}</small>` : nothing}
        ${this.people === 'deactivate' && features.hasOption('graceDays')
          ? html`<label>
              ${t('import.graceDays')}
              <input type="number" name="graceDays" min="0" max="90" .value=${String(now.graceDays ?? 0)}>
            </label>`
          : nothing}
        ${features.hasOption('list')
          ? html`<label>
              ${t('import.list')}
              <input name="list" aria-describedby="list-hint" .value=${now.list ?? ''}>
            </label>
            <small id="list-hint">${t('import.listHint')}</small>`
          : nothing}
      </fieldset>`;
  }

  /** @param {Object<string, any>} now */
  moreOptions(now) {
    return html`
      <details>
        <summary>${t('import.more')}</summary>
        <div class="columns">
          ${select('matchBy', ['username', 'email'], now.matchBy)} ${select('emptyCells', ['keep', 'clear'], now.emptyCells)}
          ${optional('newUsers', ['create', 'skip'], now)} ${optional('existingUsers', ['update', 'fillEmpty', 'skip'], now)}
          ${optional('handEdits', ['overwrite', 'keep'], now)}
          <label>
            ${t('option.defaultGroup')}
            <select name="defaultGroup">
              ${this.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === (now.defaultGroup ?? 'all')}>${group.name}</option>`)}
            </select>
          </label>
          <label>
            ${t('option.tags')}
            <input name="tags" placeholder=${t('withCommas')} .value=${(now.tags ?? []).join(', ')}>
          </label>
          <label>
            ${t('option.access')}
            <textarea name="access" rows="2" placeholder=${t('option.accessHint')} .value=${accessText(now.access)}></textarea>
          </label>
          ${select('charset', ['auto', 'UTF-8', 'windows-1252'], now.charset)}
          ${select('delimiter', ['auto', ';', ',', 'tab', '|'], now.delimiter === '\t' ? 'tab' : now.delimiter)}
        </div>
        <label>
          <input type="checkbox" name="header" .checked=${now.header ?? true}>
          ${t('option.header')}
        </label>
        <label>
          <input type="checkbox" name="notify" .checked=${now.notify?.send ?? false}>
          ${t('option.notify')}
        </label>
        <div class="columns">
          <label>
            ${t('option.notifyLanguage')}
            <select name="notifyLanguage">
              ${['', 'de', 'en'].map(
                (each) => html`<option value=${each} ?selected=${each === (now.notify?.language ?? '')}>${t('language.' + each)}</option>`,
              )}
            </select>
          </label>
          <label>
            ${t('option.template')}
            <input name="template" .value=${now.notify?.template ?? ''}>
          </label>
        </div>
      </details>`;
  }
}
customElements.define('import-page', ImportPage);

/** @param {File} file */
const suggested = (file) => `${file.name.replace(/\.[^.]+$/, '')} ${exactly(new Date())}`;

/** @param {string} name @param {string[]} values @param {string|undefined} chosen */
const select = (name, values, chosen) => html`
  <label>
    ${t('option.' + name)}
    <select name=${name}>
      ${values.map((value) => html`<option value=${value} ?selected=${value === (chosen ?? values[0])}>${t(`option.${name}.${value}`)}</option>`)}
    </select>
  </label>`;

/** @param {string} name @param {string[]} values @param {Object<string, any>} now */
const optional = (name, values, now) => (features.hasOption(name) ? select(name, values, now[name]) : nothing);

/** Product and offer, one pair a line. @param {string} text */
const access = (text) =>
  text
    .split('\n')
    .map((line) => line.split(':').map((part) => part.trim()))
    .filter(([product]) => product)
    .map(([product, ...offer]) => ({product, offer: offer.join(':')}));

/** @param {{product: string, offer: string}[]|undefined} granted */
export const accessText = (granted) => (granted ?? []).map(({product, offer}) => `${product}: ${offer}`).join('\n');
export {access as accessOf};
