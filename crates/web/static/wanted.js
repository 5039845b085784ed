// @ts-check
// Where somebody wanted to go who has to sign in first. It is kept for this tab, so that it outlives the way to an
// identity provider and back.
import { kept } from "./memory.js";

/** What can be wanted. Nothing else is gone to, whatever stands in the store. */
const PLACES = /^(desk|insight)(\?[^#]*)?$/;

const wanted = kept(() => sessionStorage, "handover.wanted", { place: "" });

/** Remembers where one is. */
export function want() {
  const { pathname } = new URL("./", document.baseURI);
  wanted.set({ place: location.pathname.slice(pathname.length) + location.search });
}

/** Where somebody wanted to go, relative to the pages; it is told once, and empty when there is nothing. */
export function takeWanted() {
  const { place } = wanted.get();
  wanted.set({ place: "" });
  return PLACES.test(place) ? place : "";
}
