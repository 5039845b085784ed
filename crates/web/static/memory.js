// @ts-check
// What the page remembers: the conversation of this tab over a reload, the person's choices for longer.

/** @typedef {import("./api.js").Contact} Contact */
/** @typedef {{id: string, number: string, contact: Contact | null, alternatives: Contact[],
 *   stopWork: {contact: Contact | null} | null}} Ticket */
/** @typedef {{text: string, data: import("./api.js").StepData}} OpenStep */
/** @typedef {{id: string | null, ticket: Ticket | null, step: OpenStep | null}} Session */
/** @typedef {{userId: string, machineId: string, language: string}} Choices */
/** @typedef {{name: string, email: string, organization_name: string, role: string}} Profile */

/**
 * A small object kept in a browser store. Without the store (private mode, blocked) it lives in memory.
 * @template {object} T
 * @param {() => Storage} store
 * @param {string} key
 * @param {T} initial
 * @returns {{get: () => T, set: (change: Partial<T>) => void}}
 */
function kept(store, key, initial) {
  let value = initial;
  try {
    value = { ...initial, ...JSON.parse(store().getItem(key) ?? "{}") };
  } catch {
    // Unreadable is as good as absent.
  }
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change };
      try {
        store().setItem(key, JSON.stringify(value));
      } catch {
        // Not kept over a reload; everything else works.
      }
    },
  };
}

/** The conversation of this tab. */
export const session = kept(
  () => sessionStorage,
  "handover.session",
  /** @type {Session} */ ({ id: null, ticket: null, step: null }),
);

/** Forgets the conversation. */
export const forget = () => session.set({ id: null, ticket: null, step: null });

/** Who the person said to be; personal data, so only for this tab. */
export const profile = kept(
  () => sessionStorage,
  "handover.profile",
  /** @type {Profile} */ ({ name: "", email: "", organization_name: "", role: "" }),
);

/** Whether the service takes our word for who is asking; else a token or a cookie says it. */
let trusted = true;

/** From now on no user id is claimed. */
export const claimNobody = () => {
  trusted = false;
};

/** Whether whoever uses this page may do everything here. */
export const isTrusted = () => trusted;

/** The user id to claim in requests. */
export const claimedUser = () => (trusted && choices.get().userId) || null;

/** Opaque ids and the chosen language. */
export const choices = kept(
  () => localStorage,
  "handover.choices",
  /** @type {Choices} */ ({ userId: "", machineId: "", language: "" }),
);
