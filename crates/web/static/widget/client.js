// @ts-check
// Speaks to the service: one request, one stream of events, and one error type for both.

/** After this long without an answer the chat gives up; the server ends a turn well before. */
const PATIENCE_MS = 30_000;
/** A stream says something every 20 s: one that is silent for so long is dead. */
const SILENCE_MS = 45_000;

/** @typedef {{body?: object | string, key?: string, accept?: string, after?: number, signal?: AbortSignal}} Wish */
/** @typedef {{event: string, id: string, data: any}} Event */
/** @typedef {{refresh: boolean}} TokenWish */
/** @typedef {{pointer: string, detail: string}} FieldError `pointer` is a JSON pointer into the body */

/** Why a request brought no answer. */
export class Problem extends Error {
  /**
   * @param {"timeout" | "unreachable" | "refused" | "stopped"} kind
   * @param {{detail?: string, status?: number, type?: string, retryAfter?: number, errors?: FieldError[]}} [about] what the server said
   */
  constructor(kind, { detail = "", status = 0, type = "", retryAfter = 0, errors = [] } = {}) {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    /** The HTTP status, 0 without one. */
    this.status = status;
    /** The last part of the problem's type. */
    this.type = type;
    /** Seconds, 0 when not said. */
    this.retryAfter = retryAfter;
    /** The fields that could not be accepted. */
    this.errors = errors;
  }

  /** Whether the same request may well succeed later, as it is. */
  get isPassing() {
    return this.kind !== "refused" || this.status === 429 || this.status === 409 || this.status >= 500;
  }
}

/**
 * The text of a problem document: `detail` is a string, or for invalid fields a list.
 * @param {any} body
 * @returns {string}
 */
export function detailOf(body) {
  if (typeof body?.detail === "string") return body.detail;
  if (!Array.isArray(body?.detail)) return typeof body?.title === "string" ? body.title : "";
  return body.detail
    .map((/** @type {any} */ item) => {
      const field = Array.isArray(item?.loc) ? item.loc.slice(1).join(".") : "";
      return field ? `${field}: ${item.msg}` : String(item?.msg ?? "");
    })
    .join("\n");
}

/** Random hexadecimal digits. Works without a secure context too. @param {number} bytes */
export function randomHex(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The service at one address, as one person uses it. */
export class Client {
  /**
   * @param {URL} base ends in a slash
   * @param {(wish: TokenWish) => Promise<string | null>} token who is asking; asked again with `refresh` after a 401
   * @param {() => string | null} visitor the capability to show where there is no token
   */
  constructor(base, token, visitor) {
    this.base = base;
    this.token = token;
    this.visitor = visitor;
  }

  /**
   * Asks for JSON.
   * @param {string} method
   * @param {string} path below the base
   * @param {Wish} [wish]
   * @returns {Promise<any>}
   */
  async ask(method, path, wish = {}) {
    const response = await this.#send(method, path, wish);
    const text = await response.text().catch(() => {
      throw new Problem("unreachable");
    });
    const parsed = parse(text);
    if (text && parsed === undefined) throw new Problem("refused", { status: response.status });
    return parsed ?? null;
  }

  /**
   * Asks for a stream of events, or takes JSON as one event named `answer`.
   * @param {string} method
   * @param {string} path
   * @param {Wish} [wish]
   * @returns {AsyncGenerator<Event>}
   */
  async *stream(method, path, wish = {}) {
    const silence = new Silence(wish.signal);
    const response = await this.#send(method, path, { accept: "text/event-stream", ...wish, signal: silence.signal });
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
      yield { event: "answer", id: "", data: await response.json() };
      return;
    }
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const text = new TextDecoder();
    const lines = new Lines();
    try {
      for (;;) {
        silence.begin();
        const { done, value } = await reader.read();
        silence.end();
        if (done) return;
        yield* lines.take(text.decode(value, { stream: true }));
      }
    } catch {
      throw new Problem(wish.signal?.aborted ? "stopped" : "unreachable");
    } finally {
      silence.end();
      reader.cancel().catch(() => {});
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Wish} wish
   * @param {boolean} [again] whether the token is a new one already
   * @returns {Promise<Response>} an answer that is no refusal
   */
  async #send(method, path, wish, again = false) {
    const headers = await this.#headers(wish, again);
    const body = typeof wish.body === "object" ? JSON.stringify(wish.body) : wish.body;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const stop = new AbortController();
    const abort = () => stop.abort();
    patience.addEventListener("abort", abort);
    wish.signal?.addEventListener("abort", abort);
    let response;
    try {
      if (wish.signal?.aborted) throw new Problem("stopped");
      const url = new URL(`api/${path}`, this.base);
      response = await fetch(url, { method, headers, body, signal: stop.signal });
    } catch {
      if (wish.signal?.aborted) throw new Problem("stopped");
      throw new Problem(patience.aborted ? "timeout" : "unreachable");
    } finally {
      // From here on only whoever asked may stop it, not the clock.
      patience.removeEventListener("abort", abort);
    }
    if (response.ok) return response;
    if (response.status === 401 && !again && headers.Authorization) return this.#send(method, path, wish, true);
    const said = parse(await response.text().catch(() => ""));
    throw new Problem("refused", {
      detail: detailOf(said),
      status: response.status,
      type: String(said?.type ?? "").replace(/.*\//, ""),
      retryAfter: Number(response.headers.get("Retry-After")) || 0,
      errors: Array.isArray(said?.errors) ? said.errors : [],
    });
  }

  /**
   * @param {Wish} wish
   * @param {boolean} refresh
   */
  async #headers({ key, accept = "application/json", after }, refresh) {
    /** @type {Record<string, string>} */
    // No page of another site can send the second one: it lets a cookie vouch for what is written.
    const headers = { Accept: accept, "X-Handover-Request": "1" };
    if (key) headers["Idempotency-Key"] = key;
    if (after !== undefined) headers["Last-Event-ID"] = String(after);
    const token = await this.token({ refresh });
    const visitor = this.visitor();
    if (token) headers.Authorization = `Bearer ${token}`;
    else if (visitor) headers["X-Handover-Visitor"] = visitor;
    return headers;
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends a stream that has been silent for too long, or when whoever reads it says so. */
class Silence {
  /** @param {AbortSignal} [outer] */
  constructor(outer) {
    this.stop = new AbortController();
    this.signal = this.stop.signal;
    this.timer = 0;
    outer?.addEventListener("abort", () => this.stop.abort());
  }

  begin() {
    this.timer = setTimeout(() => this.stop.abort(), SILENCE_MS);
  }

  end() {
    clearTimeout(this.timer);
  }
}

/** Cuts text that arrives in pieces into events: the standard's format, as far as the service uses it. */
class Lines {
  rest = "";
  /** @type {{event: string, id: string, data: string[]}} */
  current = { event: "", id: "", data: [] };

  /**
   * @param {string} piece
   * @returns {Generator<Event>}
   */
  *take(piece) {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line) this.#read(line);
      else yield* this.#finished();
    }
  }

  /** @param {string} line */
  #read(line) {
    const [, field = "", value = ""] = line.match(/^([^:]*)(?:: ?(.*))?$/) ?? [];
    if (field === "data") this.current.data.push(value);
    if (field === "event") this.current.event = value;
    if (field === "id") this.current.id = value;
  }

  *#finished() {
    const { event, id, data } = this.current;
    this.current = { event: "", id: "", data: [] };
    const parsed = parse(data.join("\n"));
    if (parsed !== undefined) yield { event: event || "message", id, data: parsed };
  }
}
