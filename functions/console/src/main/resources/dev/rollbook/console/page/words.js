// Texts in the reader's language; numbers, dates and plurals as that language writes them.

import {de} from './words-de.js';
import {en} from './words-en.js';

/** @type {Object<string, Object<string, any>>} */
const DICTIONARIES = {de, en};

let language = (navigator.language || 'en').toLowerCase().startsWith('de') ? 'de' : 'en';
document.documentElement.lang = language;

/** @param {string} wanted the tenant's language; any other than ours is ignored */
export function setLanguage(wanted) {
  if (wanted in DICTIONARIES) {
    language = wanted;
    document.documentElement.lang = language;
  }
}

// Who reads English in Ireland wants other dates than in Ohio: the browser knows.
const locale = () => (navigator.languages ?? []).find((each) => each.toLowerCase().startsWith(language)) ?? language;

/**
 * A text. A name in braces stands for a value; a text in two forms is chosen by the value `n`.
 * @param {string} key
 * @param {Object<string, any>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  let text = DICTIONARIES[language][key] ?? DICTIONARIES.en[key];
  if (text === undefined) {
    return key;
  }
  if (typeof text !== 'string') {
    text = new Intl.PluralRules(language).select(values.n) === 'one' ? text.one : text.other;
  }
  return text.replace(/\{(\w+)\}/g, (/** @type {string} */ all, /** @type {string} */ name) => {
    const value = values[name];
    return typeof value === 'number' ? number(value) : String(value ?? all);
  });
}

/** @param {string} key */
export const hasText = (key) => key in DICTIONARIES[language];

/** A word of the API, as a status; one that is new to us is shown as it is. @param {string} kind @param {string} value */
export const word = (kind, value) => (hasText(`${kind}.${value}`) ? t(`${kind}.${value}`) : value);

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/** @param {number} value from 0 to 1 */
export const percent = (value) => new Intl.NumberFormat(locale(), {style: 'percent'}).format(value);

/** @param {string|null|undefined} value */
export const dateTime = (value) =>
  value ? new Intl.DateTimeFormat(locale(), {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(value)) : '';

/** To the second, for what must not be called like something a moment ago. @param {Date} value */
export const exactly = (value) => new Intl.DateTimeFormat(locale(), {dateStyle: 'medium', timeStyle: 'medium'}).format(value);

/** @param {number} bytes */
export const megabytes = (bytes) =>
  new Intl.NumberFormat(locale(), {style: 'unit', unit: 'megabyte', maximumFractionDigits: 1}).format(bytes / 1048576);

/** @param {number} seconds */
export function duration(seconds) {
  const unit = seconds < 90 ? 'second' : 'minute';
  const value = seconds < 90 ? Math.round(seconds) : Math.round(seconds / 60);
  return new Intl.NumberFormat(locale(), {style: 'unit', unit, unitDisplay: 'long'}).format(value);
}
