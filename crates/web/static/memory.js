// @ts-check
// What the pages remember: who the person said to be for this tab, and their choices for longer. The conversation is
// remembered by the chat itself.

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
export function kept(store, key, initial) {
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

/** Who the person said to be; personal data, so only for this tab. */
export const profile = kept(
  () => sessionStorage,
  "handover.profile",
  /** @type {Profile} */ ({ name: "", email: "", organization_name: "", role: "" }),
);

/** Opaque ids and the chosen language. */
export const choices = kept(
  () => localStorage,
  "handover.choices",
  /** @type {Choices} */ ({ userId: "", machineId: "", language: "" }),
);
