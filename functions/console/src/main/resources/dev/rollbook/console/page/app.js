// The frame around the pages: who is signed in, which page the address names.

import {html, LitElement} from 'lit';
import {api, isSignedIn, loadFeatures, Problem, signIn, signOut} from './api.js';
import './sign-in.js';
import './import-page.js';
import './import-view.js';
import './history-page.js';
import './users-page.js';
import './user-page.js';
import './groups-page.js';
import './properties-page.js';
import './settings-page.js';
import {sentence} from './page.js';
import {setLanguage, t} from './words.js';

const PLACES = ['import', 'imports', 'users', 'groups', 'properties', 'settings'];

/** Takes a key out of the address before anything else can see it: `#key=…`, as `rollbook console` opens it. */
function takeKey() {
  const given = /^#key=(.+)$/.exec(location.hash);
  if (given) {
    signIn(decodeURIComponent(given[1]));
    history.replaceState(null, '', `${location.pathname}#/import`);
  }
}

takeKey();

/** A part of the address; one that somebody typed as it is, with a stray percent sign, is taken so. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch (_) {
    return part;
  }
}

class App extends LitElement {
  static properties = {state: {state: true}, route: {state: true}, refused: {state: true}, problem: {state: true}};

  constructor() {
    super();
    /** @type {'starting'|'signedOut'|'signedIn'|'broken'} */
    this.state = 'starting';
    this.route = App.parts();
    this.refused = false;
    /** @type {Error|null} */
    this.problem = null;
    this.shown = location.hash;
    window.addEventListener('hashchange', () => this.changed());
    this.addEventListener('key-refused', () => this.leave(true));
    this.addEventListener('signed-in', (event) => this.begin(/** @type {CustomEvent} */ (event).detail));
    this.addEventListener('language-chosen', () => this.requestUpdate());
    this.begin();
  }

  createRenderRoot() {
    return this;
  }

  static parts() {
    const parts = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
    return parts[0] ? parts : ['import'];
  }

  changed() {
    if (location.hash.startsWith('#key=')) {
      takeKey();
      this.begin();
    }
    const running = /** @type {import('./import-page.js').ImportPage|null} */ (this.querySelector('import-page'));
    if (running?.isUploading && location.hash !== this.shown && !window.confirm(t('import.leave'))) {
      history.replaceState(null, '', this.shown);
      return;
    }
    this.shown = location.hash;
    this.route = App.parts();
    this.updateComplete.then(() => this.arrive());
  }

  // Who moves by keyboard or hears the page is to be at its heading.
  arrive() {
    const heading = /** @type {HTMLElement|null} */ (this.querySelector('main h1'));
    heading?.focus();
    window.scrollTo(0, 0);
  }

  /** @param {Object<string, any>} [settings] where they are known already */
  async begin(settings) {
    if (!isSignedIn()) {
      this.state = 'signedOut';
      return;
    }
    try {
      await this.enter(settings ?? (await api.settings()));
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.leave(true);
      } else {
        this.problem = /** @type {Error} */ (problem);
        this.state = 'broken';
      }
    }
  }

  /** @param {Object<string, any>} settings */
  async enter(settings) {
    setLanguage(settings.language);
    await loadFeatures();
    this.state = 'signedIn';
  }

  /** @param {boolean} refused */
  leave(refused) {
    signOut();
    this.refused = refused;
    this.state = 'signedOut';
  }

  render() {
    document.title = `${t('place.' + (PLACES.includes(this.route[0]) ? this.route[0] : 'import'))} · Rollbook`;
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>
      <header class="container">
        <a class="brand" href="#/import">Rollbook</a>
        ${this.state === 'signedIn' ? this.navigation() : ''}
      </header>
      <main id="main" class="container">${this.content()}</main>`;
  }

  /** @param {Event} event */
  skip(event) {
    event.preventDefault();
    this.arrive();
  }

  navigation() {
    return html`
      <nav aria-label=${t('navigation')}>
        <ul>
          ${PLACES.map(
            (place) => html`<li>
              <a href="#/${place}" aria-current=${this.route[0] === place ? 'page' : 'false'}>${t('place.' + place)}</a>
            </li>`,
          )}
        </ul>
        <button class="secondary outline" @click=${() => this.leave(false)}>${t('signOut')}</button>
      </nav>`;
  }

  content() {
    switch (this.state) {
      case 'starting':
        return html`<p aria-busy="true">${t('loading')}</p>`;
      case 'broken':
        return html`<h1 tabindex="-1">Rollbook</h1>
          <p class="problem" role="alert">${sentence(/** @type {Error} */ (this.problem))}</p>
          <button @click=${() => location.reload()}>${t('again')}</button>`;
      case 'signedOut':
        return html`<sign-in ?refused=${this.refused}></sign-in>`;
      default:
        return this.page();
    }
  }

  page() {
    const [place, name] = this.route;
    switch (place) {
      case 'imports':
        return name ? html`<import-view .importId=${name}></import-view>` : html`<history-page></history-page>`;
      case 'users':
        return name ? html`<user-page .username=${name}></user-page>` : html`<users-page .group=${''}></users-page>`;
      case 'members':
        return html`<users-page .group=${name ?? ''}></users-page>`;
      case 'new-user':
        return html`<user-page .username=${''}></user-page>`;
      case 'groups':
        return html`<groups-page></groups-page>`;
      case 'properties':
        return html`<properties-page></properties-page>`;
      case 'settings':
        return html`<settings-page></settings-page>`;
      default:
        return html`<import-page></import-page>`;
    }
  }
}
customElements.define('rollbook-app', App);
