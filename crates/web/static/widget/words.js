// @ts-check
// Words in six languages, from the same Fluent files for the chat and the pages: chosen, loaded, formatted.
import { FluentBundle, FluentResource } from "../vendor/fluent.js";

/** The languages there are; each has its file in config/locales. */
export const LANGUAGES = ["en", "el", "ar", "es", "tr", "no"];
/** What they call themselves. @type {Record<string, string>} */
export const NAMES = { en: "English", el: "Ελληνικά", ar: "العربية", es: "Español", tr: "Türkçe", no: "Norsk" };
const RIGHT_TO_LEFT = ["ar"];

/** @typedef {Record<string, string | number>} Args */

const ISOLATE = "\u2068";
const END_ISOLATE = "\u2069";
/** Stands for an argument while a sentence is taken apart. */
const MARK = "\uE000";

/** Reduces a language tag to a language there is; null when there is none. @param {string} tag */
export function supported(tag) {
  const primary = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  const code = primary === "nb" || primary === "nn" ? "no" : primary;
  return LANGUAGES.includes(code) ? code : null;
}

/** The first language of the browser that there is, otherwise English. */
export function preferred() {
  for (const tag of navigator.languages ?? []) {
    const code = supported(tag);
    if (code) return code;
  }
  return "en";
}

/** As the browser names a language. @param {string} code */
export const locale = (code) => (code === "no" ? "nb" : code);

/** @param {string} code */
export const direction = (code) => (RIGHT_TO_LEFT.includes(code) ? "rtl" : "ltr");

/** The words of one language, and the ways it writes numbers and times. */
export class Words {
  /**
   * @param {string} code
   * @param {string} source the Fluent file
   */
  constructor(code, source) {
    this.code = code;
    this.locale = locale(code);
    this.dir = direction(code);
    this.bundle = new FluentBundle(this.locale, { useIsolating: false });
    this.bundle.addResource(new FluentResource(source));
  }

  /** @param {string} id */
  has(id) {
    return this.bundle.hasMessage(id);
  }

  /**
   * One message. Names and words of people are isolated where they could turn the sentence around.
   * @param {string} id
   * @param {Args} [args]
   */
  say(id, args = {}) {
    const isolated = Object.entries(args).map(([name, value]) => [name, this.#isolated(value)]);
    return this.#format(id, Object.fromEntries(isolated));
  }

  /**
   * A message taken apart at its arguments, for those that are shown as links: texts and names, in turn.
   * @param {string} id
   * @param {string[]} names the arguments
   * @returns {{text: string, name: string | null}[]}
   */
  pieces(id, names) {
    const marks = names.map((name) => [name, `${MARK}${name}${MARK}`]);
    return this.#format(id, Object.fromEntries(marks))
      .split(MARK)
      .map((text, index) => ({ text, name: index % 2 ? text : null }));
  }

  /** @param {string} id @param {Args} args */
  #format(id, args) {
    const value = this.bundle.getMessage(id)?.value;
    return value ? this.bundle.formatPattern(value, args, []) : id;
  }

  /** @param {string | number} value */
  #isolated(value) {
    if (typeof value === "number") return value;
    const turns = this.dir === "rtl" || /[\u0590-\u08FF\uFB1D-\uFEFC]/.test(value);
    return turns ? ISOLATE + value + END_ISOLATE : value;
  }

  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  number(value, options) {
    return new Intl.NumberFormat(this.locale, options).format(value);
  }

  /** @param {number} share 0 to 1 */
  percent(share) {
    return this.number(share, { style: "percent" });
  }

  /** The time of day. @param {Date} at */
  clock(at) {
    return new Intl.DateTimeFormat(this.locale, { timeStyle: "short" }).format(at);
  }

  /** The day. @param {Date} at */
  day(at) {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "full" }).format(at);
  }

  /** About how long something takes: minutes, hours or days. @param {number} seconds */
  duration(seconds) {
    const [unit, size] = seconds < 5_400 ? ["minute", 60] : seconds < 129_600 ? ["hour", 3_600] : ["day", 86_400];
    return this.number(Math.max(1, Math.round(seconds / Number(size))), { style: "unit", unit: String(unit), unitDisplay: "long" });
  }

  /** @param {string[]} items */
  list(items) {
    return new Intl.ListFormat(this.locale).format(items);
  }
}

/**
 * Loads a language. Fails when one of its files cannot be had.
 * @param {URL} folder where the files are
 * @param {string} tag
 * @param {string[]} parts the folders with the words of single pages
 */
export async function load(folder, tag, ...parts) {
  const code = supported(tag) ?? "en";
  const files = ["", ...parts.map((part) => `${part}/`)].map((part) => `${part}${code}.ftl`);
  const texts = files.map(async (file) => {
    const response = await fetch(new URL(file, folder), { credentials: "omit" });
    if (!response.ok) throw new Error(`no words for ${code}: ${response.status}`);
    return response.text();
  });
  return new Words(code, (await Promise.all(texts)).join("\n"));
}
