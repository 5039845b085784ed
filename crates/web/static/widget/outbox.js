// @ts-check
// What was written and is not delivered yet: kept in the browser's database, so that neither a reload nor a night
// without a connection loses it. Where there is no database it is kept as long as the page.

/**
 * One message that is owed.
 * @typedef {{key: string, scope: string, session: string | null, text: string, machine: string | null,
 *   language: string, at: number, failure: string | null}} Owed
 */

const NAME = "handover-chat";
const STORE = "outbox";

/** The messages that are owed in one conversation. */
export class Outbox {
  /** @param {string} scope whose they are: the service and the user */
  constructor(scope) {
    this.scope = scope;
    /** @type {Map<string, Owed>} */
    this.copies = new Map();
    this.database = open();
  }

  /** All of them, oldest first. @returns {Promise<Owed[]>} */
  async all() {
    const stored = await this.#with("readonly", (store) => store.getAll());
    for (const owed of stored ?? []) if (owed.scope === this.scope) this.copies.set(owed.key, owed);
    return [...this.copies.values()].sort((one, other) => one.at - other.at);
  }

  /** @param {Owed} owed */
  async put(owed) {
    this.copies.set(owed.key, owed);
    await this.#with("readwrite", (store) => store.put(owed));
  }

  /** @param {string} key */
  async remove(key) {
    this.copies.delete(key);
    await this.#with("readwrite", (store) => store.delete(key));
  }

  /** Whether somebody else, such as another tab, has delivered it. @param {string} key */
  async isGone(key) {
    if (!(await this.database)) return !this.copies.has(key);
    return (await this.#with("readonly", (store) => store.count(key))) === 0;
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T | null>} null where there is no database
   */
  async #with(mode, work) {
    const database = await this.database;
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode);
        const request = work(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => resolve(null);
        transaction.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
  }
}

/** @returns {Promise<IDBDatabase | null>} */
function open() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      // Blocked, as in some private windows.
      resolve(null);
    }
  });
}
