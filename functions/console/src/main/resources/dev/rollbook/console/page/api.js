// The one file that knows the API: paths, shapes, the key.

/**
 * @typedef {{row: number, username: string, code: string, field: string, message: string}} Finding
 * @typedef {{column: string|number, target: string}} MappedColumn
 * @typedef {{phase: string, rowsDone: number, rowsTotal: number, percent: number, secondsLeft: number|null}} Progress
 * @typedef {{state: string, planned: number, done: number, reasons: string[]}} Deactivation
 * @typedef {Object<string, any>} Options
 * @typedef {Object<string, any>} User
 * @typedef {{
 *   importId: string, name: string, fileName: string, status: string, dryRun: boolean, createdAt: string,
 *   startedAt: string|null, finishedAt: string|null, counts: Object<string, number>, deactivation: Deactivation,
 *   reading: Object<string, any>|null, messages: string[], failure: {code: string, message: string}|null,
 *   cost: Object<string, number>, progress?: Progress, options?: Options|null, applies?: string|null, undoes?: string|null
 * }} Import
 * @typedef {{field: string, before: any, after: any}} FieldChange
 * @typedef {{kind: string, row: number|null, username: string, oldUsername?: string|null, fields: FieldChange[]}} PlanItem
 * @typedef {{counts: Object<string, number>, refusal: string|null, items: PlanItem[], cursor: string|null}} Plan
 */

const ROOT = '/v1';
const STORED_KEY = 'rollbook.key';

/** What the API refuses, or that it cannot be reached (status 0). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} detail
   */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** Whether there is a key in this tab. */
export const isSignedIn = () => sessionStorage.getItem(STORED_KEY) !== null;

/** @param {string} key */
export const signIn = (key) => sessionStorage.setItem(STORED_KEY, key);

export const signOut = () => sessionStorage.removeItem(STORED_KEY);

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<Response>}
 */
async function send(method, path, body) {
  /** @type {Object<string, string>} */
  const headers = {Authorization: `Bearer ${sessionStorage.getItem(STORED_KEY)}`};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let answer;
  try {
    answer = await fetch(ROOT + path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body)});
  } catch (_) {
    throw new Problem(0, 'UNREACHABLE', '');
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Problem(answer.status, problem.code ?? `HTTP_${answer.status}`, problem.detail ?? problem.message ?? '');
  }
  return answer;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function call(method, path, body) {
  const answer = await send(method, path, body);
  return answer.status === 204 ? null : answer.json();
}

/** @param {Object<string, string|number|null|undefined>} values */
function query(values) {
  const named = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return named.length ? `?${new URLSearchParams(named.map(([name, value]) => [name, String(value)]))}` : '';
}

/** @param {string} id */
const importPath = (id) => `/imports/${encodeURIComponent(id)}`;

// By the query, since a gateway changes some characters of a path.
/**
 * @param {string} username
 * @param {string} [below]
 */
const userPath = (username, below = '') => `/users/-${below}${query({username})}`;

/** @type {{paths: Object<string, any>, options: Object<string, any>, settings: Object<string, any>, userFields: Object<string, any>}|null} */
let description = null;

/** Reads what this API can, so that a page offers nothing that it cannot. */
export async function loadFeatures() {
  const openApi = await call('GET', '/openapi.json');
  const schemas = openApi.components?.schemas ?? {};
  description = {
    paths: openApi.paths ?? {},
    options: schemas.Options?.properties ?? {},
    settings: schemas.Settings?.properties ?? {},
    userFields: schemas.UserFields?.properties ?? {},
  };
}

export const features = {
  /** @param {string} path as the API's description writes it */
  hasPath: (path) => Boolean(description?.paths[path]),
  /** @param {string} option */
  hasOption: (option) => Boolean(description?.options[option]),
  /** @param {string} setting */
  hasSetting: (setting) => Boolean(description?.settings[setting]),
  /** @param {string} field */
  hasUserField: (field) => Boolean(description?.userFields[field]),
};

export const api = {
  /** @returns {Promise<Object<string, any>>} */
  settings: () => call('GET', '/settings'),
  /** @param {Object<string, any>} changes */
  changeSettings: (changes) => call('PUT', '/settings', changes),

  /** @param {{name: string, fileName: string, size: number, options: Options}} wanted */
  createImport: (wanted) => call('POST', '/imports', wanted),
  /** @param {{name?: string, limit?: number, cursor?: string|null}} which */
  imports: (which) => call('GET', `/imports${query(which)}`),
  /** @param {string} id @returns {Promise<Import>} */
  import: (id) => call('GET', importPath(id)),
  /** @param {string} id */
  preview: (id) => call('GET', `${importPath(id)}/preview`),
  /** @param {string} id @param {{mapping?: MappedColumn[], options?: Options}} choice */
  start: (id, choice) => call('POST', `${importPath(id)}/start`, choice),
  /** @param {string} id */
  cancel: (id) => call('POST', `${importPath(id)}/cancel`),
  /** @param {string} id */
  approve: (id) => call('POST', `${importPath(id)}/deactivations/approve`),
  /** @param {string} id */
  discard: (id) => call('POST', `${importPath(id)}/deactivations/discard`),
  /** @param {string} id @param {boolean} force */
  apply: (id, force) => call('POST', `${importPath(id)}/apply`, {force}),
  /** @param {string} id @param {boolean} dryRun */
  undo: (id, dryRun) => call('POST', `${importPath(id)}/undo`, {dryRun}),
  /**
   * @param {string} id
   * @param {{kind?: string, limit?: number, cursor?: string|null}} which
   * @returns {Promise<Plan>}
   */
  plan: (id, which) => call('GET', `${importPath(id)}/plan${query(which)}`),
  /**
   * A file of an import, by a redirect to the bucket it lies in.
   * @param {string} id
   * @param {string} what as `report` or `failed?format=xlsx`
   */
  file: (id, what) => send('GET', `${importPath(id)}/${what}`),
  /** @param {string} format */
  sample: (format) => send('GET', `/sample?format=${format}`),

  /** @param {{status?: string, group?: string, tag?: string, limit?: number, cursor?: string|null}} which */
  users: (which) => call('GET', `/users${query(which)}`),
  /** @param {string} username @returns {Promise<User>} */
  user: (username) => call('GET', userPath(username)),
  /** @param {User} fields */
  createUser: (fields) => call('POST', '/users', fields),
  /** @param {string} username @param {User} fields */
  changeUser: (username, fields) => call('PATCH', userPath(username), fields),
  /** @param {string} username */
  deleteUser: (username) => call('DELETE', userPath(username)),
  /** @param {string} username @param {string} to */
  renameUser: (username, to) => call('POST', userPath(username, '/rename'), {username: to}),
  /** @param {string} username @param {string|null} [cursor] */
  userHistory: (username, cursor) => call('GET', `/users/-/history${query({username, cursor})}`),

  groups: () => all('/groups'),
  /** @param {string} id @param {Object<string, any>} group */
  putGroup: (id, group) => call('PUT', `/groups/${encodeURIComponent(id)}`, group),
  /** @param {string} id */
  deleteGroup: (id) => call('DELETE', `/groups/${encodeURIComponent(id)}`),

  properties: () => all('/properties'),
  /** @param {string} name @param {Object<string, any>} property */
  putProperty: (name, property) => call('PUT', `/properties/-${query({name})}`, property),
  /** @param {string} name */
  deleteProperty: (name) => call('DELETE', `/properties/-${query({name})}`),
};

/** @param {string} path @returns {Promise<any[]>} */
async function all(path) {
  const items = [];
  let cursor = null;
  do {
    const page = await call('GET', `${path}${query({cursor})}`);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return items;
}

/**
 * Sends a file where the API said. The file itself is handed to the browser, which reads it from the disk as it goes: memory
 * stays flat, whatever its size.
 * @param {{method: string, url: string, headers: Object<string, string>}} target
 * @param {File} file
 * @param {(fraction: number) => void} onProgress
 * @returns {{done: Promise<void>, abort: () => void}}
 */
export function upload(target, file, onProgress) {
  const request = new XMLHttpRequest();
  /** @type {Promise<void>} */
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', (event) => onProgress(event.total ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve();
      } else {
        reject(new Problem(request.status, 'UPLOAD_REFUSED', ''));
      }
    });
    request.addEventListener('error', () => reject(new Problem(0, 'UPLOAD_BROKEN', '')));
    request.addEventListener('abort', () => reject(new Problem(0, 'UPLOAD_CANCELLED', '')));
    request.open(target.method, target.url);
    for (const [name, value] of Object.entries(target.headers)) {
      // These the browser says by itself.
      if (!['host', 'content-length'].includes(name.toLowerCase())) {
        request.setRequestHeader(name, value);
      }
    }
    request.send(file);
  });
  return {done, abort: () => request.abort()};
}
