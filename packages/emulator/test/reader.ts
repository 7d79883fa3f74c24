/** A reader in a browser, as far as requests go: keeps its cookie, does not follow redirects by itself. */
import { createTestPortal, fields, origin, type TestPortal } from "./test-portal.js";

export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a redirect. */
  readonly location: string | null;
}

export interface Reader {
  visit(path: string, init?: RequestInit): Promise<Visit>;
  /** Sends a form, as the page it is on would. */
  submit(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Visit>;
  cookie(): string;
}

export function createReader(portal: TestPortal = createTestPortal()): Reader {
  let cookie = "";
  async function visit(path: string, init: RequestInit = {}): Promise<Visit> {
    const headers = new Headers(init.headers);
    if (cookie !== "") headers.set("Cookie", cookie);
    const response = await portal.emulator.fetch(new Request(new URL(path, origin), { ...init, headers }));
    const set = response.headers.get("Set-Cookie");
    if (set !== null) cookie = set.includes("Max-Age=0") ? "" : (set.split(";", 1)[0] ?? "");
    const { status } = response;
    return {
      status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get("Location"),
    };
  }
  return {
    visit,
    submit: (path, form, headers = {}) =>
      visit(path, { method: "POST", body: new URLSearchParams(form), headers: { Origin: origin, ...headers } }),
    cookie: () => cookie,
  };
}

/** A login token of a user. */
export async function makeToken(portal: TestPortal, login: string, query = ""): Promise<string> {
  return String(fields((await portal.call(`GET users/${login}/tokens${query}`)).json).token);
}
