/** The page to log in on, and the ones for readers who may not read what they asked for. */
import { html, notice, problem, type Page } from "./page.js";

export interface LoginPage {
  /** Path to go to afterwards. */
  readonly returnTo: string;
  /** Whether a login and a password were given that do not work. */
  readonly isRefused?: boolean;
}

export function loginPage({ returnTo, isRefused = false }: LoginPage): Page {
  const alert = isRefused ? problem("The login or the password is wrong, or the account is disabled.") : "";
  return {
    title: "Log in",
    main: html`<h1>Log in</h1>
      ${alert}
      <form class="ch-login" action="/login" method="post">
        <input type="hidden" name="returnTo" value="${returnTo}" />
        <label for="ch-login">Login</label>
        <input id="ch-login" name="login" autocomplete="username" required maxlength="200" />
        <label for="ch-password">Password</label>
        <input
          id="ch-password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="200"
        />
        <button>Log in</button>
      </form>
      <p class="ch-hint">An API key is not a password. A link with a login token logs in without one.</p>`,
  };
}

export const noAccessPage: Page = notice(
  "No access",
  html`Your account may not read this. Ask whoever looks after the portal for an access group that may, or log in with
  another account.`,
);

export const notFoundPage: Page = notice(
  "Page not found",
  html`There is no such page, or not any more. <a href="/">See all publications</a>, or search.`,
);

export const failurePage: Page = notice(
  "Something went wrong",
  html`The emulator failed to show this page. Please report it.`,
);
